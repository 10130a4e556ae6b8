// PageSize: how many transactions one endpoint is asked for at once. It halves when an answer took too long or was too long, and
// is forgotten after an hour, because what made it so passes. Not thread-safe; time comes in.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/time.hpp"

namespace bepusdt::chains::aptos {

class PageSize {
 public:
  [[nodiscard]] std::uint64_t now(std::uint64_t most, Time now) const {
    return shrunk_to_ > 0 && now - shrunk_at_ < kLasts ? std::min(most, shrunk_to_) : most;
  }
  // false: it cannot shrink further.
  [[nodiscard]] bool shrink(std::uint64_t refused, Time now) {
    if (refused <= 1) return false;
    shrunk_to_ = refused / 2;
    shrunk_at_ = now;
    return true;
  }

 private:
  static constexpr Millis kLasts{3'600'000};
  std::uint64_t shrunk_to_ = 0;
  Time shrunk_at_{};
};

}  // namespace bepusdt::chains::aptos
