// A server whose application tells back what it was asked, for tests of the socket side alone.
#pragma once

#include "http/server/server.hpp"
#include "unit/http/http_world.hpp"
#include "unit/http/server/client.hpp"

namespace bepusdt::test {

class Echo final : public http::Application {
 public:
  http::Task<void> answer(const http::Request& request, http::Response& response) override {
    response.content_type = http::kPlainText;
    if (request.path() == "/large") {
      response.body.assign(64 * 1024 * 1024, 'x');
    } else {
      response.body = std::string(request.method() == http::Method::post ? "POST " : "GET ") +
                      std::string(request.target()) + " from " + request.origin().address + " at " +
                      (request.origin().https ? "https://" : "http://") + request.origin().host + " body=" + request.body();
    }
    co_return;
  }
  void refuse(http::Malformed what, const http::Request&, http::Response& response) override {
    response.status = what == http::Malformed::body_too_large ? 413 : what == http::Malformed::header_too_large ? 431 : 400;
    response.content_type = http::kPlainText;
    response.body = "refused";
  }
  void answered(const http::Request&, const http::Response&, std::chrono::nanoseconds) override { ++answered_; }
  [[nodiscard]] int count() const { return answered_; }

 private:
  std::atomic<int> answered_ = 0;
};

class EchoServer {
 public:
  explicit EchoServer(http::Limits limits = {}, const std::vector<std::string>& trusted = {}, unsigned threads = 2)
      : server({.listen = "127.0.0.1:0",
                .threads = threads,
                .limits = limits,
                .proxies = *http::TrustedProxies::parse(trusted)},
               echo, {clock, random, log, metrics}) {
    const auto open = server.open();
    EXPECT_TRUE(open) << open.error();
    server.start();
  }
  [[nodiscard]] std::uint16_t port() const { return server.port(); }

  SetClock clock{kNow};
  SeededRandom random{1};
  KeptLog log;
  KeptMetrics metrics;
  Echo echo;
  http::Server server;
};

// Until `condition` holds, ten seconds at most: for what another thread is about to do.
template <class F>
[[nodiscard]] bool eventually(F&& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::yield();
  }
  return true;
}

}  // namespace bepusdt::test
