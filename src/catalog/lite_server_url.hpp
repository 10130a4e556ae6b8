// Where a lite-server of TON is and by which key it is known: "lite://HOST:PORT/KEY", the key base64 of 32 bytes in either
// alphabet, as a network's global configuration has it. "lite+config:FILE" stands for all that such a file lists. Pure.
#pragma once

#include <optional>
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

// Of "lite+config:FILE" the file; nullopt: it is not of that form. The file may be empty.
[[nodiscard]] inline std::optional<std::string_view> lite_server_list(std::string_view url) {
  constexpr std::string_view kScheme = "lite+config:";
  return url.starts_with(kScheme) ? std::optional(url.substr(kScheme.size())) : std::nullopt;
}

// What is wrong with it never repeats it.
[[nodiscard]] Result<LiteServerUrl, wire::Sentence> parse_lite_server_url(std::string_view url);

}  // namespace bepusdt::catalog
