// TokenBucket: how many calls an endpoint may be sent, by the operator's requests_per_second. A call of ours takes several
// requests that only make sense together, so the bucket may be overdrawn: it then rests until the debt is paid off.
// Not thread-safe; time comes in.
#pragma once

#include <algorithm>
#include <cmath>

#include "base/time.hpp"

namespace bepusdt::chains {

class TokenBucket {
 public:
  // per_second <= 0: no limit. Holds one second's worth, at least one.
  explicit TokenBucket(double per_second) : rate_(per_second), level_(capacity()) {}

  [[nodiscard]] bool limited() const { return rate_ > 0; }

  // Calls that may go out together.
  [[nodiscard]] std::size_t burst(std::size_t unlimited) const {
    return limited() ? std::min(unlimited, static_cast<std::size_t>(capacity())) : unlimited;
  }

  void take(std::size_t calls, Time now) {
    if (!limited()) return;
    refill(now);
    level_ -= static_cast<double>(calls);
  }

  // How long until it is not overdrawn.
  [[nodiscard]] Millis wait(Time now) {
    if (!limited()) return Millis(0);
    refill(now);
    if (level_ > -1e-9) return Millis(0);
    return Millis(static_cast<std::int64_t>(std::ceil(-level_ / rate_ * 1000.0)));
  }

 private:
  [[nodiscard]] double capacity() const { return std::max(1.0, rate_); }
  void refill(Time now) {
    if (now > at_) level_ = std::min(capacity(), level_ + rate_ * static_cast<double>((now - at_).count()) / 1000.0);
    at_ = now;  // the clock may have been set back
  }

  double rate_;
  double level_;
  Time at_{};
};

}  // namespace bepusdt::chains
