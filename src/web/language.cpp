#include "web/language.hpp"

#include "wire/language.hpp"

namespace bepusdt::web {

wire::Language page_language(std::string_view chosen, std::string_view accept_language, wire::Language fallback) {
  if (chosen == "zh") return wire::Language::zh;
  if (chosen == "en") return wire::Language::en;
  return wire::language_of(accept_language, fallback);
}

}  // namespace bepusdt::web
