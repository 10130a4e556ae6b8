// A merchant's own source: it sees the short names, bepusdt::Client, and links the library that the gateway's sources call
// bepusdt::sdk::Client.
#undef BEPUSDT_IN_TREE
#include <bepusdt/bepusdt.hpp>

#include <gtest/gtest.h>

namespace {

class Offline final : public bepusdt::Transport {
 public:
  bepusdt::HttpOutcome send(const bepusdt::HttpRequest& request) override {
    asked = request.url;
    return bepusdt::HttpAnswer{.status = 200, .headers = {}, .body = R"({"trade_id":"T1","status":2,"trade_hash":"0xab"})"};
  }
  std::string asked;
};

TEST(PublicNames, AProgramOutsideOfTheTreeUsesTheShortOnes) {
  const auto offline = std::make_shared<Offline>();
  const bepusdt::Client client({.api_url = "https://pay.example.com/", .api_token = "secret"}, offline);
  const bepusdt::Order order = client.query_order("T1");
  EXPECT_TRUE(order.paid());
  EXPECT_EQ(order.status, bepusdt::OrderStatus::success);
  EXPECT_EQ(offline->asked, "https://pay.example.com/pay/check-status/T1");
  EXPECT_THROW(static_cast<void>(client.query_order("")), bepusdt::ValidationError);
  const bepusdt::CreateOrder wanted{.order_id = "1", .amount = 10, .rate = "~1.02"};
  EXPECT_EQ(client.try_create_order(wanted).error().field, "notify_url");
  EXPECT_EQ(wanted.trade_type, bepusdt::trade_type::kUsdtTrc20);
  EXPECT_EQ(bepusdt::QrCode("x").size(), 21);
}

}  // namespace
