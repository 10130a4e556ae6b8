// SystemRandom: ports::Random over getrandom(2), the kernel's generator; it blocks only until the kernel was seeded once
// after boot. There is no going on without it: tokens and trade ids would be guessable, so a failure ends the process.
// Any thread.
#pragma once

#include "ports/random.hpp"

namespace bepusdt::sys {

class SystemRandom final : public ports::Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace bepusdt::sys
