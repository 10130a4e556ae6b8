#include "net/price_literal.hpp"

namespace bepusdt::net {

using core::Decimal;

std::optional<Decimal> believable_price(const std::optional<Decimal>& price) {
  static const Decimal kSmallest = *Decimal::from_parts(1, 12);
  static const Decimal kLargest = *Decimal::from_parts(core::power_of_ten(12), 0);
  if (!price || *price < kSmallest || *price > kLargest) return std::nullopt;
  return price->rounded_half_up_to_digits(kPriceDigits);
}

std::optional<Decimal> price_from_literal(std::string_view literal) {
  const auto value = Decimal::parse(literal);
  return value ? believable_price(*value) : std::nullopt;
}

}  // namespace bepusdt::net
