// The version of this build; CMake's project() is its source.
#pragma once

namespace bepusdt::app {

inline constexpr const char* kVersion = BEPUSDT_VERSION;

}  // namespace bepusdt::app
