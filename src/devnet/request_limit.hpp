// RequestLimit: how many requests a node takes within any second, as those of providers do. No clock, no thread.
#pragma once

#include <cstdint>
#include <deque>

#include "base/time.hpp"

namespace bepusdt::devnet {

class RequestLimit {
 public:
  // 0: any number.
  void set(std::uint64_t per_second) {
    per_second_ = per_second;
    taken_.clear();
  }
  // Whether one more is taken now. What is refused does not count.
  [[nodiscard]] bool takes(Time now) {
    if (per_second_ == 0) return true;
    while (!taken_.empty() && (taken_.front() + Seconds(1) <= now || taken_.front() > now)) taken_.pop_front();
    if (taken_.size() >= per_second_) return false;
    taken_.push_back(now);
    return true;
  }

 private:
  std::uint64_t per_second_ = 0;
  std::deque<Time> taken_;
};

}  // namespace bepusdt::devnet
