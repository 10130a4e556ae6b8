// LogRange: how many blocks one eth_getLogs, or one request for traces, may span at an endpoint. Halves when the node
// refuses or is too slow, grows by an eighth with every answer, so that it settles near what the provider allows today.
#pragma once

#include <algorithm>
#include <cstdint>

namespace bepusdt::chains::evm {

class LogRange {
 public:
  LogRange(std::uint64_t start, std::uint64_t most) : blocks_(std::min(start, most)), most_(most) {}

  [[nodiscard]] std::uint64_t blocks() const { return blocks_; }
  // `refused`: the span that did not go through. false: it cannot shrink further.
  bool shrink(std::uint64_t refused) {
    if (refused <= 1) return false;
    blocks_ = refused / 2;
    return true;
  }
  void grow() { blocks_ = std::min(most_, blocks_ + std::max<std::uint64_t>(1, blocks_ / 8)); }

 private:
  std::uint64_t blocks_;
  std::uint64_t most_;
};

}  // namespace bepusdt::chains::evm
