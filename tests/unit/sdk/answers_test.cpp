// What a Client makes of answers: envelopes of three generations, members missing or of another kind, and what is no answer.
#include <gtest/gtest.h>

#include "sdk/cpp/src/answers.hpp"

namespace bepusdt::sdk {
namespace {

HttpAnswer ok(std::string body) { return {.status = 200, .headers = {}, .body = std::move(body)}; }

std::string envelope(const std::string& data) {
  return R"({"status_code":200,"message":"success","data":)" + data + R"(,"request_id":"r-1"})";
}

TEST(Answers, ACreatedOrderIsReadWithAllItsMembers) {
  const auto order = read_created_order(ok(envelope(
      R"({"trade_id":"T1","order_id":"1001","trade_type":"usdt.trc20","fiat":"CNY","status":1,"state":"waiting","amount":"28.80",)"
      R"("actual_amount":"4.25","token":"TXLA","expiration_time":1199,"payment_url":"https://p.example/pay/checkout/T1"})")));
  ASSERT_TRUE(order.has_value());
  EXPECT_EQ(order->trade_id, "T1");
  EXPECT_EQ(order->order_id, "1001");
  EXPECT_EQ(order->trade_type, "usdt.trc20");
  EXPECT_EQ(order->fiat, "CNY");
  EXPECT_EQ(order->status, OrderStatus::waiting);
  EXPECT_EQ(order->state, "waiting");
  EXPECT_EQ(order->amount.text(), "28.8");
  EXPECT_EQ(order->actual_amount.text(), "4.25");
  EXPECT_EQ(order->token, "TXLA");
  EXPECT_EQ(order->expiration_time, std::chrono::seconds(1199));
  EXPECT_EQ(order->payment_url, "https://p.example/pay/checkout/T1");
  EXPECT_EQ(order->block_transaction_id, "");
  EXPECT_FALSE(order->paid());
}

TEST(Answers, NumbersMayBeTextsAndTextsNumbers) {
  const auto order = read_created_order(ok(envelope(
      R"({"trade_id":7,"order_id":20220201030210321,"amount":28.80,"actual_amount":1e1 ,"expiration_time":"600","status":"2",)"
      R"("token":"TXLA","payment_url":"p"})")));
  ASSERT_TRUE(order.has_value());
  EXPECT_EQ(order->trade_id, "7");
  EXPECT_EQ(order->order_id, "20220201030210321");
  EXPECT_EQ(order->amount.text(), "28.8");
  EXPECT_EQ(order->actual_amount.text(), "10");
  EXPECT_EQ(order->expiration_time, std::chrono::seconds(600));
  EXPECT_EQ(order->status, OrderStatus::success);
  EXPECT_TRUE(order->paid());
}

TEST(Answers, NoDigitOfAnAmountIsLost) {
  const auto order = read_created_order(
      ok(envelope(R"({"trade_id":"T1","token":"TXLA","payment_url":"p","amount":9007199254740993.123456789,)"
                  R"("actual_amount":0.000000000000000001})")));
  ASSERT_TRUE(order.has_value());
  EXPECT_EQ(order->amount.text(), "9007199254740993.123456789");
  EXPECT_EQ(order->actual_amount.text(), "0.000000000000000001");
}

// What a payer cannot do without.
constexpr const char* kNecessary = R"("trade_id":"T1","actual_amount":"4","token":"TXLA","payment_url":"p")";

TEST(Answers, MembersThatNobodyNeedsMayBeMissingOrOfAWrongKind) {
  for (const std::string more : {"", R"(,"amount":null,"status":null,"expiration_time":null)",
                                 R"(,"amount":{"a":1},"status":true,"expiration_time":"soon","fiat":[])",
                                 R"(,"amount":"a lot","status":"paid","expiration_time":1e99)"}) {
    const auto order = read_created_order(ok(envelope("{" + std::string(kNecessary) + more + "}")));
    ASSERT_TRUE(order.has_value()) << more;
    EXPECT_EQ(order->trade_id, "T1");
    EXPECT_TRUE(order->amount.is_zero());
    EXPECT_FALSE(order->status.has_value()) << more;
    EXPECT_EQ(order->state, "");
    EXPECT_EQ(order->fiat, "");
    EXPECT_EQ(order->expiration_time, std::chrono::seconds(0));
  }
}

TEST(Answers, AnOrderThatNobodyCouldPayIsAnErrorThatNamesWhatItLacks) {
  for (const auto& [name, instead] : std::vector<std::pair<std::string, std::string>>{
           {"trade_id", R"("T1")"}, {"actual_amount", R"("4")"}, {"token", R"("TXLA")"}, {"payment_url", R"("p")"}}) {
    const std::string member = '"' + name + "\":" + instead;
    for (const std::string wrong : {"null", "[]", R"("")", "{}"}) {
      std::string data = "{" + std::string(kNecessary) + "}";
      data.replace(data.find(member), member.size(), '"' + name + "\":" + wrong);
      const auto order = read_created_order(ok(envelope(data)));
      ASSERT_FALSE(order.has_value()) << data;
      EXPECT_EQ(order.error().kind, ErrorKind::api);
      EXPECT_NE(order.error().message.find("the answer lacks " + name), std::string::npos) << order.error().message;
    }
  }
  EXPECT_FALSE(read_checkout(ok(envelope(R"({"trade_id":"T1"})"))).has_value());
  EXPECT_TRUE(read_checkout(ok(envelope(R"({"trade_id":"T1","payment_url":"p"})"))).has_value());
  EXPECT_FALSE(read_order_details(ok(envelope(R"({"order_id":"1001"})"))).has_value());
  EXPECT_TRUE(read_cancelled_order(ok(envelope("{}"))).has_value()) << "it is cancelled, whatever else the answer says";
}

TEST(Answers, EveryStatusHasItsStateWhereTheGatewaySaysNone) {
  for (const auto& [status, state] : std::vector<std::pair<int, std::string>>{
           {1, "waiting"}, {2, "paid"}, {3, "expired"}, {4, "cancelled"}, {5, "confirming"}, {6, "failed"}}) {
    const auto order = read_queried_order(ok(R"({"trade_id":"T1","status":)" + std::to_string(status) + "}"));
    ASSERT_TRUE(order.has_value());
    EXPECT_EQ(order->status, static_cast<OrderStatus>(status));
    EXPECT_EQ(order->state, state);
    EXPECT_EQ(order->paid(), status == 2);
  }
}

TEST(Answers, AStatusThatNobodyKnowsIsNoneAndTheStateStays) {
  for (const char* status : {"0", "7", "-1", "99999999999999999999", "1.5e300", "\"\"", "null"}) {
    const auto order =
        read_queried_order(ok(R"({"trade_id":"T1","status":)" + std::string(status) + R"(,"state":"novel"})"));
    ASSERT_TRUE(order.has_value()) << status;
    EXPECT_FALSE(order->status.has_value()) << status;
    EXPECT_EQ(order->state, "novel");
  }
}

TEST(Answers, AQueriedOrderKnowsItsTransactionAndWhereThePayerGoes) {
  const auto order = read_queried_order(
      ok(R"({"trade_id":"T1","trade_hash":"0xab","status":1,"return_url":"https://s.example/r","state":"confirming"})"));
  ASSERT_TRUE(order.has_value());
  EXPECT_EQ(order->block_transaction_id, "0xab");
  EXPECT_EQ(order->return_url, "https://s.example/r");
  EXPECT_EQ(order->status, OrderStatus::waiting);  // so that polling loops go on
  EXPECT_EQ(order->state, "confirming");           // the whole truth
}

TEST(Answers, AnUnknownOrderSaysSoInTheWordsThatCallersLookFor) {
  for (const char* body :
       {R"({"message":"订单不存在","status_code":400})", R"({"message":"order not found","status_code":404})",
        R"({"status_code":400})", "{}", R"({"trade_id":""})"}) {
    const auto order = read_queried_order(ok(body));
    ASSERT_FALSE(order.has_value()) << body;
    EXPECT_EQ(order.error().kind, ErrorKind::api);
    EXPECT_NE(order.error().message.find("订单不存在"), std::string::npos) << order.error().message;
    EXPECT_EQ(order.error().response, body);
    EXPECT_NE(order.error().status_code, 0) << body;
  }
}

TEST(Answers, ARefusalCarriesEverythingThatTheGatewaySaid) {
  const std::string body =
      R"({"status_code":409,"message":"没有可用的金额","data":null,"request_id":"r-9","error":"no_free_amount"})";
  const auto order = read_created_order(ok(body));
  ASSERT_FALSE(order.has_value());
  EXPECT_EQ(order.error().kind, ErrorKind::api);
  EXPECT_EQ(order.error().message, "没有可用的金额");
  EXPECT_EQ(order.error().status_code, 409);
  EXPECT_EQ(order.error().code, "no_free_amount");
  EXPECT_EQ(order.error().request_id, "r-9");
  EXPECT_EQ(order.error().response, body);
}

TEST(Answers, ARefusalWithoutAWordIsOneAllTheSame) {
  const auto cancelled = read_cancelled_order(ok(R"({"status_code":400})"));
  ASSERT_FALSE(cancelled.has_value());
  EXPECT_EQ(cancelled.error().status_code, 400);
  EXPECT_FALSE(cancelled.error().message.empty());
}

TEST(Answers, TheStatusCodeMayBeAText) {
  EXPECT_EQ(read_cancelled_order(ok(R"({"status_code":"200","data":{"trade_id":"T1"}})"))->trade_id, "T1");
  EXPECT_EQ(read_cancelled_order(ok(R"({"status_code":"400","message":"no"})")).error().status_code, 400);
}

TEST(Answers, ACancelledOrderIsNamed) {
  EXPECT_EQ(read_cancelled_order(ok(envelope(R"({"trade_id":"T1"})")))->trade_id, "T1");
}

TEST(Answers, WhatIsNoAnswerOfAGatewayIsAnApiErrorWithTheBody) {
  const std::string whole = envelope(R"({"trade_id":"T1","amount":"1"})");
  std::vector<std::string> bodies{"",
                                  " ",
                                  "null",
                                  "[]",
                                  "200",
                                  "\"success\"",
                                  "<!DOCTYPE html><html><body>nginx</body></html>",
                                  "{}",
                                  R"({"status_code":200})",
                                  R"({"status_code":200,"data":null})",
                                  R"({"status_code":200,"data":[]})",
                                  R"({"status_code":200,"data":"T1"})",
                                  R"({"status_code":true,"data":{}})",
                                  R"({"data":{"trade_id":"T1"}})",
                                  "{\"status_code\":200,\"data\":{\"trade_id\":\"\xff\"}}",
                                  whole + "x",
                                  whole + whole,
                                  std::string("\0", 1),
                                  std::string(2000, '[') + std::string(2000, ']'),
                                  R"({"status_code":200,"data":)" + std::string(5000, '{') + "}",
                                  std::string(1 << 20, '{')};
  for (std::size_t length = 1; length < whole.size(); ++length) bodies.push_back(whole.substr(0, length));
  for (const std::string& body : bodies) {
    const auto order = read_created_order(ok(body));
    ASSERT_FALSE(order.has_value()) << body.substr(0, 100);
    EXPECT_EQ(order.error().kind, ErrorKind::api);
    EXPECT_EQ(order.error().status_code, 200);  // the HTTP status, for want of another
    EXPECT_EQ(order.error().response, body);
    EXPECT_FALSE(read_order_details(ok(body)).has_value());
    EXPECT_FALSE(read_checkout(ok(body)).has_value());
    EXPECT_FALSE(read_cancelled_order(ok(body)).has_value());
    EXPECT_FALSE(read_queried_order(ok(body)).has_value()) << body.substr(0, 100);
  }
}

TEST(Answers, MembersMayStandInAnyOrderAndOthersMayBeAmongThem) {
  const auto order = read_created_order(
      ok(R"( {"x":{"data":{"trade_id":"wrong"}},"data":{"z":[1,{"token":"wrong"}],"token":"right","trade_id":"T1",)"
         R"("payment_url":"p","actual_amount":1},"message":"success",)"
         R"("status_code":200} )"));
  ASSERT_TRUE(order.has_value());
  EXPECT_EQ(order->trade_id, "T1");
  EXPECT_EQ(order->token, "right");
}

TEST(Answers, EscapedTextsAreDecoded) {
  const auto order = read_cancelled_order(ok(envelope(R"({"trade_id":"a\"b\\c\u8ba2\ud83d\ude00\/"})")));
  ASSERT_TRUE(order.has_value());
  EXPECT_EQ(order->trade_id, "a\"b\\c订😀/");
}

}  // namespace
}  // namespace bepusdt::sdk
