// Whether a merchant's answer to a paid callback says that it was taken (contract part 2).
#pragma once

#include <string_view>

namespace bepusdt::wire {

// True when the body, less a byte order mark, white space and one pair of quotes, equals `ok` or `success` in any case, or is a
// JSON object whose `status` is one of these. A substring ("not ok", "<p>ok</p>") does not count, nor does an object that
// says `status` twice or is nested deeper than 64. Numbers beside it may be of any size. Bodies above 64 KiB never count. Never throws.
[[nodiscard]] bool answer_counts_as_taken(std::string_view body);

}  // namespace bepusdt::wire
