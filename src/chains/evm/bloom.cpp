#include "chains/evm/bloom.hpp"

#include "base/digest.hpp"

namespace bepusdt::chains::evm {

BloomBits::BloomBits(BytesView item) {
  const Digest32 hash = keccak256(item);
  for (std::size_t i = 0; i < bits_.size(); ++i)
    bits_[i] = static_cast<std::uint16_t>((hash[2 * i] << 8 | hash[2 * i + 1]) & 2047);
}

}  // namespace bepusdt::chains::evm
