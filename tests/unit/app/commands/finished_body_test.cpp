#include "app/commands/finished_body.hpp"

#include <gtest/gtest.h>

namespace bepusdt::app {
namespace {

const Secret kToken("epusdt_password_xasddawqe");

std::optional<wire::Variant> variant_of(const std::string& body) {
  const auto request = wire::SignedRequest::parse(body);
  if (!request) return std::nullopt;
  const auto verified = wire::verify_request(*request, kToken);
  return verified ? std::optional(*verified) : std::nullopt;
}

TEST(FinishedBody, IsTheContractsExample) {
  const auto body = finished_body(R"({"order_id":"20220201030210321","amount":42,"notify_url":"http://example.com/notify",
                                      "redirect_url":"http://example.com/redirect"})",
                                  wire::Variant::literal, kToken);
  ASSERT_TRUE(body);
  EXPECT_TRUE(body->contains(R"("signature":"1cd4b52df5587cfb1968b0c0c6e156cd")"));
}

TEST(FinishedBody, WritesNumbersPlainAndReplacesAnOldSignature) {
  const auto body = finished_body(R"({"amount":1.50e1,"flag":true,"none":null,"list":[],"signature":"old"})",
                                  wire::Variant::literal, kToken);
  ASSERT_TRUE(body);
  EXPECT_TRUE(body->starts_with(R"({"amount":15,"flag":true,"list":[],"none":null,"signature":")"));
  EXPECT_FALSE(body->contains("old"));
  EXPECT_EQ(variant_of(*body), wire::Variant::literal);
}

TEST(FinishedBody, CanBeSignedAsAnotherLanguageSigns) {
  const auto body = finished_body(R"({"amount":1000000})", wire::Variant::go_float, kToken);
  ASSERT_TRUE(body);
  EXPECT_EQ(variant_of(*body), wire::Variant::go_float);
}

TEST(FinishedBody, AFormStaysAForm) {
  const auto body = finished_body("name=a b&order_id=%26%3D\xE8\x8C\xB6", wire::Variant::literal, kToken);
  ASSERT_TRUE(body);
  EXPECT_TRUE(body->starts_with("name=a%20b&order_id=%26%3D%E8%8C%B6&signature=")) << *body;
  EXPECT_EQ(variant_of(*body), wire::Variant::literal);
}

TEST(FinishedBody, RefusesWhatCannotBeRead) {
  EXPECT_FALSE(finished_body(R"({"a":{}})", wire::Variant::literal, kToken));
  EXPECT_FALSE(finished_body(R"({"a":1e400})", wire::Variant::go_float, kToken));
}

}  // namespace
}  // namespace bepusdt::app
