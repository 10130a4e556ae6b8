// Random: unpredictable bytes. Production reads the operating system's source; the simulator draws from its seed.
#pragma once

#include <cstdint>
#include <span>

namespace bepusdt::ports {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

}  // namespace bepusdt::ports
