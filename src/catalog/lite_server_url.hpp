// Where a lite-server of TON is and by which key it is known: "lite://HOST:PORT/KEY", the key base64 of 32 bytes in either
// alphabet, as a network's global configuration has it. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "base/result.hpp"
#include "wire/errors.hpp"

namespace bepusdt::catalog {

struct LiteServerUrl {
  std::string host;  // an IPv6 address without its brackets
  std::string port;
  Digest32 key{};
};

[[nodiscard]] inline bool is_lite_server_url(std::string_view url) { return url.starts_with("lite://"); }

// What is wrong with it never repeats it.
[[nodiscard]] Result<LiteServerUrl, wire::Sentence> parse_lite_server_url(std::string_view url);

}  // namespace bepusdt::catalog
