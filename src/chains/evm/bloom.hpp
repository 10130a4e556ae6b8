// logsBloom of a block header (Ethereum Yellow Paper §4.3.1): 2048 bits, three of them set for each log's contract and each
// of its topics. No log of a contract or topic can be in a block whose bloom does not have its bits; the reverse proves
// nothing. Pure.
#pragma once

#include "base/hex.hpp"
#include "chains/evm/types.hpp"

namespace bepusdt::chains::evm {

// The three bits of one contract or topic, found once and tested often.
class BloomBits {
 public:
  BloomBits() = default;
  explicit BloomBits(BytesView item);
  [[nodiscard]] bool may_be_in(const Bloom& bloom) const {
    for (const std::uint16_t bit : bits_)
      if ((bloom[255 - bit / 8] & (1 << (bit % 8))) == 0) return false;
    return true;
  }
  void add_to(Bloom& bloom) const {
    for (const std::uint16_t bit : bits_)
      bloom[255 - bit / 8] = static_cast<std::uint8_t>(bloom[255 - bit / 8] | 1 << (bit % 8));
  }

 private:
  std::array<std::uint16_t, 3> bits_{};
};

}  // namespace bepusdt::chains::evm
