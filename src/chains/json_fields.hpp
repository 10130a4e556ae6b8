// Walking a JSON object in place: every field's key and value are handed to `visit` without unescaping or copying.
// A key with an escape in it is handed out as it stands and so equals no name that we look for.
#pragma once

#include <simdjson.h>

#include <string_view>

namespace bepusdt::chains {

[[nodiscard]] inline std::string_view raw_key(const simdjson::ondemand::field& field) {
  const char* begin = field.key().raw();
  const char* end = begin;
  while (*end != '"') ++end;  // simdjson found the closing quote before it made the field
  return {begin, static_cast<std::size_t>(end - begin)};
}

// `visit(key, value)` returns true to go on, false to stop. The result is simdjson's own error, SUCCESS included.
template <class Visit>
[[nodiscard]] simdjson::error_code for_each_field(simdjson::ondemand::object& object, Visit&& visit) {
  for (auto item : object) {
    simdjson::ondemand::field field;
    if (const auto error = std::move(item).get(field)) return error;
    if (!visit(raw_key(field), field.value())) break;
  }
  return simdjson::SUCCESS;
}

}  // namespace bepusdt::chains
