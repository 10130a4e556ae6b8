#include "support/sim_content.hpp"

#include <algorithm>
#include <atomic>

namespace bepusdt::test {

void SimContent::resize(std::size_t size) {
  const std::size_t kept = size % kChunk;
  if (size < size_ && kept != 0 && chunks_[size / kChunk])
    std::ranges::fill(std::span(own(size / kChunk, false)).subspan(kept), std::uint8_t{0});
  chunks_.resize((size + kChunk - 1) / kChunk);
  size_ = size;
}

bool SimContent::read(std::size_t offset, std::span<std::uint8_t> to) const {
  const bool whole = offset + to.size() <= size_;
  while (!to.empty()) {
    const std::size_t within = offset % kChunk;
    const std::size_t count = std::min(to.size(), kChunk - within);
    const Chunk* chunk = offset / kChunk < chunks_.size() ? chunks_[offset / kChunk].get() : nullptr;
    if (chunk != nullptr)
      std::copy_n(chunk->data() + within, count, to.data());
    else
      std::ranges::fill(to.first(count), std::uint8_t{0});
    to = to.subspan(count);
    offset += count;
  }
  return whole;
}

SimContent::Chunk& SimContent::own(std::size_t index, bool overwritten) {
  std::shared_ptr<Chunk>& chunk = chunks_[index];
  if (!chunk) {
    chunk = overwritten ? std::make_shared_for_overwrite<Chunk>() : std::make_shared<Chunk>();
  } else if (chunk.use_count() > 1) {
    chunk = overwritten ? std::make_shared_for_overwrite<Chunk>() : std::make_shared<Chunk>(*chunk);
  } else {
    std::atomic_thread_fence(std::memory_order_acquire);  // whoever shared it in another thread has read it
  }
  return *chunk;
}

void SimContent::write(std::size_t offset, std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return;
  if (offset + bytes.size() > size_) resize(offset + bytes.size());
  while (!bytes.empty()) {
    const std::size_t within = offset % kChunk;
    const std::size_t count = std::min(bytes.size(), kChunk - within);
    std::copy_n(bytes.data(), count, own(offset / kChunk, count == kChunk).data() + within);
    bytes = bytes.subspan(count);
    offset += count;
  }
}

void SimContent::share(const SimContent& other, std::size_t offset, std::size_t size) {
  if (size == 0) return;
  if (offset + size > size_) resize(offset + size);
  for (std::size_t at = offset / kChunk; at <= (offset + size - 1) / kChunk; ++at) chunks_[at] = other.chunks_[at];
}

}  // namespace bepusdt::test
