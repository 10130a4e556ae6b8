// Callbacks by their `signature`: verified on the raw body, in every text in which gateways write numbers, and taken apart.
#include <bepusdt/callback.hpp>

#include <gtest/gtest.h>
#include <simdjson.h>

#include <filesystem>

#include "wire/callback_body.hpp"
#include "wire/signature.hpp"

namespace bepusdt::sdk {
namespace {

const std::string kToken = "epusdt_password_xasddawqe";
const UnixTime kNow{std::chrono::seconds(1'700'000'000)};

Callback a_callback() {
  return {.trade_id = "0AbcdeFGHIJKLMNOPQ",
          .order_id = "1001",
          .amount = "28.8",
          .actual_amount = "4.25",
          .token = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
          .block_transaction_id = "0x74a1dd9d2b4e3bdb668ce67b6cb2a19e",
          .status = OrderStatus::success};
}

void expect_equal(const Callback& one, const Callback& other) {
  EXPECT_EQ(one.trade_id, other.trade_id);
  EXPECT_EQ(one.order_id, other.order_id);
  EXPECT_EQ(one.amount, other.amount);
  EXPECT_EQ(one.actual_amount, other.actual_amount);
  EXPECT_EQ(one.token, other.token);
  EXPECT_EQ(one.block_transaction_id, other.block_transaction_id);
  EXPECT_EQ(one.status, other.status);
}

// `members` without the last brace, signed as the variant prints them.
std::string signed_body(const std::string& members, wire::Variant variant, const std::string& token = kToken) {
  std::string text;
  EXPECT_TRUE(wire::append_canonical_text(*wire::SignedRequest::parse(members + "}"), variant, text));
  return members + ",\"signature\":\"" + wire::sign(text, Secret(token)) + "\"}";
}

TEST(Callback, IsTakenApartOnceItIsVerified) {
  const auto read = read_callback(sign_callback(a_callback(), kToken, kNow).body, kToken);
  ASSERT_TRUE(read.has_value());
  expect_equal(*read, a_callback());
}

TEST(Callback, IsAcceptedInEveryTextInWhichGatewaysWriteNumbers) {
  const std::string members =
      R"({"trade_id":"T1","order_id":"O1","amount":1000000.0,"actual_amount":0.00001,"token":"T","block_transaction_id":"x","status":2)";
  for (const wire::Variant variant : wire::kVariants) {
    const std::string body = signed_body(members, variant);
    EXPECT_TRUE(verify_callback(body, kToken)) << wire::name_of(variant);
    const auto read = read_callback(body, kToken);
    ASSERT_TRUE(read.has_value()) << wire::name_of(variant);
    EXPECT_EQ(read->amount.text(), "1000000");
    EXPECT_EQ(read->actual_amount.text(), "0.00001");
  }
}

TEST(Callback, TheAmountsMayBeTextsOrNumbersAndTheOrderAnInteger) {
  const auto read = read_callback(
      signed_body(R"({"trade_id":"T1","order_id":20220201030210321,"amount":"28.80","actual_amount":4.25,"status":"3")",
                  wire::Variant::literal),
      kToken);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->order_id, "20220201030210321");
  EXPECT_EQ(read->amount.text(), "28.8");
  EXPECT_EQ(read->status, OrderStatus::timeout);
  EXPECT_EQ(read->block_transaction_id, "");
}

TEST(Callback, AChangedByteIsRefusedOrChangesNothing) {
  const std::string body = sign_callback(a_callback(), kToken, kNow).body;
  int accepted = 0;
  for (std::size_t at = 0; at < body.size(); ++at)
    for (int byte = 0; byte < 256; byte += at % 7 == 0 ? 1 : 5) {
      std::string changed = body;
      changed[at] = static_cast<char>(byte);
      if (changed == body || !verify_callback(changed, kToken)) continue;
      ++accepted;
      const auto read = read_callback(changed, kToken);
      ASSERT_TRUE(read.has_value()) << changed;
      expect_equal(*read, a_callback());
    }
  EXPECT_GT(accepted, 0);  // the digits of the signature are read in any case
}

TEST(Callback, AMissingOrAnAddedByteIsRefusedOrChangesNothing) {
  const std::string body = sign_callback(a_callback(), kToken, kNow).body;
  for (std::size_t at = 0; at < body.size(); ++at) {
    std::string shorter = body;
    shorter.erase(at, 1);
    EXPECT_FALSE(verify_callback(shorter, kToken)) << shorter;
    EXPECT_FALSE(verify_callback(body.substr(0, at), kToken));
    for (const char extra : {' ', '0', '"', 'a', ','}) {
      std::string longer = body;
      longer.insert(at, 1, extra);
      if (!verify_callback(longer, kToken)) continue;
      const auto read = read_callback(longer, kToken);
      ASSERT_TRUE(read.has_value()) << longer;
      expect_equal(*read, a_callback());
    }
  }
}

TEST(Callback, WhatIsNoFlatObjectWithASignatureIsFalse) {
  const std::string body = sign_callback(a_callback(), kToken, kNow).body;
  for (const std::string& wrong :
       {std::string(), std::string("null"), std::string("[]"), std::string("<html>"), std::string("a=b&signature=c"),
        "[" + body + "]", body + body, body + "x", std::string("{}"), std::string(R"({"signature":true})"),
        std::string(R"({"trade_id":"T1","signature":0})"), std::string(R"({"trade_id":"T1","signature":["a"]})"),
        std::string(R"({"trade_id":"T1","signature":""})"), std::string(R"({"trade_id":"T1","signature":null})"),
        R"({"data":)" + body + "}", body.substr(0, body.size() - 1) + R"(,"status":2})",
        body.substr(0, body.size() - 1) + R"(,"x":{}})", std::string(100'000, '{')}) {
    EXPECT_FALSE(verify_callback(wrong, kToken)) << wrong.substr(0, 200);
    const auto read = read_callback(wrong, kToken);
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().kind, ErrorKind::signature);
    EXPECT_THROW(static_cast<void>(read_callback(wrong, kToken).value()), SignatureError);
  }
}

TEST(Callback, AnyOfSeveralTokensDoesWhileOneIsReplaced) {
  const std::string body = sign_callback(a_callback(), kToken, kNow).body;
  const std::vector<std::string> both{"the new one", kToken}, none, others{"a", "b"}, empty{""};
  EXPECT_TRUE(verify_callback(body, both));
  EXPECT_TRUE(read_callback(body, both).has_value());
  for (const auto& tokens : {none, others, empty}) {
    EXPECT_FALSE(verify_callback(body, tokens));
    EXPECT_EQ(read_callback(body, tokens).error().kind, ErrorKind::signature);
  }
}

TEST(Callback, AnEmptyTokenNeverVerifies) {
  const std::string body = signed_body(R"({"trade_id":"T1")", wire::Variant::literal, "");
  EXPECT_FALSE(verify_callback(body, ""));
  EXPECT_FALSE(verify_callback(body, std::vector<std::string>{"", ""}));
}

TEST(Callback, SignedButWithoutWhatACallbackHasIsAnApiErrorAndNotAForgery) {
  for (const char* members : {R"({"trade_id":"T1")", R"({"trade_id":"T1","order_id":"O1","amount":1,"status":2)",
                              R"({"trade_id":"T1","order_id":"O1","amount":1,"actual_amount":"x","status":2)",
                              R"({"trade_id":"T1","order_id":"O1","amount":1,"actual_amount":1,"status":7)",
                              R"({"order_id":"O1","amount":1,"actual_amount":1,"status":2)"}) {
    const std::string body = signed_body(members, wire::Variant::literal);
    EXPECT_TRUE(verify_callback(body, kToken));
    const auto read = read_callback(body, kToken);
    ASSERT_FALSE(read.has_value()) << members;
    EXPECT_EQ(read.error().kind, ErrorKind::api);
    EXPECT_EQ(read.error().response, body);
  }
}

TEST(Callback, TheTokenIsInNoError) {
  EXPECT_EQ(read_callback("{}", kToken).error().message.find(kToken), std::string::npos);
  EXPECT_EQ(read_callback(R"({"signature":"00000000000000000000000000000000"})", kToken).error().message.find(kToken),
            std::string::npos);
}

TEST(Callback, RecordedOnesOfARunningGatewayAreVerifiedAndRead) {
  const std::string path = BEPUSDT_SOURCE_DIR "/../shared/contract/vectors/recorded_callbacks.json";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "the folder ../shared is absent: recorded_callbacks.json was not read";
  simdjson::dom::parser parser;
  const simdjson::dom::element recorded = parser.load(path);
  const std::string_view token = recorded["token"];
  int count = 0;
  for (const simdjson::dom::element element : recorded["accept"]) {
    ++count;
    std::string body(std::string_view(element.get_string()));
    const auto read = read_callback(body, token);
    ASSERT_TRUE(read.has_value()) << body;
    EXPECT_EQ(read->trade_id.size(), 18U);
    EXPECT_FALSE(read->order_id.empty());
    EXPECT_FALSE(read->amount.is_zero());
    EXPECT_FALSE(read->actual_amount.is_zero());
    EXPECT_FALSE(verify_callback(body, kToken));
    body.replace(body.find("\"status\":"), 10, "\"status\":3");
    EXPECT_FALSE(verify_callback(body, token));
  }
  EXPECT_EQ(count, 3);
}

TEST(SignCallback, MakesTheGatewaysOwnBody) {
  Callback callback = a_callback();
  callback.order_id = "订单 \"1\" / 2";
  for (const OrderStatus status : {OrderStatus::waiting, OrderStatus::success, OrderStatus::timeout}) {
    callback.status = status;
    const std::string gateways = wire::callback_body({.trade_id = callback.trade_id,
                                                      .order_id = callback.order_id,
                                                      .amount = "28.8",
                                                      .actual_amount = "4.25",
                                                      .address = callback.token,
                                                      .block_transaction_id = callback.block_transaction_id,
                                                      .status = static_cast<int>(status)},
                                                     {}, Secret(kToken));
    EXPECT_EQ(sign_callback(callback, kToken, kNow).body, gateways);
  }
}

TEST(SignCallback, BearsTheHeadersOfTheGatewayEachTimeWithAnotherEvent) {
  const SignedCallback one = sign_callback(a_callback(), kToken, kNow), other = sign_callback(a_callback(), kToken, kNow);
  EXPECT_EQ(header_of(one.headers, "content-type"), "application/json");
  EXPECT_EQ(header_of(one.headers, "x-bepusdt-attempt"), "1");
  EXPECT_TRUE(header_of(one.headers, "X-Bepusdt-Signature").starts_with("t=1700000000,v1="));
  EXPECT_FALSE(header_of(one.headers, "X-Bepusdt-Event").empty());
  EXPECT_NE(header_of(one.headers, "X-Bepusdt-Event"), header_of(other.headers, "X-Bepusdt-Event"));
}

TEST(SignCallback, RefusesWhatNoGatewaySends) {
  const auto field_of = [](Callback callback, const std::string& token = kToken) -> std::string {
    try {
      static_cast<void>(sign_callback(callback, token, kNow));
      return "nothing";
    } catch (const ValidationError& error) {
      return error.info().field;
    }
  };
  Callback callback = a_callback();
  EXPECT_EQ(field_of(callback), "nothing");
  EXPECT_EQ(field_of(callback, ""), "token");
  for (const OrderStatus status : {OrderStatus::canceled, OrderStatus::confirming, OrderStatus::failed}) {
    callback.status = status;
    EXPECT_EQ(field_of(callback), "status");
  }
  callback = a_callback();
  callback.amount = "1e200";
  EXPECT_EQ(field_of(callback), "amount");
  callback = a_callback();
  callback.actual_amount = "1e-200";
  EXPECT_EQ(field_of(callback), "actual_amount");
  for (const char* text : {"a\nb", "a\xff"}) {
    callback = a_callback();
    callback.order_id = text;
    EXPECT_EQ(field_of(callback), "callback");
  }
}

}  // namespace
}  // namespace bepusdt::sdk
