#include "core/amount.hpp"

#include "base/assert.hpp"
#include "base/hex.hpp"

namespace bepusdt::core {
namespace {

const Decimal::Integer kLimit = [] {
  Decimal::Integer limit = 1;
  limit <<= 256;
  return limit;
}();

Result<BaseUnits, AmountError> fit(const Decimal::Integer& value) {
  if (value < 0) return fail(AmountError::negative);
  if (value >= kLimit) return fail(AmountError::overflow);
  return BaseUnits(value);
}

}  // namespace

Result<BaseUnits, AmountError> units_from_digits(std::string_view digits) {
  if (digits.empty()) return fail(AmountError::not_a_number);
  for (const char c : digits)
    if (c < '0' || c > '9') return fail(AmountError::not_a_number);
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  digits.remove_prefix(first);
  if (digits.size() > 78) return fail(AmountError::overflow);
  return fit(Decimal::Integer(std::string(digits)));
}

Result<BaseUnits, AmountError> units_from_hex(std::string_view hex) {
  if (!hex.starts_with("0x")) return fail(AmountError::not_a_number);
  hex.remove_prefix(2);
  if (hex.empty()) return fail(AmountError::not_a_number);
  if (hex.size() > 64) return fail(AmountError::overflow);
  BaseUnits value = 0;
  for (const char c : hex) {
    const int digit = hex_digit(c);
    if (digit < 0) return fail(AmountError::not_a_number);
    value = (value << 4) | static_cast<unsigned>(digit);
  }
  return value;
}

Result<Amount, AmountError> Amount::from_decimal(const Decimal& value, const TradeType& type) {
  if (value.sign() < 0) return fail(AmountError::negative);
  if (value.scale() > type.decimals) return fail(AmountError::too_many_decimals);
  auto units = fit(value.mantissa() * power_of_ten(type.decimals - value.scale()));
  if (!units) return fail(units.error());
  return Amount(*units, type);
}

Result<Amount, AmountError> Amount::parse(std::string_view text, const TradeType& type) {
  const auto value = Decimal::parse(text);
  if (!value) return fail(value.error() == DecimalError::too_long ? AmountError::overflow : AmountError::not_a_number);
  return from_decimal(*value, type);
}

std::string Amount::to_string() const {
  std::string digits = units_.str();
  const auto places = static_cast<std::size_t>(type_->decimals);
  if (places == 0) return digits;
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  digits.insert(digits.size() - places, 1, '.');
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

std::optional<Decimal> Amount::to_decimal() const {
  auto value = Decimal::from_parts(Decimal::Integer(units_), type_->decimals);
  return value ? std::optional(*std::move(value)) : std::nullopt;
}

Result<Amount, AmountError> Amount::plus(const Amount& other) const {
  BEPUSDT_ASSERT(type_ == other.type_);
  auto units = fit(Decimal::Integer(units_) + Decimal::Integer(other.units_));
  if (!units) return fail(units.error());
  return Amount(*units, *type_);
}

std::strong_ordering operator<=>(const Amount& a, const Amount& b) {
  BEPUSDT_ASSERT(a.type_ == b.type_);
  const int order = a.units_.compare(b.units_);
  return order < 0 ? std::strong_ordering::less : order > 0 ? std::strong_ordering::greater : std::strong_ordering::equal;
}

}  // namespace bepusdt::core
