// Making trade ids: 18 characters 0-9A-Za-z, of which 6 tell the time, so that inserts stay at one end of every index, and
// 12 are random (71 bits: not guessable). Text order is order of creation, to 1/32 s.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/time.hpp"
#include "core/ids.hpp"

namespace bepusdt::core {

// `entropy`: 32 unpredictable bytes. nullopt when too many of them fall into the rejected range (about once in 10^9 calls):
// draw again. Times before 2026-01-01 count as that day; the time part wraps after 56 years.
[[nodiscard]] std::optional<TradeId> make_trade_id(Time now, const std::array<std::uint8_t, 32>& entropy);

// 18 characters of the alphabet; says nothing about whether the order exists.
[[nodiscard]] bool is_trade_id(std::string_view text);

}  // namespace bepusdt::core
