// Random requests: whatever a Client signs, the gateway's own verifier accepts, with the numbers as they stand in the body.
#include <gtest/gtest.h>

#include <random>

#include "unit/sdk/fake_transport.hpp"
#include "wire/signature.hpp"

namespace bepusdt::test {
namespace {

using namespace sdk;

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return random_() % limit; }
  bool chance() { return below(2) == 0; }

  // Any valid UTF-8 without control characters and the names that a callback would have.
  std::string text(std::size_t longest) {
    static const std::vector<std::string> kPieces{
        "a",  "Z", "0", " ",  "\"",     "\\", "/", "&", "=", "%", "+", "?",   "#",    "<",    "'",    "é", "订",
        "単", "😀", "~", "～", "\u2028", ",",  ":", "{", "}", "[", "]", "%20", "null", "0.10", "true", "ü", "\u00a0x"};
    std::string out = "x";
    for (std::size_t left = below(longest); left > 0; --left) out += kPieces[below(kPieces.size())];
    return out + "y";
  }

  std::string url() {
    static const std::vector<std::string> kPieces{"/a", "?b=1", "&c=2", "%20", "#d", "/订单", "~", "+", "'"};
    std::string out = chance() ? "https://shop.example.com" : "http://[::1]:8080";
    for (std::size_t left = below(5); left > 0; --left) out += kPieces[below(kPieces.size())];
    return out;
  }

  Decimal amount() {
    const std::string whole = std::to_string(below(10'000'000));
    switch (below(6)) {
      case 0: return Decimal(static_cast<int>(below(1'000'000)));
      case 1: return Decimal(whole + "." + std::to_string(below(1000)));
      case 2: return Decimal(whole + "e" + std::to_string(below(8)));
      case 3: return *Decimal::from_double(static_cast<double>(below(1'000'000)) / 100 + 0.1);
      case 4:
        return *Decimal::from_double(std::ldexp(static_cast<double>(below(1'000'000)), static_cast<int>(below(80)) - 40));
      default: return Decimal("0.0000" + whole);
    }
  }

  std::optional<Rate> rate() {
    const std::string number = std::to_string(below(20)) + "." + std::to_string(1 + below(99));
    switch (below(7)) {
      case 0: return Rate(Decimal(number));
      case 1: return Rate(static_cast<int>(1 + below(9)));
      case 2: return Rate(number);
      case 3: return Rate("~" + number);
      case 4: return Rate("～" + number);
      case 5: return Rate((chance() ? "+" : "-") + number);
      default: return std::nullopt;
    }
  }

  std::optional<std::chrono::seconds> timeout() {
    return chance() ? std::optional(std::chrono::seconds(1 + below(100'000))) : std::nullopt;
  }

 private:
  std::mt19937_64 random_;
};

void expect_accepted(const HttpRequest& request, const std::string& token) {
  const auto parsed = wire::SignedRequest::parse(request.body);
  ASSERT_TRUE(parsed.has_value()) << request.body;
  const auto variant = wire::verify_request(*parsed, Secret(token));
  ASSERT_TRUE(variant.has_value()) << request.body;
  ASSERT_EQ(*variant, wire::Variant::literal) << request.body;
  // The body holds numbers in plain decimal, which is what clients of every language print.
  for (const wire::Field& field : parsed->fields()) {
    if (field.kind != wire::FieldKind::number) continue;
    ASSERT_EQ(Decimal(field.value).text(), field.value) << request.body;
  }
}

TEST(RequestsProperty, WhateverAClientSignsTheGatewayAccepts) {
  Maker make(11);
  for (int round = 0; round < 4000; ++round) {
    const auto transport = std::make_shared<FakeTransport>();
    ClientOptions options = client_options();
    options.api_token = make.text(30);
    if (make.chance()) options.merchant_id = make.text(10);
    const Client client(options, transport);
    if (make.chance()) {
      CreateOrder order{.order_id = make.text(20), .amount = make.amount(), .notify_url = make.url()};
      if (make.chance()) order.redirect_url = make.url();
      if (make.chance()) order.trade_type = std::string(trade_type::kAll[make.below(trade_type::kAll.size())]);
      if (make.chance()) order.address = make.text(40);
      order.timeout = make.timeout();
      order.rate = make.rate();
      if (make.chance()) order.fiat = "EUR";
      if (make.chance()) order.name = (make.chance() ? " " : "") + make.text(60) + (make.chance() ? " " : "");
      static_cast<void>(client.try_create_order(order));
    } else {
      CreateCheckout checkout{.order_id = make.text(20), .amount = make.amount(), .notify_url = make.url()};
      if (make.chance()) checkout.currencies = "-ETH,-BNB";
      if (make.chance()) checkout.reselect = make.chance();
      checkout.timeout = make.timeout();
      if (make.chance()) checkout.name = make.text(60);
      static_cast<void>(client.try_create_checkout(checkout));
    }
    ASSERT_EQ(transport->requests.size(), 1U);
    expect_accepted(transport->requests.front(), options.api_token);
    const std::string id = make.text(30);
    static_cast<void>(client.try_cancel_order(id));
    expect_accepted(transport->requests.back(), options.api_token);
    static_cast<void>(client.try_get_order({.order_id = id}));
    expect_accepted(transport->requests.back(), options.api_token);
    ASSERT_EQ(transport->requests.size(), 3U);
  }
}

}  // namespace
}  // namespace bepusdt::test
