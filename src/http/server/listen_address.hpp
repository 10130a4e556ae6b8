// Reads the setting `listen`: "127.0.0.1:8080", "[::1]:8080", "localhost:8080", or ":8080" for every address of this machine.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <optional>
#include <string_view>

namespace bepusdt::http {

[[nodiscard]] std::optional<boost::asio::ip::tcp::endpoint> parse_listen_address(std::string_view text);

}  // namespace bepusdt::http
