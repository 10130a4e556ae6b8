// Amounts, rates and fiat as the decimal text of the tables, both ways. Pure. Numbers that fit 64 bits, which is nearly all
// of them, are written without allocating.
#pragma once

#include <span>
#include <string_view>

#include "core/amount.hpp"
#include "core/decimal.hpp"

namespace bepusdt::store {

// Room for any value: 78 digits of 256 bits; 60 digits, a point, a zero before it and a sign of a Decimal.
inline constexpr std::size_t kLongestNumber = 80;

// Write to the beginning of `room`, which must have kLongestNumber characters; the part that was written.
[[nodiscard]] std::string_view write_number(std::span<char> room, const core::BaseUnits& units);
[[nodiscard]] std::string_view write_number(std::span<char> room, const core::Decimal& value);

// Throw StoreFailure for what is no number.
[[nodiscard]] core::BaseUnits read_units(std::string_view text);
[[nodiscard]] core::Decimal read_decimal(std::string_view text);

}  // namespace bepusdt::store
