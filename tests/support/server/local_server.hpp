// LocalServer: a real HTTP or HTTPS server on a loopback port that follows a script, with the misbehaviour that foreign
// servers show: it writes raw bytes. A thread a connection; everything ends with the object.
#pragma once

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/time.hpp"
#include "support/server/certificates.hpp"

namespace bepusdt::test {

// One request on one connection, and the means to answer it.
class Conversation {
 public:
  using Request = boost::beast::http::request<boost::beast::http::string_body>;
  virtual ~Conversation() = default;

  Request request;
  int connection = 0;  // 1 for the server's first

  // false: the client has gone.
  virtual bool write(std::string_view bytes) = 0;
  // So many bytes behind the request, for a protocol that goes on from there; nullopt: the client has gone.
  virtual std::optional<std::string> read(std::size_t bytes) = 0;
  // Waits for the client to hang up; false: the time passed first.
  virtual bool wait_for_hangup(Millis at_most) = 0;
  // RST instead of an orderly end.
  virtual void reset() = 0;
  // A whole answer with Content-Length; extra_headers end with CRLF each.
  bool answer(int status, std::string_view body, std::string_view extra_headers = "");

  bool keep_open = true;  // false: the connection is closed after the script
};

class LocalServer {
 public:
  using Script = std::function<void(Conversation&)>;

  explicit LocalServer(Script script, std::optional<Identity> identity = std::nullopt);
  ~LocalServer();

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string url(std::string_view path = "/", std::string_view host = "127.0.0.1") const;
  [[nodiscard]] int connections() const { return connections_; }
  [[nodiscard]] int requests() const { return requests_; }
  // Protocols that a TLS client offered (ALPN), of the last handshake.
  [[nodiscard]] std::string offered_protocols() const;

 private:
  void accept_all();
  void serve(boost::asio::ip::tcp::socket socket, int number);
  template <class Stream>
  void converse(Stream& stream, int number);

  Script script_;
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::unique_ptr<boost::asio::ssl::context> tls_;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_ = 0;
  std::atomic<int> requests_ = 0;
  mutable std::mutex mutex_;
  std::vector<int> open_sockets_;    // guarded by mutex_
  std::vector<std::thread> served_;  // guarded by mutex_
  std::string offered_;              // guarded by mutex_
  bool stopping_ = false;            // guarded by mutex_
  std::thread acceptor_thread_;
};

}  // namespace bepusdt::test
