// The date of an HTTP header (RFC 9110 §5.6.7), in the one form that servers write today.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace bepusdt::sdk {

// "Sun, 06 Nov 1994 08:49:37 GMT"; nullopt for anything else.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text);

}  // namespace bepusdt::sdk
