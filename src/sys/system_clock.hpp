// SystemClock: ports::Clock over the operating system's UTC clock, in whole milliseconds. It may step when the machine's
// time is corrected. Any thread.
#pragma once

#include "ports/clock.hpp"

namespace bepusdt::sys {

class SystemClock final : public ports::Clock {
 public:
  [[nodiscard]] Time now() const override { return std::chrono::floor<Millis>(std::chrono::system_clock::now()); }
};

}  // namespace bepusdt::sys
