// How the SDK says no: an ErrorInfo with one sentence in both languages of the house.
#pragma once

#include <bepusdt/error.hpp>

#include <string>
#include <string_view>

namespace bepusdt::sdk {

// A ValidationError about a member of a request, or about an argument; `field` may be empty.
[[nodiscard]] ErrorInfo refuse(std::string_view field, std::string_view zh, std::string_view en);

// Any other kind; "zh / en".
[[nodiscard]] ErrorInfo failure(ErrorKind kind, std::string_view zh, std::string_view en);

}  // namespace bepusdt::sdk
