#include "web/escape.hpp"

#include <algorithm>

#include "wire/utf8_text.hpp"

namespace bepusdt::web {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// The explicit direction marks U+202A..U+202E and U+2066..U+2069, with which a product's name could turn the text beside it
// around. The weak marks LRM and RLM, which right-to-left text needs, are none of these.
bool turns_text_around(std::string_view character) {
  if (character.size() != 3 || character[0] != '\xE2') return false;
  const auto last = static_cast<unsigned char>(character[2]);
  return (character[1] == '\x80' && last >= 0xAA && last <= 0xAE) ||
         (character[1] == '\x81' && last >= 0xA6 && last <= 0xA9);
}

bool is_unwanted(std::string_view character) {
  if (character == "\t" || character == "\n") return false;
  return wire::is_control(character) || turns_text_around(character);
}

bool starts_with_any_case(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && std::equal(lower.begin(), lower.end(), text.begin(), [](char l, char t) {
           return l == (t >= 'A' && t <= 'Z' ? static_cast<char>(t + 32) : t);
         });
}

// Printable ASCII that means nothing in markup: what most text consists of.
bool is_plain(char c) { return c >= ' ' && c <= '~' && c != '&' && c != '<' && c != '>' && c != '"' && c != '\''; }

bool has_blank_or_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u <= 0x20 || u == 0x7F;
  });
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  while (!text.empty()) {
    const auto plain = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_plain) - text.begin());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const std::size_t length = wire::character_length(text);
    const std::string_view character = text.substr(0, std::max<std::size_t>(length, 1));
    text.remove_prefix(character.size());
    if (length == 0) {
      out += kReplacement;
      continue;
    }
    if (is_unwanted(character)) continue;
    switch (character[0]) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += character;
    }
  }
  return out;
}

std::string_view web_link(std::string_view url) {
  const bool http = starts_with_any_case(url, "http://") || starts_with_any_case(url, "https://");
  return http && !has_blank_or_control(url) ? url : std::string_view{};
}

std::string_view wallet_link(std::string_view uri) {
  for (const std::string_view scheme : {"ethereum:", "solana:", "ton://"})
    if (uri.starts_with(scheme) && !has_blank_or_control(uri)) return uri;
  return {};
}

}  // namespace bepusdt::web
