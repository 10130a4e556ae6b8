// Clock: the only source of "now". Production reads the system clock; the simulator moves a virtual one.
#pragma once

#include "base/time.hpp"

namespace bepusdt::ports {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Time now() const = 0;
};

}  // namespace bepusdt::ports
