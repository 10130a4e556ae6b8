// Which of the two languages a visitor reads: `?lang=` when the switch was used, else Accept-Language (RFC 9110 §12.5.4),
// else the operator's setting. Pure; foreign text that is no language counts as absent.
#pragma once

#include <string_view>

#include "wire/errors.hpp"

namespace bepusdt::web {

// `chosen`: value of ?lang= or empty. `accept_language`: the header's value or empty; at most its first 1024 bytes are read.
[[nodiscard]] wire::Language language_for(std::string_view chosen, std::string_view accept_language,
                                          wire::Language fallback);

}  // namespace bepusdt::web
