// White space around a value, which is signed and sent unseen. Pure.
#pragma once

#include <string_view>

namespace bepusdt::app {

inline constexpr std::string_view kBlanks = " \t\r\n";

// The text without the blanks at its ends.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace bepusdt::app
