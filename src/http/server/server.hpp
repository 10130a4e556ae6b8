// Server: listens, and serves an Application on N threads. Owns the threads, the sockets and all limits.
// open(), start() and stop() are called by one thread, in this order.
#pragma once

#include <boost/asio/basic_socket_acceptor.hpp>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "http/server/environment.hpp"
#include "http/server/shard.hpp"

namespace bepusdt::http {

struct ServerSettings {
  std::string listen;  // "127.0.0.1:8080", "[::1]:8080", ":8080" (every address of this machine); port 0: any free one
  unsigned threads = 1;
  Limits limits;
  TrustedProxies proxies;
};

struct ServerPorts {
  const ports::Clock& clock;
  ports::Random& random;
  ports::EventLog& log;
  ports::Metrics& metrics;
};

class Server {
 public:
  Server(ServerSettings settings, Application& application, ServerPorts ports);
  ~Server();

  // Binds and listens. The error is a sentence that names the address and the reason.
  [[nodiscard]] Result<void, std::string> open();
  void start();
  // No new connections; requests that run are answered, then everything ends. What is not done within `patience` is cut off.
  // Returns when all threads have ended; false: something had to be cut off.
  bool stop(Millis patience);

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::size_t open_connections() const { return environment_.admission.open(); }

 private:
  using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
  Task<void> accept();
  void admit(Socket socket, Shard& shard);

  const std::string listen_;
  Environment environment_;
  std::vector<std::unique_ptr<Shard>> shards_;
  Acceptor acceptor_;
  Timer pause_;
  std::uint16_t port_ = 0;
  bool started_ = false;
  bool stopping_ = false;  // of the accepting thread, like the next
  Time last_refusal_logged_{};

  std::mutex mutex_;
  std::condition_variable ended_;
  std::size_t running_ = 0;
};

}  // namespace bepusdt::http
