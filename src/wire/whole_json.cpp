#include "wire/whole_json.hpp"

#include <algorithm>

#include "base/hex.hpp"
#include "wire/number_text.hpp"

namespace bepusdt::wire {
namespace {

namespace od = simdjson::ondemand;

std::string_view trimmed(std::string_view token) { return token.substr(0, token.find_last_not_of(" \t\r\n") + 1); }

// The UTF-16 unit of the four digits at `at`, or -1.
int utf16_unit(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return -1;
  int unit = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const int digit = hex_digit(text[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

// Whether all of a value is JSON. No number is too long or too large: they are read as texts.
bool is_whole(od::value value, int depth) {
  if (depth == 0) return false;
  switch (value.type()) {
    case od::json_type::object:
      for (auto next : value.get_object()) {
        od::field member = std::move(next).take_value();
        static_cast<void>(std::string_view(member.unescaped_key()));
        if (!is_whole(member.value(), depth - 1)) return false;
      }
      return true;
    case od::json_type::array:
      for (auto item : value.get_array())
        if (!is_whole(std::move(item).take_value(), depth - 1)) return false;
      return true;
    case od::json_type::string: static_cast<void>(std::string_view(value.get_string())); return true;
    case od::json_type::number: return is_json_number(trimmed(value.raw_json_token()));
    case od::json_type::boolean: static_cast<void>(bool(value.get_bool())); return true;
    case od::json_type::null: return value.is_null();
  }
  return false;
}

}  // namespace

std::optional<std::size_t> bad_escape(std::string_view body) {
  for (std::size_t i = body.find('\\'); i != std::string_view::npos; i = body.find('\\', i)) {
    if (i + 1 >= body.size() || body[i + 1] != 'u') {
      i += 2;
      if (i >= body.size()) break;
      continue;
    }
    const int unit = utf16_unit(body, i + 2);
    const bool high = unit >= 0xd800 && unit < 0xdc00;
    const bool low = unit >= 0xdc00 && unit < 0xe000;
    if (unit < 0 || low) return i;
    if (high) {
      const bool escape_follows = body.substr(std::min(i + 6, body.size())).starts_with("\\u");
      const int second = escape_follows ? utf16_unit(body, i + 8) : -1;
      if (second < 0xdc00 || second >= 0xe000) return i;
      i += 6;
    }
    i += 6;
  }
  return std::nullopt;
}

bool is_whole_object(od::parser& parser, const simdjson::padded_string& text) {
  if (bad_escape(text)) return false;
  try {
    od::document document = parser.iterate(text);
    for (auto next : document.get_object()) {
      od::field member = std::move(next).take_value();
      static_cast<void>(std::string_view(member.unescaped_key()));
      if (!is_whole(member.value(), kDeepestJson)) return false;
    }
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS;  // nothing follows the object
  } catch (const simdjson::simdjson_error&) {
    return false;
  }
}

}  // namespace bepusdt::wire
