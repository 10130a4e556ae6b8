// EmptyServer: Beast's own parser and serializer in a coroutine that answers every request with the same few bytes: the limit
// that no HTTP server of this kind goes beyond. Listens on a free loopback port as long as it lives, on threads of its own.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "http/task.hpp"

namespace bepusdt::bench {

class EmptyServer {
  using Tcp = boost::asio::ip::tcp;
  using Executor = boost::asio::io_context::executor_type;
  using Stream = boost::beast::basic_stream<Tcp, Executor>;

 public:
  explicit EmptyServer(unsigned threads, std::string body = R"({"status":"ok"})") : body_(std::move(body)) {
    for (unsigned i = 0; i < threads; ++i) contexts_.push_back(std::make_unique<boost::asio::io_context>(1));
    acceptor_.emplace(*contexts_[0], Tcp::endpoint(boost::asio::ip::make_address("127.0.0.1"), 0));
    boost::asio::co_spawn(*contexts_[0], accept(), boost::asio::detached);
    for (auto& context : contexts_) {
      guards_.emplace_back(context->get_executor());
      threads_.emplace_back([&context = *context] { context.run(); });
    }
  }
  ~EmptyServer() {
    for (auto& context : contexts_) context->stop();
    for (auto& thread : threads_) thread.join();
  }
  EmptyServer(const EmptyServer&) = delete;
  EmptyServer& operator=(const EmptyServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return acceptor_->local_endpoint().port(); }

 private:
  http::Task<void> accept() {
    for (std::size_t next = 0;; ++next) {
      auto& context = *contexts_[next % contexts_.size()];
      auto [error, socket] = co_await acceptor_->async_accept(context.get_executor(), http::kInCoroutine);
      if (error) co_return;
      socket.set_option(Tcp::no_delay(true));
      boost::asio::co_spawn(context, session(Stream(std::move(socket)), body_), boost::asio::detached);
    }
  }

  static http::Task<void> session(Stream stream, const std::string& body) {
    namespace beast = boost::beast;
    beast::flat_buffer buffer;
    for (;;) {
      beast::http::request<beast::http::string_body> request;
      const auto [read_error, read] = co_await beast::http::async_read(stream, buffer, request, http::kInCoroutine);
      if (read_error) co_return;
      beast::http::response<beast::http::string_body> response(beast::http::status::ok, request.version());
      response.set(beast::http::field::content_type, "application/json");
      response.keep_alive(request.keep_alive());
      response.body() = body;
      response.prepare_payload();
      const auto [write_error, written] = co_await beast::http::async_write(stream, response, http::kInCoroutine);
      if (write_error) co_return;
    }
  }

  const std::string body_;
  std::vector<std::unique_ptr<boost::asio::io_context>> contexts_;
  std::optional<boost::asio::basic_socket_acceptor<Tcp, Executor>> acceptor_;
  std::vector<boost::asio::executor_work_guard<Executor>> guards_;
  std::vector<std::thread> threads_;
};

}  // namespace bepusdt::bench
