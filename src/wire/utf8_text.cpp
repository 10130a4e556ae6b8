#include "wire/utf8_text.hpp"

#include <simdjson.h>

namespace bepusdt::wire {

bool is_valid_utf8(std::string_view text) noexcept { return simdjson::validate_utf8(text); }

std::size_t character_length(std::string_view text) noexcept {
  if (text.empty()) return 0;
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  return length <= text.size() && is_valid_utf8(text.substr(0, length)) ? length : 0;
}

bool is_control(std::string_view character) noexcept {
  if (character.empty()) return false;
  const auto first = static_cast<unsigned char>(character.front());
  return first < 0x20 || first == 0x7f ||
         (first == 0xc2 && character.size() > 1 && static_cast<unsigned char>(character[1]) < 0xa0);
}

bool has_control_character(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (is_control(text.substr(i, 2))) return true;
  return false;
}

bool is_printable_ascii(std::string_view text) noexcept {
  unsigned odd = 0;
  for (const char c : text) odd |= static_cast<unsigned>(static_cast<unsigned char>(c - 0x20) >= 0x7f - 0x20);
  return odd == 0;
}

}  // namespace bepusdt::wire
