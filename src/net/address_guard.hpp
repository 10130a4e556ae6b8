// Which network addresses a callback may never reach (contract part 2): everything that is not a public unicast address,
// in every IPv6 form that carries an IPv4 address. Two users: the HTTP client asks about each address that it is about to
// dial, and order creation asks about literal addresses in a URL (names are not resolved there).
// Pure, never fails, safe to call from any thread.
#pragma once

#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bepusdt::net {

// An IPv4 address occupies the first four bytes.
struct IpAddress {
  bool v6 = false;
  std::array<std::uint8_t, 16> bytes{};

  // nullopt: neither IPv4 nor IPv6.
  [[nodiscard]] static std::optional<IpAddress> from(const sockaddr& address);
  // The usual text only: "192.0.2.1", "2001:db8::1".
  [[nodiscard]] static std::optional<IpAddress> from_text(std::string_view text);
  // A URL's host in every spelling that resolvers and HTTP clients take for an address: brackets, zone, trailing dot,
  // fewer than four parts, octal and hexadecimal parts (inet_aton). nullopt: it is a name.
  [[nodiscard]] static std::optional<IpAddress> from_url_host(std::string_view host);

  [[nodiscard]] std::string to_string() const;
  friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

// One clause, "127.0.0.1 is loopback (RFC 1122)"; nullopt: the address may be reached.
[[nodiscard]] std::optional<std::string> why_forbidden(const IpAddress& address);

// As above for the host of an http(s) URL; nullopt as well for a name and for what is no URL.
[[nodiscard]] std::optional<std::string> why_forbidden_literal(std::string_view url);

}  // namespace bepusdt::net
