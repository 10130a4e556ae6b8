// The answers of running gateways, recorded (contract vectors), as a Client reads them.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <filesystem>

#include "sdk/cpp/src/answer_errors.hpp"
#include "sdk/cpp/src/answers.hpp"

namespace bepusdt::sdk {
namespace {

const std::filesystem::path kFile = BEPUSDT_SOURCE_DIR "/../shared/contract/vectors/recorded_api.json";

class RecordedAnswers : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kFile)) GTEST_SKIP() << "the folder ../shared is absent: recorded_api.json was not read";
    recorded = parser.load(kFile.string());
  }

  // Calls `each(note, answer)` for every recording of the version at that path; gives their number.
  template <class Each>
  int at(std::string_view version, std::string_view path, Each each) {
    int count = 0;
    for (const simdjson::dom::element row : recorded[version]) {
      if (!std::string_view(row["path"]).starts_with(path)) continue;
      ++count;
      each(std::string(std::string_view(row["note"])), HttpAnswer{.status = static_cast<int>(std::int64_t(row["status"])),
                                                                  .headers = {},
                                                                  .body = std::string(std::string_view(row["answer"]))});
    }
    return count;
  }

  simdjson::dom::parser parser;
  simdjson::dom::element recorded;
};

TEST_F(RecordedAnswers, EveryCreatedOrderIsReadOrRefusedWithTheGatewaysSentence) {
  int created = 0, refused = 0;
  at("bepusdt_1_24_1", "/api/v1/order/create-transaction", [&](const std::string& note, const HttpAnswer& answer) {
    SCOPED_TRACE(note);
    const auto order = read_created_order(answer);
    simdjson::dom::parser own;
    const simdjson::dom::element json = own.parse(answer.body);
    if (std::int64_t(json["status_code"]) != 200) {
      ++refused;
      ASSERT_FALSE(order.has_value());
      EXPECT_EQ(order.error().kind, ErrorKind::api);
      EXPECT_EQ(order.error().status_code, 400);
      EXPECT_EQ(order.error().message, std::string_view(json["message"]));
      EXPECT_EQ(order.error().response, answer.body);
      return;
    }
    ++created;
    ASSERT_TRUE(order.has_value());
    const simdjson::dom::element data = json["data"];
    EXPECT_EQ(order->trade_id, std::string_view(data["trade_id"]));
    EXPECT_EQ(order->order_id, std::string_view(data["order_id"]));
    EXPECT_EQ(order->trade_type, std::string_view(data["trade_type"]));
    EXPECT_EQ(order->fiat, std::string_view(data["fiat"]));
    EXPECT_EQ(order->amount.text(), std::string_view(data["amount"]));
    EXPECT_EQ(order->actual_amount.text(), std::string_view(data["actual_amount"]));
    EXPECT_EQ(order->token, std::string_view(data["token"]));
    EXPECT_EQ(order->payment_url, std::string_view(data["payment_url"]));
    EXPECT_EQ(order->expiration_time.count(), std::int64_t(data["expiration_time"]));
    EXPECT_EQ(order->status, OrderStatus::waiting);
    EXPECT_EQ(order->state, "waiting");
  });
  EXPECT_GE(created, 12);
  EXPECT_GE(refused, 10);
}

TEST_F(RecordedAnswers, CheckoutsHaveTheMethodsThatTheGatewayOffered) {
  const int count =
      at("bepusdt_1_24_1", "/api/v1/order/create-order", [&](const std::string& note, const HttpAnswer& answer) {
        SCOPED_TRACE(note);
        const auto checkout = read_checkout(answer);
        ASSERT_TRUE(checkout.has_value());
        EXPECT_EQ(checkout->trade_id.size(), 18U);
        EXPECT_FALSE(checkout->payment_url.empty());
        EXPECT_EQ(checkout->amount.text(), "20");
        EXPECT_EQ(checkout->expiration_time, std::chrono::seconds(1199));
        EXPECT_EQ(checkout->status, OrderStatus::waiting);
        ASSERT_GE(checkout->methods.size(), 2U);
        for (const PaymentMethod& method : checkout->methods) {
          EXPECT_FALSE(method.currency.empty());
          EXPECT_FALSE(method.network.empty());
          EXPECT_FALSE(method.network_label.empty());
          EXPECT_EQ(method.fiat, checkout->fiat);
          EXPECT_EQ(method.amount, checkout->amount);
          EXPECT_FALSE(method.actual_amount.is_zero());
          EXPECT_FALSE(method.exchange_rate.is_zero());
          EXPECT_FALSE(method.popular);
        }
      });
  EXPECT_EQ(count, 3);
}

TEST_F(RecordedAnswers, ACancelledOrderIsNamedAndARefusalIsTheGatewaysSentence) {
  std::map<std::string, Result<CancelledOrder>> outcomes;
  at("bepusdt_1_24_1", "/api/v1/order/cancel-transaction",
     [&](const std::string& note, const HttpAnswer& answer) { outcomes.emplace(note, read_cancelled_order(answer)); });
  ASSERT_EQ(outcomes.size(), 3U);
  EXPECT_EQ(outcomes.at("cancel")->trade_id.size(), 18U);
  EXPECT_EQ(outcomes.at("cancel unknown").error().message, "订单不存在");
  EXPECT_EQ(outcomes.at("cancel again").error().status_code, 400);
}

TEST_F(RecordedAnswers, TheOldQueryAnswersWithFourAndAnUnknownOrderIsAnApiError) {
  std::map<std::string, Result<Order>> outcomes;
  at("bepusdt_1_22_6", "/pay/check-status/",
     [&](const std::string& note, const HttpAnswer& answer) { outcomes.emplace(note, read_queried_order(answer)); });
  ASSERT_EQ(outcomes.size(), 2U);
  EXPECT_EQ(outcomes.at("cancelled order")->status, OrderStatus::canceled);
  EXPECT_EQ(outcomes.at("cancelled order")->state, "cancelled");
  EXPECT_NE(outcomes.at("unknown id").error().message.find("订单不存在"), std::string::npos);
  EXPECT_EQ(outcomes.at("unknown id").error().status_code, 400);
}

TEST_F(RecordedAnswers, AGatewayWithoutTheQueryAnswersNotFound) {
  const int count = at("bepusdt_1_24_1", "/pay/check-status/", [](const std::string&, const HttpAnswer& answer) {
    const ErrorInfo error = read_http_error(answer);
    EXPECT_EQ(error.kind, ErrorKind::client);
    EXPECT_EQ(error.status_code, 404);
    EXPECT_EQ(error.response, "404 page not found");
  });
  EXPECT_EQ(count, 2);
}

}  // namespace
}  // namespace bepusdt::sdk
