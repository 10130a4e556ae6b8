#include "wire/json_writer.hpp"

#include <algorithm>

#include "wire/utf8_text.hpp"

namespace bepusdt::wire {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD

void append_escaped(char c, std::string& out) {
  static constexpr char kDigits[] = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default:
      out += "\\u00";
      out += kDigits[static_cast<unsigned char>(c) >> 4];
      out += kDigits[static_cast<unsigned char>(c) & 15];
  }
}

std::string repaired(std::string_view text) {
  std::string good;
  good.reserve(text.size() + 8);
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    good += length == 0 ? kReplacement : text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return good;
}

}  // namespace

void append_json_string(std::string_view text, std::string& out) {
  // Nearly every text is plain ASCII: one look at each byte, one append.
  if (std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; })) {
    out += '"';
    out += text;
    out += '"';
    return;
  }
  std::string good;
  if (!is_valid_utf8(text)) {
    good = repaired(text);
    text = good;
  }
  out += '"';
  std::size_t plain_from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out += text.substr(plain_from, i - plain_from);
    append_escaped(text[i], out);
    plain_from = i + 1;
  }
  out += text.substr(plain_from);
  out += '"';
}

}  // namespace bepusdt::wire
