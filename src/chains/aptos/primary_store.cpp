#include "chains/aptos/primary_store.hpp"

#include <algorithm>

#include "base/digest.hpp"

namespace bepusdt::chains::aptos {

Word primary_store(const Word& owner, const Word& metadata) {
  static constexpr std::uint8_t kObjectDerivedFromObject = 0xfc;
  std::array<std::uint8_t, 65> seed;
  auto end = std::ranges::copy(owner, seed.begin()).out;
  end = std::ranges::copy(metadata, end).out;
  *end = kObjectDerivedFromObject;
  return sha3_256(seed);
}

}  // namespace bepusdt::chains::aptos
