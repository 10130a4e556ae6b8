// The time of the machine, for calls that are not tested.
#pragma once

#include <bepusdt/retry.hpp>

namespace bepusdt::sdk {

// A number from 0 to 1, another each time; safe from any thread.
[[nodiscard]] double random_chance();

class SystemTimer final : public Timer {
 public:
  // `cancelled` may be empty; it is asked several times a second during a sleep.
  explicit SystemTimer(std::function<bool()> cancelled) : cancelled_(std::move(cancelled)) {}
  [[nodiscard]] TimePoint now() override { return std::chrono::steady_clock::now(); }
  bool sleep(Milliseconds duration) override;
  [[nodiscard]] double chance() override { return random_chance(); }

 private:
  std::function<bool()> cancelled_;
};

}  // namespace bepusdt::sdk
