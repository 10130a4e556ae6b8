// BatchSize: how many calls one request to an endpoint may hold, learnt from what the endpoint refuses. A refusal
// halves it, or goes back to what was taken before if that is more; then, after a quiet while, an eighth more is tried.
// Every refusal doubles the while up to a cap, so that a firm limit costs a refused request now and then and no more.
// What was not answered in time may have been too many or an outage: it is halved, too, and grows by a quarter a minute.
// Not thread-safe; time comes in.
#pragma once

#include <algorithm>
#include <cstddef>

#include "base/time.hpp"

namespace bepusdt::chains {

class BatchSize {
 public:
  [[nodiscard]] std::size_t allowed(std::size_t most) const {
    if (limit_ > 0) most = std::min(most, limit_);
    return in_time_ > 0 ? std::min(most, in_time_) : most;
  }

  // A batch of so many calls was too many. false: it cannot shrink further.
  bool refused(std::size_t calls, Time now) {
    if (calls <= 1) return false;
    if (calls <= taken_) taken_ = 0;
    limit_ = std::max(calls / 2, taken_);
    patience_ = std::min(patience_ * 2, kLongestPatience);
    changed_at_ = now;
    return true;
  }

  void timed_out(std::size_t calls, Time now) {
    in_time_ = std::max<std::size_t>(1, calls / 2);
    timed_out_at_ = now;
  }

  // One was answered. `most` as in allowed().
  void taken(std::size_t calls, std::size_t most, Time now) {
    if (in_time_ > 0 && calls >= in_time_ && now - timed_out_at_ >= kInTimeAgain) {
      in_time_ += std::max<std::size_t>(1, in_time_ / 4);
      if (in_time_ > most) in_time_ = 0;
      timed_out_at_ = now;
    }
    if (limit_ == 0) return;
    taken_ = std::max(taken_, calls);
    if (calls < limit_ || now - changed_at_ < patience_) return;
    limit_ = std::min(most, limit_ + std::max<std::size_t>(1, limit_ / 8));
    changed_at_ = now;
  }

 private:
  static constexpr Millis kFirstPatience{300'000};  // doubled by the first refusal
  static constexpr Millis kLongestPatience{3'600'000};
  static constexpr Millis kInTimeAgain{60'000};

  std::size_t limit_ = 0;    // 0: none is known
  std::size_t in_time_ = 0;  // the same way
  std::size_t taken_ = 0;    // the largest that was answered since the last refusal below it
  Millis patience_ = kFirstPatience;
  Time changed_at_{};
  Time timed_out_at_{};  // or grown since
};

}  // namespace bepusdt::chains
