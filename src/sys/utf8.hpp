// Walks text that should be UTF-8 (RFC 3629), code point by code point, without trusting it.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bepusdt::sys {

struct CodePoint {
  std::optional<char32_t> value;  // nullopt: one byte that belongs to no well-formed sequence
  std::string_view bytes;         // of the text, at least one
};

// The first code point of `text`, which must not be empty.
[[nodiscard]] CodePoint first_code_point(std::string_view text);

}  // namespace bepusdt::sys
