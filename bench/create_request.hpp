// What a merchant's program sends to make an order: one whole HTTP request, signed, as python-requests frames it.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "base/secret.hpp"
#include "wire/signature.hpp"

namespace bepusdt::bench {

struct Create {
  std::string order_id;
  std::string amount;  // as the JSON literal
  static constexpr std::string_view kTradeType = "usdt.erc20";
  static constexpr int kTimeout = 7200;  // seconds: longer than any benchmark runs

  [[nodiscard]] std::string notify_url() const { return "https://shop.example.com/notify"; }
  [[nodiscard]] std::string redirect_url() const { return "https://shop.example.com/order/" + order_id; }
};

[[nodiscard]] inline std::string create_request(const Create& create, const Secret& token) {
  const std::string text =
      fmt::format("amount={}&notify_url={}&order_id={}&redirect_url={}&timeout={}&trade_type={}", create.amount,
                  create.notify_url(), create.order_id, create.redirect_url(), Create::kTimeout, Create::kTradeType);
  const std::string body = fmt::format(
      R"({{"order_id":"{}","amount":{},"notify_url":"{}","redirect_url":"{}","timeout":{},"trade_type":"{}","signature":"{}"}})",
      create.order_id, create.amount, create.notify_url(), create.redirect_url(), Create::kTimeout, Create::kTradeType,
      wire::sign(text, token));
  return fmt::format(
      "POST /api/v1/order/create-transaction HTTP/1.1\r\nHost: pay.example.com\r\nUser-Agent: python-requests/2.32.3\r\n"
      "Accept-Encoding: gzip, deflate\r\nAccept: */*\r\nConnection: keep-alive\r\nContent-Type: application/json\r\n"
      "Content-Length: {}\r\n\r\n{}",
      body.size(), body);
}

}  // namespace bepusdt::bench
