#include "chains/ton/lite/adnl_frames.hpp"

#include <algorithm>

#include "chains/ton/lite/tl.hpp"

namespace bepusdt::chains::ton {
namespace {

constexpr std::size_t kLengthBytes = 4, kNonceBytes = 32, kHashBytes = 32;

}  // namespace

Bytes AdnlFrames::seal(BytesView payload, const Word& nonce) {
  Bytes packet = TlWriter(static_cast<std::uint32_t>(kNonceBytes + payload.size() + kHashBytes)).word(nonce).finish();
  packet.insert(packet.end(), payload.begin(), payload.end());
  const Word hash = sha256(BytesView(packet).subspan(kLengthBytes));
  packet.insert(packet.end(), hash.begin(), hash.end());
  outgoing_.apply(packet);
  return packet;
}

void AdnlFrames::take(BytesView ciphered) {
  open_.erase(open_.begin(), open_.begin() + static_cast<std::ptrdiff_t>(at_));
  at_ = 0;
  const std::size_t before = open_.size();
  open_.insert(open_.end(), ciphered.begin(), ciphered.end());
  incoming_.apply(std::span(open_).subspan(before));
}

std::optional<Bytes> AdnlFrames::next() {
  const BytesView left = BytesView(open_).subspan(at_);
  if (malformed_ || left.size() < kLengthBytes) return std::nullopt;
  const std::size_t size = TlReader(left).number();
  if (size < kNonceBytes + kHashBytes || size > longest_) {
    malformed_ = true;
    return std::nullopt;
  }
  if (left.size() - kLengthBytes < size) return std::nullopt;
  const BytesView packet = left.subspan(kLengthBytes, size);
  const BytesView covered = packet.first(size - kHashBytes);
  if (!std::ranges::equal(sha256(covered), packet.last(kHashBytes))) {
    malformed_ = true;
    return std::nullopt;
  }
  at_ += kLengthBytes + size;
  const BytesView payload = covered.subspan(kNonceBytes);
  return Bytes(payload.begin(), payload.end());
}

}  // namespace bepusdt::chains::ton
