// A gateway on loopback for the tests of AsyncClient: it answers check-status with the id that it was asked for, and keeps every
// request for an id that begins with "hang" waiting until the client hangs up.
#pragma once

#include <atomic>

#include "support/server/local_server.hpp"
#include "unit/sdk/fake_transport.hpp"

namespace bepusdt::test {

class GatewayServer {
 public:
  [[nodiscard]] sdk::ClientOptions options() const {
    sdk::ClientOptions options = client_options(server_.url(""));
    options.transport.proxy = "none";
    return options;
  }
  [[nodiscard]] int connections() const { return server_.connections(); }
  [[nodiscard]] int requests() const { return server_.requests(); }
  [[nodiscard]] int hanging() const { return hanging_; }
  // Blocks until so many requests hang.
  void wait_for_hanging(int count) const {
    for (int now = hanging_; now < count; now = hanging_) hanging_.wait(now);
  }

 private:
  void serve(Conversation& c) {
    const std::string target(c.request.target());
    if (target.starts_with("/api/")) {
      c.answer(200, kCreated);
      return;
    }
    const std::string id = target.substr(target.rfind('/') + 1);
    if (id.starts_with("hang")) {
      ++hanging_;
      hanging_.notify_all();
      c.wait_for_hangup(Millis(60'000));
      c.keep_open = false;
      return;
    }
    if (id.starts_with("broken")) {
      c.reset();
      return;
    }
    c.answer(200, R"({"trade_id":")" + id + R"(","status":2,"trade_hash":"0xab"})");
  }

  std::atomic<int> hanging_ = 0;
  LocalServer server_{[this](Conversation& c) { serve(c); }};
};

}  // namespace bepusdt::test
