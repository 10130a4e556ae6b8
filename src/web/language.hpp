// Which of the two languages a page is in: `?lang=` where the switch was used, since pages keep no cookie, else the browser's.
// Pure; what names no language of ours counts as absent.
#pragma once

#include <string_view>

#include "wire/errors.hpp"

namespace bepusdt::web {

// `chosen`: value of ?lang= or empty; `accept_language`: the header or empty; `fallback`: setting `language`.
[[nodiscard]] wire::Language page_language(std::string_view chosen, std::string_view accept_language,
                                           wire::Language fallback);

}  // namespace bepusdt::web
