#include "wire/number_text.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <system_error>

#include "base/assert.hpp"

namespace bepusdt::wire {
namespace {

constexpr int kMaxPlainDigits = 400;  // float64 ends at 309 digits before and 324 zeros behind the point

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// A decimal number as its significant digits and the place of the point: value = 0.d1d2d3… × 10^point.
struct Digits {
  bool negative = false;
  std::array<char, kMaxNumberLength> digit{};
  int count = 0;  // 0: the number is zero; neither the first nor the last digit is '0'
  int point = 0;

  [[nodiscard]] std::string_view text() const { return {digit.data(), static_cast<std::size_t>(count)}; }
};

// Text of the JSON grammar or of std::to_chars, which may pad its exponent with zeros.
Digits digits_of(std::string_view number) {
  Digits d;
  if (number.starts_with('-')) {
    d.negative = true;
    number.remove_prefix(1);
  }
  const std::size_t e = number.find_first_of("eE");
  long exponent = 0;
  if (e != std::string_view::npos) {
    std::string_view text = number.substr(e + 1);
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    // Beyond what a long holds, any huge value serves: such a number is zero or too long to print.
    if (error == std::errc::result_out_of_range) exponent = text.starts_with('-') ? -1'000'000 : 1'000'000;
    if (exponent > 1'000'000) exponent = 1'000'000;
    if (exponent < -1'000'000) exponent = -1'000'000;
    number = number.substr(0, e);
  }
  bool after_point = false;
  for (const char c : number) {
    if (c == '.') {
      after_point = true;
      continue;
    }
    if (d.count == 0 && c == '0') {
      if (after_point) --d.point;
      continue;
    }
    d.digit[static_cast<std::size_t>(d.count++)] = c;
    if (!after_point) ++d.point;
  }
  while (d.count > 0 && d.digit[static_cast<std::size_t>(d.count - 1)] == '0') --d.count;
  d.point = d.count == 0 ? 0 : d.point + static_cast<int>(exponent);
  return d;
}

void append_plain(const Digits& d, std::string& out) {
  const std::string_view digits = d.text();
  if (digits.empty()) {
    out += '0';
  } else if (d.point <= 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-d.point), '0');
    out += digits;
  } else if (d.point >= d.count) {
    out += digits;
    out.append(static_cast<std::size_t>(d.point - d.count), '0');
  } else {
    out += digits.substr(0, static_cast<std::size_t>(d.point));
    out += '.';
    out += digits.substr(static_cast<std::size_t>(d.point));
  }
}

// The nearest float64. Too large is nothing, as Go's and PHP's decoders have it; too small is a zero with its sign.
std::optional<double> float64_of(std::string_view literal) {
  double value = 0;
  const auto [end, error] = std::from_chars(literal.data(), literal.data() + literal.size(), value);
  if (error == std::errc::result_out_of_range) {
    const Digits d = digits_of(literal);
    if (d.point > 0) return std::nullopt;
    return d.negative ? -0.0 : 0.0;
  }
  BEPUSDT_ASSERT(error == std::errc() && end == literal.data() + literal.size());
  return value;
}

// Written as d.ddde±dd by the standard library: with the fewest digits that round-trip, or with `precision` digits after the point.
Digits scientific(double value, std::optional<int> precision) {
  std::array<char, 64> buffer{};
  const auto written =
      precision
          ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific, *precision)
          : std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
  BEPUSDT_ASSERT(written.ec == std::errc());
  return digits_of({buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data())});
}

}  // namespace

bool is_json_number(std::string_view text) noexcept {
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto digits = [&] {
    const char* const from = at;
    while (at != end && is_digit(*at)) ++at;
    return at != from;
  };
  if (at != end && *at == '-') ++at;
  if (at != end && *at == '0')
    ++at;
  else if (!digits())
    return false;
  if (at != end && *at == '.') {
    ++at;
    if (!digits()) return false;
  }
  if (at != end && (*at == 'e' || *at == 'E')) {
    ++at;
    if (at != end && (*at == '+' || *at == '-')) ++at;
    if (!digits()) return false;
  }
  return at == end;
}

bool append_plain_decimal(std::string_view literal, std::string& out) {
  BEPUSDT_ASSERT(literal.size() <= kMaxNumberLength);
  const Digits d = digits_of(literal);
  if (d.point > kMaxPlainDigits || d.count - d.point > kMaxPlainDigits) return false;
  if (d.negative && d.count > 0) out += '-';
  append_plain(d, out);
  return true;
}

bool append_go_float(std::string_view literal, std::string& out) {
  const auto value = float64_of(literal);
  if (!value) return false;
  const Digits d = scientific(*value, std::nullopt);
  if (d.negative) out += '-';
  const int exponent = d.point - 1;
  if (d.count == 0 || (exponent >= -4 && exponent < 6)) {
    append_plain(d, out);
    return true;
  }
  out += d.text().substr(0, 1);
  if (d.count > 1) {
    out += '.';
    out += d.text().substr(1);
  }
  out += exponent < 0 ? "e-" : "e+";
  const int size = exponent < 0 ? -exponent : exponent;
  if (size < 10) out += '0';
  out += std::to_string(size);
  return true;
}

bool append_php_number(std::string_view literal, std::string& out) {
  if (literal.find_first_of(".eE") == std::string_view::npos) {
    out += literal;
    return true;
  }
  const auto value = float64_of(literal);
  if (!value) return false;
  constexpr int kPrecision = 14;  // php.ini `precision`
  const Digits d = scientific(*value, kPrecision - 1);
  if (d.negative) out += '-';
  const int exponent = d.point - 1;
  if (d.count == 0 || (exponent >= -4 && exponent < kPrecision)) {
    append_plain(d, out);
    return true;
  }
  out += d.text().substr(0, 1);
  out += '.';
  if (d.count > 1)
    out += d.text().substr(1);
  else
    out += '0';
  out += exponent < 0 ? "E-" : "E+";
  out += std::to_string(exponent < 0 ? -exponent : exponent);
  return true;
}

}  // namespace bepusdt::wire
