// SimContent: the bytes of a file in chunks that copies share until one of them is written to. So an image starts thousands of
// disks, and a sync costs pointers instead of bytes. Each object is used by one thread at a time; what they share may be
// shared between threads.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace bepusdt::test {

class SimContent {
 public:
  [[nodiscard]] std::size_t size() const { return size_; }
  // New bytes are zeros.
  void resize(std::size_t size);
  // Fills `to`, with zeros beyond the end; whether all of it was there.
  [[nodiscard]] bool read(std::size_t offset, std::span<std::uint8_t> to) const;
  // Grows as needed.
  void write(std::size_t offset, std::span<const std::uint8_t> bytes);
  // Takes over the chunks with these bytes from a content that differs from this one in such chunks only, not smaller.
  void share(const SimContent& other, std::size_t offset, std::size_t size);

 private:
  static constexpr std::size_t kChunk = 4096;
  using Chunk = std::array<std::uint8_t, kChunk>;

  // For writing to; not shared from here on. The bytes stay unless all of them are to be overwritten.
  [[nodiscard]] Chunk& own(std::size_t index, bool overwritten);

  std::size_t size_ = 0;
  std::vector<std::shared_ptr<Chunk>> chunks_;  // null: zeros; beyond the end of the file zeros too
};

}  // namespace bepusdt::test
