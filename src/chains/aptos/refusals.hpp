// What a node's refusal means: its HTTP status with the error_code of the body, by what was asked. "Not there" and "pruned"
// count only where status and code both say so, because proxies answer 404 to anything. Pure.
#pragma once

#include "chains/aptos/rest_api.hpp"

namespace bepusdt::chains::aptos {

enum class Asked { ledger, block, page, transaction };

// `body`: nullopt where it is no JSON. The reason quotes at most 200 printable bytes of it.
[[nodiscard]] NodeFailure refusal(Asked asked, int status, std::optional<simdjson::dom::element> body);

}  // namespace bepusdt::chains::aptos
