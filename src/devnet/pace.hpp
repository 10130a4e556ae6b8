// Pace: how fast a test chain makes blocks, and how far behind its head they are final. BlockTimer says when one is due.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/time.hpp"

namespace bepusdt::devnet {

struct Pace {
  Millis interval{1'000};        // 0: no block comes by itself
  std::uint64_t final_depth{2};  // blocks on top of the newest final one
};

class BlockTimer {
 public:
  explicit BlockTimer(Millis interval) : interval_(interval) {}

  // At most one block each time it is asked.
  [[nodiscard]] bool due(Time now) {
    if (interval_ <= Millis(0)) return false;
    // A clock that was set back would otherwise stop the chain for as long.
    if (!next_ || *next_ > now + interval_) next_ = now + interval_;
    if (now < *next_) return false;
    next_ = std::max(*next_ + interval_, now + Millis(1));
    return true;
  }

 private:
  Millis interval_;
  std::optional<Time> next_;
};

}  // namespace bepusdt::devnet
