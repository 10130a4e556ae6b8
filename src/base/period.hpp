// Period: a time by our clock and how long from then on; over when the clock was set back before it.
#pragma once

#include "base/time.hpp"

namespace bepusdt {

struct Period {
  Time from{};
  Millis length{};

  [[nodiscard]] constexpr Millis left(Time now) const {
    return now < from || now >= from + length ? Millis(0) : from + length - now;
  }
};

}  // namespace bepusdt
