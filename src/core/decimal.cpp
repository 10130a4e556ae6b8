#include "core/decimal.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/assert.hpp"

namespace bepusdt::core {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int digit_count(Decimal::Integer value) {
  if (value < 0) value = -value;
  int count = 0;
  while (count <= 120 && value >= power_of_ten(count)) ++count;
  return std::max(count, 1);
}

}  // namespace

const Decimal::Integer& power_of_ten(int exponent) {
  static const auto kPowers = [] {
    std::array<Decimal::Integer, 121> powers;
    powers[0] = 1;
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
    return powers;
  }();
  BEPUSDT_ASSERT(exponent >= 0 && exponent < static_cast<int>(kPowers.size()));
  return kPowers[static_cast<std::size_t>(exponent)];
}

Decimal::Integer divide_half_up(const Decimal::Integer& numerator, const Decimal::Integer& denominator) {
  BEPUSDT_ASSERT(denominator > 0);
  const Decimal::Integer magnitude = abs(numerator);
  Decimal::Integer quotient = magnitude / denominator;
  const Decimal::Integer remainder = magnitude % denominator;
  if (remainder * 2 >= denominator) ++quotient;
  return numerator < 0 ? Decimal::Integer(-quotient) : quotient;
}

Decimal::Decimal(Integer mantissa, int scale) : mantissa_(std::move(mantissa)), scale_(scale) {
  while (scale_ > 0 && mantissa_ % 10 == 0) {
    mantissa_ /= 10;
    --scale_;
  }
}

Result<Decimal, DecimalError> Decimal::from_parts(Integer mantissa, int scale) {
  if (scale < 0 || scale > 120) return fail(DecimalError::too_long);
  Decimal value(std::move(mantissa), scale);
  if (value.scale_ > kMaxScale || digit_count(value.mantissa_) > kMaxDigits) return fail(DecimalError::too_long);
  return value;
}

Result<Decimal, DecimalError> Decimal::parse(std::string_view text) {
  std::size_t i = 0;
  bool negative = false;
  if (i < text.size() && (text[i] == '+' || text[i] == '-')) negative = text[i++] == '-';

  std::string digits;
  const std::size_t whole_begin = i;
  while (i < text.size() && is_digit(text[i])) digits += text[i++];
  if (i == whole_begin) return fail(DecimalError::not_a_number);
  int scale = 0;
  if (i < text.size() && text[i] == '.') {
    ++i;
    const std::size_t fraction_begin = i;
    while (i < text.size() && is_digit(text[i])) digits += text[i++];
    if (i == fraction_begin) return fail(DecimalError::not_a_number);
    if (i - fraction_begin > 200) return fail(DecimalError::too_long);
    scale = static_cast<int>(i - fraction_begin);
  }
  int exponent = 0;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    bool exponent_negative = false;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) exponent_negative = text[i++] == '-';
    const std::size_t exponent_begin = i;
    while (i < text.size() && is_digit(text[i])) {
      exponent = std::min(exponent * 10 + (text[i] - '0'), 10'000);
      ++i;
    }
    if (i == exponent_begin) return fail(DecimalError::not_a_number);
    if (exponent_negative) exponent = -exponent;
  }
  if (i != text.size()) return fail(DecimalError::not_a_number);

  // Leading and trailing zeros carry no information; without them the length limit is about the value, not its spelling.
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size());
  digits.erase(0, first);
  while (!digits.empty() && digits.back() == '0') {
    digits.pop_back();
    --scale;
  }
  if (digits.empty()) return Decimal();
  scale -= exponent;
  if (digits.size() > static_cast<std::size_t>(kMaxDigits) || scale > kMaxScale) return fail(DecimalError::too_long);
  if (scale < 0 && static_cast<int>(digits.size()) - scale > kMaxDigits) return fail(DecimalError::too_long);
  if (scale < 0) {
    digits.append(static_cast<std::size_t>(-scale), '0');
    scale = 0;
  }
  Integer mantissa(digits);
  if (negative) mantissa = -mantissa;
  return Decimal(std::move(mantissa), scale);
}

std::string Decimal::to_string() const {
  std::string digits = Integer(abs(mantissa_)).str();
  if (scale_ > 0) {
    const auto places = static_cast<std::size_t>(scale_);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, 1, '.');
  }
  return mantissa_ < 0 ? "-" + digits : digits;
}

int Decimal::significant_digits() const {
  Integer value = abs(mantissa_);
  while (value != 0 && value % 10 == 0) value /= 10;
  return value == 0 ? 1 : digit_count(value);
}

std::optional<Decimal> Decimal::plus(const Decimal& other) const {
  const int scale = std::max(scale_, other.scale_);
  const Integer sum = mantissa_ * power_of_ten(scale - scale_) + other.mantissa_ * power_of_ten(scale - other.scale_);
  if (digit_count(sum) > kMaxDigits + kMaxScale) return std::nullopt;
  auto result = from_parts(sum, scale);
  return result ? std::optional(*result) : std::nullopt;
}

std::optional<Decimal> Decimal::minus(const Decimal& other) const { return plus(Decimal(-other.mantissa_, other.scale_)); }

std::optional<Decimal> Decimal::times(const Decimal& other) const {
  const Integer product = mantissa_ * other.mantissa_;
  if (digit_count(product) > 120) return std::nullopt;
  auto result = from_parts(product, scale_ + other.scale_);
  return result ? std::optional(*result) : std::nullopt;
}

Decimal Decimal::rounded_half_up_to_digits(int digits) const {
  BEPUSDT_ASSERT(digits >= 1 && digits <= kMaxDigits);
  const int excess = digit_count(mantissa_) - digits;
  if (excess <= 0) return *this;
  const Integer rounded = divide_half_up(mantissa_, power_of_ten(excess));
  if (excess <= scale_) return Decimal(rounded, scale_ - excess);
  return Decimal(Integer(rounded * power_of_ten(excess - scale_)), 0);
}

Decimal Decimal::rounded_half_up_to_places(int places) const {
  BEPUSDT_ASSERT(places >= 0 && places <= kMaxScale);
  if (scale_ <= places) return *this;
  return Decimal(divide_half_up(mantissa_, power_of_ten(scale_ - places)), places);
}

std::optional<Decimal> Decimal::divided_half_up(const Decimal& divisor, int places) const {
  BEPUSDT_ASSERT(!divisor.is_zero() && places >= 0 && places <= kMaxScale);
  Integer numerator = mantissa_ * power_of_ten(divisor.scale_ + places);
  Integer denominator = divisor.mantissa_ * power_of_ten(scale_);
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  auto result = from_parts(divide_half_up(numerator, denominator), places);
  return result ? std::optional(*result) : std::nullopt;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  const int scale = std::max(a.scale_, b.scale_);
  const Decimal::Integer left = a.mantissa_ * power_of_ten(scale - a.scale_);
  const Decimal::Integer right = b.mantissa_ * power_of_ten(scale - b.scale_);
  if (left < right) return std::strong_ordering::less;
  return left == right ? std::strong_ordering::equal : std::strong_ordering::greater;
}

}  // namespace bepusdt::core
