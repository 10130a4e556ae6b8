// CallPath: where a call stands in the call tree of its transaction, so that every node gives it the same place. Siblings are
// numbered from 0 in their order, and only those count that succeeded and are no calls to precompiled contracts: nodes differ in
// whether they show a precompiled contract, or a call that could not even begin. The transaction itself has the empty path.
// Pure.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "chains/words.hpp"

namespace bepusdt::chains::evm {

using CallPath = std::vector<std::uint32_t>;

// Every precompiled contract of every EVM chain is below (the highest are 0x100, RIP-7212, and Arbitrum's around 0x70), every
// contract with code that pays is above (Polygon's at 0x1010 is the lowest that we know).
inline constexpr std::uint32_t kPrecompiledBelow = 0x400;

[[nodiscard]] inline bool is_precompiled(const Account& account) {
  const bool high = std::any_of(account.begin(), account.end() - 2, [](std::uint8_t byte) { return byte != 0; });
  return !high && (std::uint32_t{account[18]} << 8 | account[19]) < kPrecompiledBelow;
}

// "t0.2.1"; of the transaction itself "t". No position of another kind begins with t.
[[nodiscard]] inline std::string position_text(const CallPath& path) {
  std::string text = "t";
  for (const std::uint32_t index : path) text += (text.size() > 1 ? "." : "") + std::to_string(index);
  return text;
}

}  // namespace bepusdt::chains::evm
