// The frame around every page, and the pieces that several pages have. Pure.
#pragma once

#include <string>
#include <string_view>

#include "web/template.hpp"

namespace bepusdt::web {

struct Page {
  std::string title;
  wire::Language language = wire::Language::zh;
  int refresh_seconds = 0;  // without JavaScript the page loads itself again after this; 0: never
  Markup body;
};

[[nodiscard]] std::string render_page(const Page& page);

// Link to the same page in the other language, named in that language. No cookie: the choice stands in the address.
[[nodiscard]] Markup language_switch(wire::Language current);

[[nodiscard]] std::string_view lang_query(wire::Language language);  // "?lang=en"

}  // namespace bepusdt::web
