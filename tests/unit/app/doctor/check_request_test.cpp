#include <gmock/gmock.h>

#include "app/doctor/checks.hpp"
#include "unit/app/doctor/fake_probe.hpp"
#include "wire/signature.hpp"

namespace bepusdt::app {
namespace {

using test::causes;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kText = "amount=28.8&notify_url=https://shop.example.com/n&order_id=1";

std::string signature_of(const std::string& text) { return wire::sign(text, Secret("a-token-of-the-tests")); }

// The usual members and these, signed as a program signs that makes `text` of them.
std::string body(const std::string& text, const std::string& members = R"("amount":28.8)") {
  return R"({"order_id":"1","notify_url":"https://shop.example.com/n",)" + members + R"(,"signature":")" +
         signature_of(text) + R"("})";
}

Step examined(std::string request, std::optional<bool> token_right = true) {
  Integration integration = test::integration();
  integration.request = std::move(request);
  return check_request(integration, token_right);
}

TEST(CheckRequest, ARequestThatIsRightHasNoFindingAndNamesItsVariant) {
  const Step step = examined(body(kText));
  EXPECT_THAT(causes(step), IsEmpty());
  EXPECT_TRUE(step.note.en.contains("literal"));
}

TEST(CheckRequest, WithoutOneItIsSkipped) {
  EXPECT_EQ(check_request(test::integration(), true).state, Step::State::skipped);
}

TEST(CheckRequest, AFormHasOnlyTextsWhichIsNoFinding) {
  const std::string form = "order_id=1&amount=28.8&notify_url=https://shop.example.com/n&signature=" + signature_of(kText);
  EXPECT_THAT(causes(examined(form)), IsEmpty());
}

TEST(CheckRequest, AnEmptyMemberThatWasLeftOutRightlyIsNoFinding) {
  EXPECT_THAT(causes(examined(body(kText, R"("amount":28.8,"redirect_url":"")"))), IsEmpty());
}

TEST(CheckRequest, AnEmptyMemberWithASignatureThatNothingExplainsIsTheSuspect) {
  const Step step = examined(body("something else", R"("amount":28.8,"name":null)"));
  EXPECT_EQ(step.findings.at(0), Finding(Cause::empty_value, "name"));
}

TEST(CheckRequest, BlanksAreNamedOnceWhereBothTheTextAndTheSignatureTell) {
  const Step step =
      examined(body(kText + "&redirect_url=https://a.example", R"("amount":28.8,"redirect_url":"https://a.example ")"));
  EXPECT_EQ(step.findings.size(), 1U);
  EXPECT_EQ(step.findings.at(0), Finding(Cause::trailing_space, "redirect_url"));
}

TEST(CheckRequest, BlanksInANameAreTheMerchantsOwn) {
  EXPECT_THAT(causes(examined(body("amount=28.8&name=Tea &notify_url=https://shop.example.com/n&order_id=1",
                                   R"("amount":28.8,"name":"Tea ")"))),
              IsEmpty());
}

TEST(CheckRequest, AStringAmountIsNamedEvenWhereThisGatewayTakesIt) {
  EXPECT_THAT(causes(examined(body(kText, R"("amount":"28.8")"))), ElementsAre(Cause::string_amount));
}

TEST(CheckRequest, WhatATextIsSignedAsWhereItStandsForANumber) {
  EXPECT_THAT(causes(examined(body("amount=28.8&notify_url=https://shop.example.com/n&order_id=1", R"("amount":"28.80")"))),
              ElementsAre(Cause::string_amount));
  const Step step = examined(body(kText + "&timeout=600", R"("amount":28.8,"timeout":"600.0")"));
  EXPECT_EQ(step.findings.at(0), Finding(Cause::string_amount, "timeout"));
}

TEST(CheckRequest, AStringAmountDoesNotExplainASignatureThatNothingExplains) {
  EXPECT_THAT(causes(examined(body("something else", R"("amount":"28.8")"))),
              ElementsAre(Cause::string_amount, Cause::bad_signature));
}

TEST(CheckRequest, AWrongTokenLeavesTheSignatureAlone) {
  const Step step = examined(body("something else"), false);
  EXPECT_THAT(causes(step), IsEmpty());
  EXPECT_FALSE(step.note.empty());
}

TEST(CheckRequest, EachWayOfJoiningTheTokenIsFound) {
  for (const std::string between : {"&", "&key=", "&token="}) {
    const Step step = examined(body(kText + between));
    EXPECT_EQ(step.findings.at(0), Finding(Cause::token_joined, between));
  }
}

TEST(CheckRequest, NoHypothesisIsFoundWhereTheSignatureIsNoText) {
  for (const char* signature : {"true", "0", "[]", "\"\""}) {
    const std::string request =
        R"({"order_id":"1","notify_url":"https://a.example","amount":1,"signature":)" + std::string(signature) + "}";
    EXPECT_EQ(causes(examined(request)).size(), 1U) << signature;
  }
}

TEST(CheckRequest, ACallbackSentBackIsNoRequest) {
  const std::string text = "amount=28.8&block_transaction_id=0x1&notify_url=https://shop.example.com/n&order_id=1";
  EXPECT_THAT(causes(examined(body(text, R"("amount":28.8,"block_transaction_id":"0x1")"))),
              ElementsAre(Cause::malformed_request));
}

}  // namespace
}  // namespace bepusdt::app
