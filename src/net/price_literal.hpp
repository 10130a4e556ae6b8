// A price as a source writes it, digit by digit, into an exact decimal: what is no positive number of a believable size is
// no price. Shared by the price sources. Pure; safe to call from any thread.
#pragma once

#include <optional>
#include <string_view>

#include "core/decimal.hpp"

namespace bepusdt::net {

// Significant digits that are kept: sources print doubles (17 digits), and products of two prices stay within Decimal.
inline constexpr int kPriceDigits = 18;

// nullopt: not a number, not positive, or outside 10^-12 .. 10^12.
[[nodiscard]] std::optional<core::Decimal> price_from_literal(std::string_view literal);
// The same bounds and digits for a computed price.
[[nodiscard]] std::optional<core::Decimal> believable_price(const std::optional<core::Decimal>& price);

}  // namespace bepusdt::net
