#include <gmock/gmock.h>

#include "app/doctor/checks.hpp"
#include "unit/app/doctor/fake_probe.hpp"
#include "wire/signed_request.hpp"

namespace bepusdt::app {
namespace {

using test::causes;
using test::FakeProbe;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kOrder =
    test::accepted(R"({"trade_id":"t1","payment_url":"https://pay.example.com/pay/checkout-counter/t1"})");
const std::string kCancelled = test::accepted(R"({"trade_id":"t1"})");

std::string member(const sdk::HttpRequest& request, std::string_view name) {
  const auto read = wire::SignedRequest::parse(request.body);
  const wire::Field* const found = read ? read->find(name) : nullptr;
  return found == nullptr ? "" : std::string(found->value);
}

TEST(CheckOrder, AnOrderThatIsMadeIsCancelledAtOnce) {
  FakeProbe probe;
  const OrderCheck check = check_order(test::integration(), probe.answer(200, kOrder).answer(200, kCancelled), true);
  EXPECT_THAT(causes(check.step), IsEmpty());
  ASSERT_EQ(probe.requests.size(), 2U);
  EXPECT_EQ(probe.requests[0].url, "https://pay.example.com/api/v1/order/create-transaction");
  EXPECT_EQ(probe.requests[1].url, "https://pay.example.com/api/v1/order/cancel-transaction");
  EXPECT_EQ(member(probe.requests[1], "trade_id"), "t1");
}

TEST(CheckOrder, ItsNumberAndItsCallbackUrlAreNobodys) {
  FakeProbe probe;
  Integration integration = test::integration();
  integration.notify_url = "https://shop.example.com/notify";
  (void)check_order(integration, probe.answer(200, kOrder).answer(200, kCancelled), true);
  EXPECT_EQ(member(probe.requests[0], "notify_url"), "https://doctor.invalid/notify");
  EXPECT_EQ(member(probe.requests[0], "order_id"), "bepusdt-doctor-unknown-1");
  EXPECT_EQ(member(probe.requests[0], "trade_type"), "usdt.trc20");
}

TEST(CheckOrder, WhatTheFailedRequestAskedForIsAskedForAgain) {
  FakeProbe probe;
  Integration integration = test::integration();
  integration.request =
      R"({"order_id":"shop-1","amount":28.80,"fiat":"USD","rate":"~1.02","trade_type":"usdt.erc20","notify_url":"http://shop.example.com/n"})";
  (void)check_order(integration, probe.answer(200, kOrder).answer(200, kCancelled), true);
  EXPECT_EQ(member(probe.requests[0], "amount"), "28.8");
  EXPECT_EQ(member(probe.requests[0], "fiat"), "USD");
  EXPECT_EQ(member(probe.requests[0], "rate"), "~1.02");
  EXPECT_EQ(member(probe.requests[0], "trade_type"), "usdt.erc20");
  EXPECT_EQ(member(probe.requests[0], "notify_url"), "http://doctor.invalid/notify");
  EXPECT_EQ(member(probe.requests[0], "order_id"), "bepusdt-doctor-unknown-1");
}

TEST(CheckOrder, ACallbackUrlThatIsForbiddenDoesNotHideWhatElseIsWrong) {
  FakeProbe probe;
  Integration integration = test::integration();
  integration.notify_url = "http://10.0.0.7/notify";
  probe.answer(200, test::refused("callback_url_forbidden")).answer(200, test::refused("no_wallet"));
  const OrderCheck check = check_order(integration, probe, true);
  EXPECT_EQ(check.notify_url_taken, false);
  EXPECT_EQ(member(probe.requests[0], "notify_url"), "http://127.0.0.1:1/notify");
  EXPECT_EQ(member(probe.requests[1], "notify_url"), "https://doctor.invalid/notify");
  EXPECT_EQ(check.step.findings.at(0), Finding(Cause::wallet_not_configured, "usdt.trc20"));
}

// The sentences are BEpusdt's: 1.24.1, 1.24.1, 1.22.6, 1.24.1.
TEST(CheckOrder, GatewaysWithoutCodesAreUnderstoodByTheirWords) {
  const std::pair<const char*, Cause> rows[] = {
      {"订单创建失败：暂无可用钱包地址", Cause::wallet_not_configured},
      {"订单创建失败：不支持的交易类型：foo", Cause::trade_type_off},
      {"交易类型(foo)不支持", Cause::trade_type_off},
      {"请求参数错误：json: cannot unmarshal string into Go struct field createReq.amount of type float64",
       Cause::string_amount},
      {"订单创建失败：交易金额必须在 0.01 - 9999999 之间", Cause::order_refused},
  };
  for (const auto& [sentence, cause] : rows) {
    FakeProbe probe;
    EXPECT_THAT(causes(check_order(test::integration(), probe.answer(200, test::refused_without_code(sentence)), true).step),
                ElementsAre(cause))
        << sentence;
  }
  FakeProbe probe;
  probe.answer(200, test::refused_without_code("notify_url 地址不合法")).answer(200, kOrder).answer(200, kCancelled);
  EXPECT_EQ(check_order(test::integration(), probe, true).notify_url_taken, false);
}

TEST(CheckOrder, AnAmountOfTheDoctorsOwnThatIsOutOfRangeIsNobodysMistake) {
  FakeProbe probe;
  const OrderCheck check = check_order(test::integration(), probe.answer(200, test::refused("amount_out_of_range")), true);
  EXPECT_EQ(check.step.state, Step::State::skipped);
  Integration told = test::integration();
  told.amount = "5";
  EXPECT_THAT(causes(check_order(told, probe.answer(200, test::refused("amount_out_of_range")), true).step),
              ElementsAre(Cause::order_refused));
  EXPECT_EQ(member(probe.requests[1], "amount"), "5");
}

TEST(CheckOrder, WithoutADateTheOrdersOwnTimeTellsTheClock) {
  FakeProbe probe;
  probe.answer(200, kOrder).answer(200, test::accepted(R"({"created_at":1700000100})")).answer(200, kCancelled);
  const OrderCheck check = check_order(test::integration(), probe, false);
  EXPECT_EQ(check.step.findings.at(0), Finding(Cause::clock_skew, "the gateway's is 100 s ahead"));
  ASSERT_EQ(probe.requests.size(), 3U) << "the order is cancelled all the same";
}

TEST(CheckOrder, AnOrderThatCannotBeCancelledIsToldOf) {
  FakeProbe probe;
  const OrderCheck check =
      check_order(test::integration(), probe.answer(200, kOrder).answer(200, test::refused("unavailable", "later")), true);
  EXPECT_TRUE(check.step.note.en.contains("could not be cancelled"));
}

TEST(JudgePaymentUrl, IsAboutWhatAPayerCanOpen) {
  const std::string api = "https://pay.example.com";
  EXPECT_FALSE(judge_payment_url(api, "https://pay.example.com/pay/x"));
  EXPECT_FALSE(judge_payment_url(api, "https://cashier.example.com/pay/x"))
      << "another public name is the operator's choice";
  EXPECT_FALSE(judge_payment_url("http://127.0.0.1:8080", "http://127.0.0.1:8080/pay/x")) << "development";
  EXPECT_FALSE(judge_payment_url("http://gateway.internal:8080", "https://pay.example.com/pay/x"));
  for (const char* bad : {"http://pay.example.com/pay/x", "https://127.0.0.1:8080/pay/x", "https://gateway/pay/x",
                          "https://gateway.internal/pay/x", "https://[::1]/pay/x", "https://10.1.2.3/pay/x", "/pay/x", ""})
    EXPECT_TRUE(judge_payment_url(api, bad)) << bad;
}

}  // namespace
}  // namespace bepusdt::app
