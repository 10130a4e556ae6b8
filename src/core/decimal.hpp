// Decimal: an exact decimal number for fiat amounts and rates. Never binary floating point.
// A value has at most 60 significant digits and at most 40 after the point; what would not fit is an error, not a rounding.
// Division exists only together with a named rounding.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace bepusdt::core {

enum class DecimalError { not_a_number, too_long };

class Decimal {
 public:
  using Integer =
      boost::multiprecision::number<boost::multiprecision::cpp_int_backend<512, 512, boost::multiprecision::signed_magnitude,
                                                                           boost::multiprecision::checked, void>>;
  static constexpr int kMaxDigits = 60;
  static constexpr int kMaxScale = 40;

  Decimal() = default;
  explicit Decimal(std::int64_t whole) : mantissa_(whole) {}

  // Grammar: [+-] digits [. digits] [(e|E) [+-] digits]; a digit before the point and, if there is a point, after it.
  // No white space, no hex, no infinities.
  [[nodiscard]] static Result<Decimal, DecimalError> parse(std::string_view text);

  // mantissa / 10^scale
  [[nodiscard]] static Result<Decimal, DecimalError> from_parts(Integer mantissa, int scale);

  // Shortest plain form: no exponent, no trailing zeros, no "-0". parse(to_string()) gives the same value.
  [[nodiscard]] std::string to_string() const;

  [[nodiscard]] int sign() const { return mantissa_.sign(); }
  [[nodiscard]] bool is_zero() const { return mantissa_.is_zero(); }
  [[nodiscard]] const Integer& mantissa() const { return mantissa_; }  // without trailing zeros when scale() > 0
  [[nodiscard]] int scale() const { return scale_; }
  [[nodiscard]] int significant_digits() const;

  // nullopt: the exact result would exceed the limits above.
  [[nodiscard]] std::optional<Decimal> plus(const Decimal& other) const;
  [[nodiscard]] std::optional<Decimal> minus(const Decimal& other) const;
  [[nodiscard]] std::optional<Decimal> times(const Decimal& other) const;

  // Nearest value with at most `digits` significant digits (1..60), halves away from zero.
  [[nodiscard]] Decimal rounded_half_up_to_digits(int digits) const;
  // Nearest value with at most `places` digits after the point (0..40), halves away from zero.
  [[nodiscard]] Decimal rounded_half_up_to_places(int places) const;
  // this / divisor with at most `places` digits after the point, halves away from zero. The divisor must not be zero.
  [[nodiscard]] std::optional<Decimal> divided_half_up(const Decimal& divisor, int places) const;

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == std::strong_ordering::equal; }

 private:
  Decimal(Integer mantissa, int scale);  // normalises
  Integer mantissa_ = 0;
  int scale_ = 0;
};

// 10^exponent, 0 <= exponent <= 120.
[[nodiscard]] const Decimal::Integer& power_of_ten(int exponent);

// numerator / denominator to the nearest integer, halves away from zero. The denominator must be positive.
[[nodiscard]] Decimal::Integer divide_half_up(const Decimal::Integer& numerator, const Decimal::Integer& denominator);

}  // namespace bepusdt::core
