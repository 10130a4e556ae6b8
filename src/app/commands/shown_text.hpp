// Foreign text as it may be written to a terminal: control characters, with which a sender could move the cursor or forge a
// line, and bytes that are no UTF-8 become \xNN. Pure.
#pragma once

#include <string>
#include <string_view>

namespace bepusdt::app {

// At most `limit` bytes of `text`, and a mark where there was more.
[[nodiscard]] std::string shown_text(std::string_view text, std::size_t limit = 4096);

}  // namespace bepusdt::app
