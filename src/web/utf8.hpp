// Text of strangers as safe text: what escape_html and json_string have in common. Walks UTF-8 (Unicode 15, table 3-7) and
// gives each character, with U+FFFD for every byte that belongs to none. Pure; nothing here fails.
#pragma once

#include <string_view>

namespace bepusdt::web {

inline constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// The bytes of the first character of `rest`, which must not be empty. 0: the first byte begins no valid character.
[[nodiscard]] std::size_t utf8_length(std::string_view rest) noexcept;

// Characters without a place in running text: C0 and C1 controls other than tab and line feed, and the explicit direction
// marks U+202A..U+202E and U+2066..U+2069, with which a product's name could turn the text beside it around.
[[nodiscard]] bool is_unwanted(std::string_view character) noexcept;

}  // namespace bepusdt::web
