#include "app/commands/shown_text.hpp"

#include "base/hex.hpp"
#include "wire/utf8_text.hpp"

namespace bepusdt::app {

std::string shown_text(std::string_view text, std::size_t limit) {
  const std::size_t whole = text.size();
  std::string shown;
  while (!text.empty()) {
    const std::size_t length = wire::character_length(text);
    const std::string_view character = text.substr(0, length == 0 ? 1 : length);
    if (whole - text.size() + character.size() > limit) return shown + "… (" + std::to_string(whole) + " bytes)";
    if (length == 0 || wire::is_control(character))
      for (const char c : character) shown += "\\x" + to_hex(bytes_of({&c, 1}));
    else
      shown += character;
    text.remove_prefix(character.size());
  }
  return shown;
}

}  // namespace bepusdt::app
