#include <gmock/gmock.h>

#include <bepusdt/callback.hpp>

#include "app/doctor/checks.hpp"
#include "unit/app/doctor/fake_probe.hpp"

namespace bepusdt::app {
namespace {

using test::causes;
using test::FakeProbe;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = sdk::HttpFailure::Kind;

Integration with(std::string notify_url, bool send_test = false) {
  Integration made = test::integration();
  made.notify_url = std::move(notify_url);
  made.send_test = send_test;
  return made;
}

TEST(CheckCallback, WithoutAUrlItIsSkipped) {
  FakeProbe probe;
  EXPECT_EQ(check_callback(test::integration(), probe, std::nullopt).state, Step::State::skipped);
  EXPECT_THAT(probe.connected, IsEmpty());
}

TEST(CheckCallback, TheRequestsUrlIsTakenWhereNoneWasGiven) {
  FakeProbe probe;
  Integration integration = test::integration();
  integration.request = R"({"notify_url":" https://shop.example.com/n "})";
  EXPECT_THAT(causes(check_callback(integration, probe, std::nullopt)), IsEmpty());
  EXPECT_THAT(probe.connected, ElementsAre("https://shop.example.com/n")) << "its blanks are a finding of the request's";
}

TEST(CheckCallback, WhatTheGatewayTookIsNoFinding) {
  FakeProbe probe;
  EXPECT_THAT(causes(check_callback(with("http://10.0.0.7/n"), probe, true)), IsEmpty());
  EXPECT_THAT(causes(check_callback(with("http://10.0.0.7/n"), probe, false)), ElementsAre(Cause::callback_not_https));
  EXPECT_THAT(causes(check_callback(with("https://10.0.0.7/n"), probe, false)),
              ElementsAre(Cause::callback_private_address));
  EXPECT_THAT(causes(check_callback(with("http://shop.example.com/n"), probe, std::nullopt)),
              ElementsAre(Cause::callback_not_https));
}

TEST(CheckCallback, NothingIsSentUnlessAskedFor) {
  FakeProbe probe;
  (void)check_callback(with("https://shop.example.com/n"), probe, true);
  EXPECT_THAT(probe.requests, IsEmpty());
}

TEST(CheckCallback, ATestIsNotSentToWhatCannotBeConnectedTo) {
  FakeProbe probe;
  probe.connect_failure = sdk::HttpFailure{Kind::refused, "self-signed certificate"};
  EXPECT_THAT(causes(check_callback(with("https://shop.example.com/n", true), probe, true)),
              ElementsAre(Cause::callback_certificate_not_trusted));
  EXPECT_THAT(probe.requests, IsEmpty());
}

TEST(CheckCallback, TheTestIsExpiredSignedAndForAnOrderThatCannotExist) {
  FakeProbe probe;
  const Step step =
      check_callback(with("https://shop.example.com/n", true), probe.answer(200, "ok").answer(400, "fail"), true);
  EXPECT_THAT(causes(step), IsEmpty());
  ASSERT_EQ(probe.requests.size(), 2U);
  const auto sent = sdk::read_callback(probe.requests[0].body, "a-token-of-the-tests");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->status, sdk::OrderStatus::timeout);
  EXPECT_EQ(sent->order_id, "bepusdt-doctor-unknown-1");
  const std::vector<std::string> tokens{"a-token-of-the-tests"};
  EXPECT_TRUE(sdk::verify_callback_hmac(probe.requests[0].headers, probe.requests[0].body, tokens, std::chrono::seconds(0),
                                        std::chrono::floor<std::chrono::seconds>(probe.time)));
  EXPECT_FALSE(sdk::verify_callback(probe.requests[1].body, "a-token-of-the-tests")) << "the second is forged";
}

TEST(CheckCallback, AShopThatTakesAForgedOneIsWarned) {
  FakeProbe probe;
  const Step step =
      check_callback(with("https://shop.example.com/n", true), probe.answer(200, "ok").answer(200, "success"), true);
  EXPECT_EQ(step.findings.at(0), Finding(Cause::callback_takes_anything, "success"));
}

TEST(CheckCallback, OfAnAnswerThatIsNotOkTheReasonIsNamed) {
  FakeProbe probe;
  probe.answer(301, "", {{"Location", "https://shop.example.com/n/"}});
  EXPECT_EQ(check_callback(with("https://shop.example.com/n", true), probe, true).findings.at(0),
            Finding(Cause::callback_redirects, "https://shop.example.com/n/"));
  probe.fail(Kind::timeout);
  EXPECT_THAT(causes(check_callback(with("https://shop.example.com/n", true), probe, true)),
              ElementsAre(Cause::callback_unreachable));
  probe.answer(204, "");
  EXPECT_THAT(causes(check_callback(with("https://shop.example.com/n", true), probe, true)),
              ElementsAre(Cause::callback_wrong_status));
}

}  // namespace
}  // namespace bepusdt::app
