#include "sys/system_random.hpp"

#include <sys/random.h>

#include <cerrno>

#include "base/assert.hpp"

namespace bepusdt::sys {

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t got = getrandom(bytes.data(), bytes.size(), 0);
    BEPUSDT_ASSERT(got > 0 || errno == EINTR);
    if (got > 0) bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
}

}  // namespace bepusdt::sys
