// An answer about another order than the one that was asked for is an error, whoever mixed them up on the way.
#include <bepusdt/client.hpp>

#include <gtest/gtest.h>

#include "unit/sdk/fake_transport.hpp"

namespace bepusdt::test {
namespace {

using namespace sdk;

Client answering(const std::string& body) {
  return Client(client_options(),
                std::make_shared<FakeTransport>(std::vector<FakeTransport::Step>{HttpAnswer{200, {}, body}}),
                std::make_shared<FakeTimer>());
}

std::string envelope(const std::string& data) { return R"({"status_code":200,"message":"success","data":)" + data + "}"; }

template <class T>
void expect_mixed_up(const Result<T>& result) {
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, ErrorKind::api);
  EXPECT_NE(result.error().message.find("about another order"), std::string::npos) << result.error().message;
  EXPECT_EQ(result.error().attempts, 1);
  EXPECT_FALSE(result.error().response.empty());
}

TEST(AnotherOrder, IsNeverTakenForTheOneThatWasCreated) {
  CreateOrder order = an_order();
  EXPECT_TRUE(answering(kCreated).try_create_order(order).has_value());
  order.order_id = "1002";
  expect_mixed_up(answering(kCreated).try_create_order(order));
  expect_mixed_up(answering(envelope(R"({"trade_id":"T","order_id":"1","payment_url":"p"})"))
                      .try_create_checkout({.order_id = "2", .amount = 1, .notify_url = "https://shop.example.com/n"}));
}

TEST(AnotherOrder, IsNeverTakenForTheOneThatWasAskedAfterOrCancelled) {
  const std::string paid = R"({"trade_id":"T1","status":2,"trade_hash":"0xab"})";
  EXPECT_TRUE(answering(paid).query_order("T1").paid());
  expect_mixed_up(answering(paid).try_query_order("T2"));
  expect_mixed_up(answering(envelope(R"({"trade_id":"T1"})")).try_cancel_order("T2"));
  const std::string details = envelope(R"({"trade_id":"T1","order_id":"1001","status":2})");
  EXPECT_TRUE(answering(details).try_get_order({.trade_id = "T1"}).has_value());
  EXPECT_TRUE(answering(details).try_get_order({.order_id = "1001"}).has_value());
  expect_mixed_up(answering(details).try_get_order({.trade_id = "1001"}));
  expect_mixed_up(answering(details).try_get_order({.order_id = "T1"}));
}

TEST(AnotherOrder, IsNotSeenWhereAnAnswerNamesNone) {
  EXPECT_TRUE(answering(envelope("{}")).try_cancel_order("T1").has_value());
  EXPECT_TRUE(answering(envelope(R"({"trade_id":"T","actual_amount":"4","token":"a","payment_url":"p"})"))
                  .try_create_order(an_order())
                  .has_value());
}

}  // namespace
}  // namespace bepusdt::test
