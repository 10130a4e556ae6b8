// BEPUSDT_ASSERT: states what must hold if our own code is right. It stays on in release builds and never judges input.
// On violation it prints place and condition to stderr and aborts: durable state is always consistent, so a restart recovers.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace bepusdt::detail {

[[noreturn]] inline void assertion_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "bug: assertion failed: %s at %s:%d\n", condition, file, line);
  std::abort();
}

}  // namespace bepusdt::detail

#define BEPUSDT_ASSERT(condition) \
  ((condition) ? static_cast<void>(0) : ::bepusdt::detail::assertion_failed(#condition, __FILE__, __LINE__))
