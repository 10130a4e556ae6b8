#include "app/listen/callback_report.hpp"

#include <gtest/gtest.h>

#include "wire/callback_body.hpp"
#include "wire/callback_hmac.hpp"

namespace bepusdt::app {
namespace {

const std::vector<Secret> kTokens{Secret("the-token-of-today"), Secret("the-token-of-yesterday")};
constexpr BlockTime kNow = from_unix_seconds(1'700'000'000);

std::string body(const Secret& token, int status = 2) {
  return wire::callback_body({.trade_id = "t1",
                              .order_id = "o1",
                              .amount = "28.8",
                              .actual_amount = "4",
                              .address = "0xA",
                              .block_transaction_id = "0x1",
                              .status = status},
                             {}, token);
}

TEST(CallbackReport, SaysWhatItIsAndWhichTokenMadeIt) {
  const std::string text = body(kTokens[1]);
  const std::string header = wire::callback_hmac_header(kNow, text, kTokens[1]);
  const CallbackReport report = report_callback(text, header, kTokens, kNow, Seconds(300));
  EXPECT_TRUE(report.verified());
  EXPECT_EQ(report.order_id, "o1");
  EXPECT_EQ(report.body.token_number, 2);
  EXPECT_EQ(report.header.token_number, 2);
  EXPECT_TRUE(report.meaning.zh.starts_with("已付款"));
}

TEST(CallbackReport, OlderGatewaysSendNoHeader) {
  EXPECT_TRUE(report_callback(body(kTokens[0]), std::nullopt, kTokens, kNow, Seconds(300)).verified());
}

TEST(CallbackReport, ABadHeaderSpoilsAGoodBody) {
  const std::string text = body(kTokens[0]);
  const std::string header = wire::callback_hmac_header(kNow - Seconds(301), text, kTokens[0]);
  const CallbackReport report = report_callback(text, header, kTokens, kNow, Seconds(300));
  EXPECT_TRUE(report.body.valid);
  EXPECT_EQ(report.header.name, "too_old");
  EXPECT_FALSE(report.verified());
}

TEST(CallbackReport, WhatIsNoCallbackIsTakenApartAsFarAsItGoes) {
  for (const char* text : {"", "[]", "{", "a=1", R"({"a":{}})", "\xff"}) {
    const CallbackReport report = report_callback(text, std::nullopt, kTokens, kNow, Seconds(300));
    EXPECT_FALSE(report.verified()) << text;
    EXPECT_FALSE(report.body.sentence.empty()) << text;
    EXPECT_FALSE(report.as_text(wire::Language::en).empty());
  }
}

TEST(CallbackReport, WithoutATokenNothingIsVerified) {
  EXPECT_FALSE(report_callback(body(kTokens[0]), std::nullopt, {}, kNow, Seconds(300)).verified());
}

TEST(CallbackReport, EveryStatusHasAMeaning) {
  EXPECT_TRUE(meaning_of_status("1").en.contains("deliver nothing"));
  EXPECT_TRUE(meaning_of_status("2").en.contains("deliver once"));
  EXPECT_TRUE(meaning_of_status("3").en.contains("deliver nothing"));
  EXPECT_TRUE(meaning_of_status("7\x1b").en.contains("7\\x1b"));
}

}  // namespace
}  // namespace bepusdt::app
