// UTF-8 text, one character at a time (RFC 3629), and which characters may not stand in names, values and log lines. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace bepusdt::wire {

[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;

// Bytes of the well-formed character with which `text` begins; 0 where there is none.
[[nodiscard]] std::size_t character_length(std::string_view text) noexcept;

// Unicode category Cc: C0, DEL and C1, of a well-formed character.
[[nodiscard]] bool is_control(std::string_view character) noexcept;

// Expects valid UTF-8.
[[nodiscard]] bool has_control_character(std::string_view text) noexcept;

// Nothing but U+0020 to U+007E, which decides nearly every text at once.
[[nodiscard]] bool is_printable_ascii(std::string_view text) noexcept;

}  // namespace bepusdt::wire
