#include "catalog/setting_value.hpp"

#include "wire/utf8_text.hpp"

namespace bepusdt::catalog {

std::string Problem::text(wire::Language language) const {
  const std::string line = (place.empty() ? "" : place + ": ") + (key.empty() ? "" : key + ": ") + sentence.in(language);
  std::string printable;
  for (std::string_view rest = line; !rest.empty();) {
    const std::size_t length = wire::character_length(rest);
    const std::string_view character = rest.substr(0, length == 0 ? 1 : length);
    printable += length == 0 || wire::is_control(character) ? "?" : character;
    rest.remove_prefix(character.size());
  }
  return printable;
}

}  // namespace bepusdt::catalog
