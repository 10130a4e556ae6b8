#include "support/server/tunnel_proxy.hpp"

#include <poll.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

namespace bepusdt::test {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

// What `from` has to say now goes to `to`. False: one of them has ended.
bool pass_on(tcp::socket& from, tcp::socket& to) {
  std::array<char, 16 * 1024> bytes;
  boost::system::error_code error;
  const std::size_t count = from.read_some(asio::buffer(bytes), error);
  if (error) return false;
  asio::write(to, asio::buffer(bytes, count), error);
  return !error;
}

}  // namespace

TunnelProxy::TunnelProxy() : acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
  port_ = acceptor_.local_endpoint().port();
  acceptor_thread_ = std::jthread([this] { accept_all(); });
}

TunnelProxy::~TunnelProxy() {
  ::shutdown(acceptor_.native_handle(), SHUT_RDWR);  // ends the blocking accept
  acceptor_thread_.join();
  for (const auto& client : clients_) ::shutdown(client->native_handle(), SHUT_RDWR);
  served_.clear();
}

void TunnelProxy::accept_all() {
  for (;;) {
    auto client = std::make_shared<tcp::socket>(context_);
    boost::system::error_code error;
    acceptor_.accept(*client, error);
    if (error) return;
    const std::lock_guard lock(mutex_);
    clients_.push_back(client);
    served_.emplace_back([this, client] { serve(*client); });
  }
}

void TunnelProxy::serve(tcp::socket& client) {
  std::string head;
  boost::system::error_code error;
  asio::read_until(client, asio::dynamic_buffer(head), "\r\n\r\n", error);
  const std::string authority = head.substr(0, head.find(" HTTP/"));
  if (error || !authority.starts_with("CONNECT ")) return;
  const auto port = static_cast<std::uint16_t>(std::stoi(authority.substr(authority.rfind(':') + 1)));
  tcp::socket server(context_);
  server.connect(tcp::endpoint(asio::ip::address_v4::loopback(), port), error);
  if (error) return;
  ++tunnels_;
  asio::write(client, asio::buffer(std::string_view("HTTP/1.1 200 Established\r\nX-Tunnel: 1\r\n\r\n")), error);
  for (bool open = !error; open;) {
    std::array<pollfd, 2> ends{{{client.native_handle(), POLLIN, 0}, {server.native_handle(), POLLIN, 0}}};
    open = ::poll(ends.data(), ends.size(), -1) > 0;
    if (open && ends[0].revents != 0) open = pass_on(client, server);
    if (open && ends[1].revents != 0) open = pass_on(server, client);
  }
  ::shutdown(client.native_handle(), SHUT_RDWR);
}

}  // namespace bepusdt::test
