// DemoHouse: everything that the demo runs: test chains, a gateway in test mode on SQLite in a temporary folder, and the
// shop's pages on the gateway's own server. All of it ends and is removed with this object.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "app/demo/demo_shop.hpp"
#include "app/demo/play_chain.hpp"
#include "app/gateway.hpp"

namespace bepusdt::app {

struct DemoHouseOptions {
  std::string listen;
  bool verbose = false;
  bool anvil = false;  // instead of the chains that are built in
};

class DemoHouse {
 public:
  // Error: one sentence that says what is missing.
  [[nodiscard]] static Result<std::unique_ptr<DemoHouse>, std::string> open(const DemoHouseOptions& options);
  ~DemoHouse();

  [[nodiscard]] std::string url() const;
  // What may be paid with.
  [[nodiscard]] std::vector<std::string_view> trade_types() const { return chain_->trade_types(); }

  // Buys with each, pays and waits for the callbacks; `tell` gets each step as a line.
  [[nodiscard]] Result<void, std::string> pay_orders(std::span<const std::string_view> trade_types,
                                                     const std::function<void(std::string_view)>& tell);

 private:
  DemoHouse() = default;
  [[nodiscard]] std::vector<http::Route> routes();
  [[nodiscard]] Result<std::string, std::string> pay(const std::string& trade_id);

  std::string folder_;
  std::unique_ptr<ports::EventLog> log_;
  sys::SystemClock clock_;
  net::CurlClient client_;
  std::unique_ptr<PlayChain> chain_;
  std::unique_ptr<DemoShop> shop_;
  std::mutex paying_;  // the payer has one account
  std::unique_ptr<Gateway> gateway_;
};

}  // namespace bepusdt::app
