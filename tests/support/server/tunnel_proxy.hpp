// TunnelProxy: an HTTP proxy on a loopback port that knows CONNECT only (RFC 9110 §9.3.6) and leads every tunnel to the loopback
// address, whatever host was named. A thread a tunnel; everything ends with the object.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace bepusdt::test {

class TunnelProxy {
 public:
  TunnelProxy();
  ~TunnelProxy();

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // Opened so far.
  [[nodiscard]] int tunnels() const { return tunnels_; }

 private:
  using Socket = boost::asio::ip::tcp::socket;
  void accept_all();
  void serve(Socket& client);

  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::uint16_t port_ = 0;
  std::atomic<int> tunnels_ = 0;
  std::mutex mutex_;
  std::vector<std::shared_ptr<Socket>> clients_;  // guarded by mutex_
  std::vector<std::jthread> served_;              // guarded by mutex_
  std::jthread acceptor_thread_;
};

}  // namespace bepusdt::test
