#include "web/utf8.hpp"

namespace bepusdt::web {
namespace {

bool in(unsigned char c, unsigned char from, unsigned char to) { return c >= from && c <= to; }

}  // namespace

std::size_t utf8_length(std::string_view rest) noexcept {
  const auto byte = [&](std::size_t i) { return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0; };
  const auto tail = [&](std::size_t i) { return in(static_cast<unsigned char>(byte(i)), 0x80, 0xBF); };
  const auto first = static_cast<unsigned char>(byte(0));
  const auto second = static_cast<unsigned char>(byte(1));
  if (first < 0x80) return 1;
  if (in(first, 0xC2, 0xDF)) return tail(1) ? 2 : 0;
  if (in(first, 0xE0, 0xEF)) {
    // No overlong forms, no surrogates.
    const bool second_fits = first == 0xE0   ? in(second, 0xA0, 0xBF)
                             : first == 0xED ? in(second, 0x80, 0x9F)
                                             : in(second, 0x80, 0xBF);
    return second_fits && tail(2) ? 3 : 0;
  }
  if (in(first, 0xF0, 0xF4)) {
    // No overlong forms, nothing above U+10FFFF.
    const bool second_fits = first == 0xF0   ? in(second, 0x90, 0xBF)
                             : first == 0xF4 ? in(second, 0x80, 0x8F)
                                             : in(second, 0x80, 0xBF);
    return second_fits && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

bool is_unwanted(std::string_view character) noexcept {
  if (character.size() == 1) {
    const auto c = static_cast<unsigned char>(character[0]);
    return (c < 0x20 && c != '\t' && c != '\n') || c == 0x7F;
  }
  if (character.size() == 2) return character[0] == '\xC2' && in(static_cast<unsigned char>(character[1]), 0x80, 0x9F);
  if (character.size() == 3 && character[0] == '\xE2') {
    const auto last = static_cast<unsigned char>(character[2]);
    return (character[1] == '\x80' && in(last, 0xAA, 0xAE)) || (character[1] == '\x81' && in(last, 0xA6, 0xA9));
  }
  return false;
}

}  // namespace bepusdt::web
