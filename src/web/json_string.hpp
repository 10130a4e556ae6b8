// A JSON string (RFC 8259 §7) of any bytes: quoted, on one line, valid UTF-8 whatever comes in. Pure; nothing here fails.
#pragma once

#include <string>
#include <string_view>

namespace bepusdt::web {

[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace bepusdt::web
