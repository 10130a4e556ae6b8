// The two kinds of time in the house: our own clock in milliseconds, and block stamps in whole seconds (UTC, since 1970).
#pragma once

#include <chrono>
#include <cstdint>

namespace bepusdt {

using Millis = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;
using Time = std::chrono::sys_time<Millis>;        // our clock
using BlockTime = std::chrono::sys_time<Seconds>;  // a chain's stamp

[[nodiscard]] constexpr std::int64_t to_unix_millis(Time t) { return t.time_since_epoch().count(); }
[[nodiscard]] constexpr Time from_unix_millis(std::int64_t ms) { return Time(Millis(ms)); }
[[nodiscard]] constexpr std::int64_t to_unix_seconds(BlockTime t) { return t.time_since_epoch().count(); }
[[nodiscard]] constexpr BlockTime from_unix_seconds(std::int64_t s) { return BlockTime(Seconds(s)); }

}  // namespace bepusdt
