// DemoShop: a merchant's program, as small as it can be: it makes orders over the gateway's HTTP interface, receives the
// callback, verifies it, and answers ok. It shares nothing with the gateway but the wire room, as a merchant would.
// Thread-safe; create_order() blocks for one HTTP exchange.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "ports/http_client.hpp"
#include "web/shop_view.hpp"

namespace bepusdt::app {

class DemoShop {
 public:
  struct Order {
    std::string trade_id;
    std::string actual_amount;
    std::string token;  // the address to pay to
    std::string payment_url;
  };

  // `trade_types`: what it lets its customers pay with.
  DemoShop(ports::HttpClient& client, Secret token, std::vector<std::string_view> trade_types)
      : client_(client), token_(std::move(token)), trade_types_(std::move(trade_types)) {}
  // Where the gateway listens, "http://127.0.0.1:8080"; the shop is behind the same address.
  void set_gateway(std::string url);

  [[nodiscard]] bool offers(std::string_view trade_type) const;
  // The error is one sentence.
  [[nodiscard]] Result<Order, std::string> create_order(std::string_view trade_type, std::string_view shop_path);
  // POST /demo/notify: keeps the body, verifies it; what to answer.
  [[nodiscard]] std::string take_callback(const std::string& body);
  // The newest one of that order.
  [[nodiscard]] std::optional<web::ShopCallback> callback_of(const std::string& trade_id) const;
  [[nodiscard]] web::ShopView view(wire::Language language) const;

 private:
  ports::HttpClient& client_;
  const Secret token_;
  const std::vector<std::string_view> trade_types_;
  mutable std::mutex mutex_;
  std::string gateway_;
  int orders_ = 0;
  std::string newest_trade_id_;
  std::optional<web::ShopCallback> callback_;
  std::map<std::string, web::ShopCallback> callbacks_;  // by trade id
};

}  // namespace bepusdt::app
