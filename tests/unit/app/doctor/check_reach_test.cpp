#include <gmock/gmock.h>

#include "app/doctor/checks.hpp"
#include "unit/app/doctor/fake_probe.hpp"

namespace bepusdt::app {
namespace {

using test::causes;
using test::FakeProbe;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = sdk::HttpFailure::Kind;

const sdk::Headers kNow{{"Date", "Tue, 14 Nov 2023 22:13:20 GMT"}};  // the fake's time

TEST(CheckReach, EachWayOfNotAnsweringHasACauseOfItsOwn) {
  const std::pair<Kind, Cause> rows[] = {{Kind::unreachable, Cause::unreachable},
                                         {Kind::timeout, Cause::timeout},
                                         {Kind::refused, Cause::certificate_not_trusted},
                                         {Kind::interrupted, Cause::not_a_gateway}};
  for (const auto& [kind, cause] : rows) {
    FakeProbe probe;
    const Reach reach = check_reach(test::integration(), probe.fail(kind));
    EXPECT_THAT(causes(reach.step), ElementsAre(cause));
    EXPECT_FALSE(reach.gateway);
  }
}

TEST(CheckReach, ARedirectOfAnHttpAddressToHttpsNamesTheAddressToUse) {
  FakeProbe probe;
  Integration plain = test::integration();
  plain.api_url = "http://pay.example.com";
  const Reach reach =
      check_reach(plain, probe.answer(301, "", {{"location", "https://pay.example.com:8443/pay/check-status/x"}}));
  EXPECT_EQ(reach.step.findings.at(0), Finding(Cause::redirect_to_https, "https://pay.example.com:8443"));
}

TEST(CheckReach, ARedirectOfAnHttpsAddressIsToElsewhere) {
  FakeProbe probe;
  const Reach reach = check_reach(test::integration(), probe.answer(302, "", {{"Location", "https://www.example.com/"}}));
  EXPECT_THAT(causes(reach.step), ElementsAre(Cause::redirect_elsewhere));
}

TEST(CheckReach, TheEnvelopesOfEveryGenerationAreAGateways) {
  const std::pair<int, std::string> rows[] = {{200, test::refused("order_not_found")},
                                              {200, test::refused_without_code("订单不存在")},
                                              {400, R"({"error":"订单不存在"})"},
                                              {200, R"({"trade_id":"x","status":1,"trade_hash":"","return_url":""})"}};
  for (const auto& [status, body] : rows) {
    FakeProbe probe;
    const Reach reach = check_reach(test::integration(), probe.answer(status, body, kNow));
    EXPECT_TRUE(reach.gateway) << body;
    EXPECT_THAT(causes(reach.step), IsEmpty()) << body;
  }
}

TEST(CheckReach, PagesAndOtherJsonAreNoGateways) {
  for (const char* body : {"<html>", "", "[]", R"({"hello":"world"})", R"("text")"}) {
    FakeProbe probe;
    EXPECT_THAT(causes(check_reach(test::integration(), probe.answer(200, body)).step), ElementsAre(Cause::not_a_gateway));
  }
}

TEST(CheckReach, AGatewayThatHasNothingAtThePathIsAskedAtTheWrongPlace) {
  FakeProbe probe;
  EXPECT_THAT(causes(check_reach(test::integration(), probe.answer(404, test::refused("not_found"))).step),
              ElementsAre(Cause::not_a_gateway));
}

TEST(CheckReach, TheStatusOfAProxyWithoutUpstreamIsToldApart) {
  for (const int status : {502, 503, 504}) {
    FakeProbe probe;
    EXPECT_THAT(causes(check_reach(test::integration(), probe.answer(status, "<html>")).step),
                ElementsAre(Cause::proxy_without_gateway));
  }
}

TEST(CheckReach, ClocksMayDifferByAMinute) {
  FakeProbe probe;
  probe.time += Seconds(60);
  EXPECT_THAT(causes(check_reach(test::integration(), probe.answer(200, test::refused("order_not_found"), kNow)).step),
              IsEmpty());
  probe.time += Seconds(1);
  const Reach reach = check_reach(test::integration(), probe.answer(200, test::refused("order_not_found"), kNow));
  EXPECT_EQ(reach.step.findings.at(0), Finding(Cause::clock_skew, "the gateway's is 61 s behind"));
  EXPECT_TRUE(reach.gateway);
}

TEST(CheckReach, AnAnswerWithoutAReadableDateTellsNoTime) {
  FakeProbe probe;
  EXPECT_FALSE(check_reach(test::integration(), probe.answer(200, test::refused("order_not_found"), {{"Date", "yesterday"}}))
                   .told_time);
}

TEST(CheckReach, NothingOfTheTokenIsSent) {
  FakeProbe probe;
  (void)check_reach(test::integration(), probe.answer(200, test::refused("order_not_found"), kNow));
  EXPECT_EQ(probe.requests.at(0).method, "GET");
  EXPECT_EQ(probe.requests.at(0).url, "https://pay.example.com/pay/check-status/unknown-1");
  EXPECT_TRUE(probe.requests.at(0).body.empty());
}

}  // namespace
}  // namespace bepusdt::app
