// Receiver: a small HTTP or HTTPS server for development that takes POST requests at one address and answers what its owner
// says. One thread reads and writes, a few run the owner's function, which may block. Sizes, connections and the time that a
// request may take are limited. open() fails when the address cannot be had; the destructor ends everything at once.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include <bepusdt/transport.hpp>

#include "app/listen/throwaway_certificate.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace bepusdt::app {

struct ReceivedRequest {
  std::string target;  // path and query
  sdk::Headers headers;
  std::string body;
  std::string peer;  // "127.0.0.1:50312"
};

struct ReceiverAnswer {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
  Millis delay{0};  // before it is sent
};

struct ReceiverLimits {
  std::size_t header_bytes = 16 * 1024;
  std::size_t body_bytes = 64 * 1024;
  std::size_t connections = 64;
  Seconds request_time{10};  // to read one, handshake included; the same to write an answer
};

class Receiver {
 public:
  // On several threads at once.
  using Handler = std::function<ReceiverAnswer(const ReceivedRequest&)>;
  // After an answer of the handler's has left, or could not.
  using Answered = std::function<void()>;

  [[nodiscard]] static Result<std::unique_ptr<Receiver>, std::string> open(const boost::asio::ip::tcp::endpoint& endpoint,
                                                                           const ThrowawayCertificate* certificate,
                                                                           Handler handler, Answered answered,
                                                                           const ReceiverLimits& limits = {});
  ~Receiver();
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const { return endpoint_; }

 private:
  class Session;
  Receiver(Handler handler, Answered answered, const ReceiverLimits& limits);
  void accept_next();

  const Handler handler_;
  const Answered answered_;
  const ReceiverLimits limits_;
  std::size_t open_ = 0;                            // connections; the serving thread's own
  std::unique_ptr<boost::asio::ssl::context> tls_;  // null: HTTP
  boost::asio::io_context context_{1};
  boost::asio::ip::tcp::acceptor acceptor_{context_};
  boost::asio::ip::tcp::endpoint endpoint_;
  boost::asio::thread_pool workers_{8};
  std::thread thread_;
};

}  // namespace bepusdt::app
