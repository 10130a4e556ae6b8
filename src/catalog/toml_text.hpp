// TOML both ways: a file's text into a tree of values that remember their line, and text into a quoted TOML string.
// The parser is toml++; its exceptions end here, and none of its messages leaves, because they quote the file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "catalog/setting_value.hpp"

namespace bepusdt::catalog {

inline constexpr std::size_t kMaxSettingsFile = 1024 * 1024;

// The root table. Numbers keep their literal. `name` is how places call the file.
[[nodiscard]] Result<Value, Problem> parse_toml(std::string_view text, std::string_view name);

// One value, from a row's own default: must be right.
[[nodiscard]] Value toml_value(std::string_view text);

// "a\"b" as a basic TOML string, control characters escaped.
[[nodiscard]] std::string toml_string(std::string_view text);

// The beginning of a text, quoted, for messages: at most 60 bytes, never half a character.
[[nodiscard]] std::string excerpt(std::string_view text);

// Items between commas, spaces around them dropped; an empty text has none.
[[nodiscard]] std::vector<std::string> comma_separated(std::string_view text);

}  // namespace bepusdt::catalog
