// TrustedProxies: whose X-Forwarded-* headers are believed, and who a request comes from in the light of that
// (contract part 5, `trusted_proxies`; default: nobody). Applied to every request before any handler sees it.
// Immutable, safe from any thread.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/request.hpp"

namespace bepusdt::http {

// The other end of a connection.
struct Peer {
  explicit Peer(const boost::asio::ip::address& a) : address(a), text(a.to_string()) {}
  boost::asio::ip::address address;
  std::string text;
};

class TrustedProxies {
 public:
  TrustedProxies() = default;
  // Addresses and networks ("10.0.0.1", "10.0.0.0/8", "fd00::/8"). An unreadable entry comes back as the error.
  [[nodiscard]] static Result<TrustedProxies, std::string> parse(const std::vector<std::string>& entries);

  [[nodiscard]] bool contains(const boost::asio::ip::address& address) const;

  // X-Forwarded-For is read from the right: the first address that is no trusted proxy is the client, because everything to
  // its left is that client's own claim. Of -Proto and -Host the right-most value counts, which the nearest proxy wrote.
  // Fills the request's origin.
  void judge(Request& request, const Peer& peer) const;

 private:
  std::vector<boost::asio::ip::network_v4> v4_;
  std::vector<boost::asio::ip::network_v6> v6_;
};

// An IPv4 address that arrived at an IPv6 socket is that IPv4 address.
[[nodiscard]] boost::asio::ip::address unmapped(const boost::asio::ip::address& address);

// "host" or "host:port" without anything that could break out of a URL.
[[nodiscard]] bool is_host_text(std::string_view text);

}  // namespace bepusdt::http
