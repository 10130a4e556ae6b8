// ShopUrl: what the doctor must know of a URL: its scheme, its host, and whether somebody outside could open it. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bepusdt::app {

struct ShopUrl {
  bool https = false;
  bool credentials = false;
  std::string host;               // in lower case; IPv6 with its brackets
  std::string port;               // always there
  std::string forbidden_address;  // why no callback goes to the literal address that the host is; empty: it may

  // nullopt: no http(s) URL with a host.
  [[nodiscard]] static std::optional<ShopUrl> parse(std::string_view url);
  // A loopback or private address, or a name that only a local network knows.
  [[nodiscard]] bool internal() const;
};

}  // namespace bepusdt::app
