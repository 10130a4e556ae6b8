// Fuzz target: decimals, amounts and prices against arithmetic on integers without a limit: what parses prints back to itself,
// results are exact or none, and every rounding is to the nearest, halves away from zero.
// Line 1 and 2 are decimals, line 3 digits or hex as a node writes them.
#include "core/amount.hpp"
#include "base/assert.hpp"
#include "fuzz/input.hpp"
#include "fuzz/reference/decimal_grammar.hpp"
#include "payment/pricing.hpp"
#include "wire/number_text.hpp"

namespace {

using namespace bepusdt;
using namespace bepusdt::core;
using Number = boost::multiprecision::cpp_int;

constexpr std::array kTypes{
    TradeType{"whole", "c", "W", 0, false, false}, TradeType{"usdt.trc20", "c", "USDT", 6, false, true},
    TradeType{"btc", "c", "BTC", 8, true, false}, TradeType{"ethereum.eth", "c", "ETH", 18, true, false}};

Number ten_to(int exponent) { return boost::multiprecision::pow(Number(10), static_cast<unsigned>(exponent)); }

// A decimal as an integer of units of 10^-places.
Number scaled(const Decimal& value, int places) {
  BEPUSDT_ASSERT(places >= value.scale());
  return Number(value.mantissa()) * ten_to(places - value.scale());
}

bool fits(Number value, int scale) {
  while (scale > 0 && value % 10 == 0) {
    value /= 10;
    --scale;
  }
  return scale <= Decimal::kMaxScale && abs(value) < ten_to(Decimal::kMaxDigits);
}

// |exact - rounded| <= half, and away from zero where it is exactly half. All in the same units.
void check_rounding(const Number& exact, const Number& rounded, const Number& unit) {
  const Number twice = abs(exact - rounded) * 2;
  BEPUSDT_ASSERT(twice <= unit);
  if (twice == unit) BEPUSDT_ASSERT(abs(rounded) > abs(exact));
}

void check_printing(std::string_view text, const Decimal& value) {
  const std::string printed = value.to_string();
  const auto again = Decimal::parse(printed);
  BEPUSDT_ASSERT(again && *again == value && again->scale() == value.scale() && again->to_string() == printed);
  std::string plain;
  if (text.size() <= wire::kMaxNumberLength && wire::is_json_number(text) && wire::append_plain_decimal(text, plain))
    BEPUSDT_ASSERT(plain == printed);
}

void check_roundings(const Decimal& value, int digits, int places) {
  constexpr int kScale = Decimal::kMaxScale;
  const Number exact = scaled(value, kScale);

  const Decimal at_places = value.rounded_half_up_to_places(places);
  BEPUSDT_ASSERT(at_places.scale() <= places && at_places.rounded_half_up_to_places(places) == at_places);
  check_rounding(exact, scaled(at_places, kScale), ten_to(kScale - places));

  const Decimal to_digits = value.rounded_half_up_to_digits(digits);
  BEPUSDT_ASSERT(to_digits.significant_digits() <= digits && to_digits.rounded_half_up_to_digits(digits) == to_digits);
  int length = 0;
  for (Number rest = abs(exact); rest > 0; rest /= 10) ++length;
  if (length <= digits)
    BEPUSDT_ASSERT(to_digits == value);
  else
    check_rounding(exact, scaled(to_digits, kScale), ten_to(length - digits));
}

void check_arithmetic(const Decimal& a, const Decimal& b, int places) {
  constexpr int kScale = Decimal::kMaxScale;
  const Number x = scaled(a, kScale), y = scaled(b, kScale);
  BEPUSDT_ASSERT((a < b) == (x < y) && (a == b) == (x == y));
  const auto check = [](const std::optional<Decimal>& result, const Number& exact, int scale) {
    BEPUSDT_ASSERT(result.has_value() == fits(exact, scale));
    if (result) BEPUSDT_ASSERT(scaled(*result, scale) == exact);
  };
  check(a.plus(b), x + y, kScale);
  check(a.minus(b), x - y, kScale);
  check(a.times(b), x * y, 2 * kScale);
  if (b.is_zero()) return;
  if (const auto quotient = a.divided_half_up(b, places)) {
    BEPUSDT_ASSERT(quotient->scale() <= places);
    const Number n = scaled(*quotient, places);  // a / b * 10^places, rounded
    const Number numerator = x * ten_to(places) * (y < 0 ? -1 : 1), denominator = abs(y);
    check_rounding(numerator, n * denominator, denominator);
  }
}

void check_amount(std::string_view text, const Decimal& value, const TradeType& type) {
  const auto amount = Amount::parse(text, type);
  const Number limit = Number(1) << 256;
  const bool whole = value.scale() <= type.decimals;
  BEPUSDT_ASSERT(amount.has_value() == (value.sign() >= 0 && whole && scaled(value, type.decimals) < limit));
  if (!amount) return;
  BEPUSDT_ASSERT(Number(amount->units()) == scaled(value, type.decimals));
  BEPUSDT_ASSERT(amount->to_string() == value.to_string() && amount->to_decimal() == value);
  const auto twice = amount->plus(*amount);
  BEPUSDT_ASSERT(twice.has_value() == (Number(amount->units()) * 2 < limit));
  if (twice) BEPUSDT_ASSERT(Number(twice->units()) == Number(amount->units()) * 2 && *amount <= *twice);
}

void check_units(std::string_view text) {
  const Number limit = Number(1) << 256;
  std::optional<Number> number;
  if (fuzz::is_digits(text) && text.size() < 200) {
    const auto first = std::min(text.find_first_not_of('0'), text.size() - 1);
    number = Number(std::string(text.substr(first)));
  }
  if (text.size() < 200) {
    const auto units = units_from_digits(text);
    BEPUSDT_ASSERT(units.has_value() == (number && *number < limit));
    if (units) BEPUSDT_ASSERT(Number(*units) == *number);
    if (units)
      for (const TradeType& type : kTypes) {
        const Amount amount(*units, type);
        const std::string printed = amount.to_string();
        const auto again = Amount::parse(printed, type);
        // Numbers of more digits than a Decimal keeps come from forged tokens only; they print, and do not parse.
        BEPUSDT_ASSERT(again.has_value() == amount.to_decimal().has_value());
        if (again) BEPUSDT_ASSERT(*again == amount);
        static_cast<void>(payment::fiat_value(amount, Decimal(7)));
      }
  }
  const auto hex = units_from_hex(text);
  const bool is_hex = text.size() > 2 && text.size() <= 66 && text.starts_with("0x") &&
                      text.substr(2).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
  BEPUSDT_ASSERT(hex.has_value() == is_hex);
  if (hex) BEPUSDT_ASSERT(Number(*hex) == Number(std::string(text)));
}

void check_price(const Decimal& fiat, const Decimal& rate, const TradeType& type, const Decimal& step_setting) {
  if (fiat.sign() <= 0 || rate.sign() <= 0) return;
  OrderPolicy policy;
  policy.step.insert_or_assign(std::string(type.currency), step_setting);
  const payment::Units step = payment::step_of(policy, type);
  BEPUSDT_ASSERT(step > 0);
  const auto price = payment::price_of(fiat, rate, type, step);
  if (!price) return;
  const Number paid(payment::to_base_units(*price)), unit(payment::to_base_units(step));
  BEPUSDT_ASSERT(paid >= unit && paid % unit == 0);
  // paid / 10^decimals * rate against fiat, in units of 10^-(40 + decimals).
  constexpr int kScale = Decimal::kMaxScale;
  const Number value = paid * scaled(rate, kScale), exact = scaled(fiat, kScale) * ten_to(type.decimals);
  if (paid > unit) check_rounding(exact, value, unit * scaled(rate, kScale));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [first, second, third] = fuzz::lines_of<3>(fuzz::text_of(data, size));
  check_units(third);
  const auto a = Decimal::parse(first);
  BEPUSDT_ASSERT(!a || fuzz::is_decimal(first));
  if (!a) {
    BEPUSDT_ASSERT(a.error() == DecimalError::too_long || !fuzz::is_decimal(first));
    return 0;
  }
  check_printing(first, *a);
  auto chance = fuzz::chance_of(fuzz::text_of(data, size));
  const int digits = 1 + static_cast<int>(chance() % Decimal::kMaxDigits);
  const int places = static_cast<int>(chance() % (Decimal::kMaxScale + 1));
  check_roundings(*a, digits, places);
  for (const TradeType& type : kTypes) check_amount(first, *a, type);
  const auto b = Decimal::parse(second);
  if (!b) return 0;
  check_arithmetic(*a, *b, places);
  check_arithmetic(*b, *a, places);
  const auto step = Decimal::from_parts(static_cast<int>(1 + chance() % 30), static_cast<int>(chance() % 9));
  for (const TradeType& type : kTypes) check_price(*a, *b, type, *step);
  return 0;
}
