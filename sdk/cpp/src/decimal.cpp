#include <bepusdt/decimal.hpp>

#include <charconv>
#include <cmath>
#include <cstdio>

#include "sdk/cpp/src/refuse.hpp"
#include "wire/number_text.hpp"

namespace bepusdt::sdk {

Decimal::Decimal(std::string_view text) {
  auto parsed = parse(text);
  if (!parsed) throw_error(refuse("", "不是十进制数字", "is not a decimal number"));
  *this = *std::move(parsed);
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  if (text.size() > wire::kMaxNumberLength || !wire::is_json_number(text)) return std::nullopt;
  Decimal out;
  out.text_.clear();
  if (!wire::append_plain_decimal(text, out.text_)) return std::nullopt;
  return out;
}

std::optional<Decimal> Decimal::from_double(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  constexpr int kDigits = 15;  // DBL_DIG: every decimal text of so many digits survives the way into a double and back
  char buffer[32];
  const auto written = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific, kDigits - 1);
  return parse({buffer, static_cast<std::size_t>(written.ptr - buffer)});
}

double Decimal::to_double() const noexcept {
  double value = 0;
  const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
  if (error != std::errc::result_out_of_range) return value;
  // Which end of the range it was, from_chars does not say: a plain text that begins with 0 is a fraction.
  const bool negative = text_.starts_with('-');
  if (text_[negative ? 1 : 0] == '0') return 0;
  return negative ? -HUGE_VAL : HUGE_VAL;
}

}  // namespace bepusdt::sdk
