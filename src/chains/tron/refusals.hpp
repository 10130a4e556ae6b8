// What a node's words of refusal mean. java-tron and the gateways before it have no codes for it. Pure.
#pragma once

#include "chains/tron/node.hpp"

namespace bepusdt::chains::tron {

// not_offered where the words say so, otherwise unreachable; the reason quotes at most 200 printable bytes of them.
[[nodiscard]] NodeFailure refusal(std::string_view words);

}  // namespace bepusdt::chains::tron
