// Wakeup: what a loop sleeps on: until a time, a notification, or the stop of the house. Notifications that arrive while
// nobody waits are not lost; several count as one. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "base/time.hpp"

namespace bepusdt::app {

class Wakeup {
 public:
  void notify() {
    {
      const std::lock_guard lock(mutex_);
      notified_ = true;
    }
    changed_.notify_all();
  }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_all();
  }

  // Returns true when notified, false when the time is over; at once when stopped.
  bool wait_for(Millis most) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, most, [this] { return notified_ || stopped_; });
    return std::exchange(notified_, false);
  }

  [[nodiscard]] bool stopped() const {
    const std::lock_guard lock(mutex_);
    return stopped_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool notified_ = false;
  bool stopped_ = false;
};

}  // namespace bepusdt::app
