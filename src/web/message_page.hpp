// The pages that say why there is nothing to show. Whole HTML pages; they go out with page_headers.hpp.
#pragma once

#include <string>
#include <string_view>

#include "wire/errors.hpp"

namespace bepusdt::web {

// No order has this trade id (or it is nobody's business).
[[nodiscard]] std::string render_not_found(wire::Language language);

// The order could not be read just now. `request_id` is what the operator finds in the log; may be empty.
[[nodiscard]] std::string render_error(wire::Language language, std::string_view request_id);

}  // namespace bepusdt::web
