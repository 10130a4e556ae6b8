// Every sentence that visitors read, in both languages, by key. Immutable. {name} in a sentence is a place for a value.
#pragma once

#include <span>
#include <string_view>

#include "wire/errors.hpp"

namespace bepusdt::web {

struct TextRow {
  std::string_view key;
  std::string_view zh;
  std::string_view en;
};

[[nodiscard]] std::span<const TextRow> text_table();

// A key that is not in the table is our bug.
[[nodiscard]] std::string_view text_of(std::string_view key, wire::Language language);

}  // namespace bepusdt::web
