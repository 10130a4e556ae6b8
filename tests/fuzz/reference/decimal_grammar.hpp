// The grammar of core::Decimal, written down once more: [+-] digits [. digits] [(e|E) [+-] digits].
#pragma once

#include <algorithm>
#include <string_view>

namespace bepusdt::fuzz {

inline bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

inline std::string_view without_sign(std::string_view text) {
  return text.starts_with('+') || text.starts_with('-') ? text.substr(1) : text;
}

inline bool is_decimal(std::string_view text) {
  text = without_sign(text);
  if (const auto e = text.find_first_of("eE"); e != std::string_view::npos) {
    if (!is_digits(without_sign(text.substr(e + 1)))) return false;
    text = text.substr(0, e);
  }
  if (const auto point = text.find('.'); point != std::string_view::npos)
    return is_digits(text.substr(0, point)) && is_digits(text.substr(point + 1));
  return is_digits(text);
}

}  // namespace bepusdt::fuzz
