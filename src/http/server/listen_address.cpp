#include "http/server/listen_address.hpp"

#include <charconv>

namespace bepusdt::http {

namespace ip = boost::asio::ip;

std::optional<ip::tcp::endpoint> parse_listen_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view port_text = text.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(port_text.data(), port_text.data() + port_text.size(), port);
  if (port_text.empty() || error != std::errc{} || end != port_text.data() + port_text.size()) return std::nullopt;

  std::string_view host = text.substr(0, colon);
  if (host.empty()) return ip::tcp::endpoint(ip::tcp::v6(), port);  // dual stack: IPv4 arrives there too
  if (host == "localhost") host = "127.0.0.1";
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  boost::system::error_code not_an_address;
  const auto address = ip::make_address(std::string(host), not_an_address);
  if (not_an_address || address.is_v6() != bracketed) return std::nullopt;
  return ip::tcp::endpoint(address, port);
}

}  // namespace bepusdt::http
