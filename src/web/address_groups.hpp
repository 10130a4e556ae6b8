// An address as people compare it: in groups, its first and last six characters stressed, since these are what wallets show.
// The gaps are drawn by the style sheet, so that selecting and copying gives the address itself. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "web/template.hpp"

namespace bepusdt::web {

// Six first, six last, between them groups of at most six as even as can be. Shorter than 13 characters: one group.
[[nodiscard]] std::vector<std::string_view> address_groups(std::string_view address);

[[nodiscard]] Markup address_markup(std::string_view address);

}  // namespace bepusdt::web
