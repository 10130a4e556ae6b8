// The known name that somebody most likely meant who wrote an unknown one. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace bepusdt::catalog {

// Empty when nothing is near: about a third of the characters may differ. A right last part in the wrong table
// ("timeout" for "order.timeout") counts as near.
[[nodiscard]] std::string nearest(std::string_view unknown, std::span<const std::string> known);

}  // namespace bepusdt::catalog
