#include "app/listen/callback_desk.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include "wire/callback_body.hpp"

namespace bepusdt::app {
namespace {

class FixedClock final : public ports::Clock {
 public:
  [[nodiscard]] Time now() const override { return from_unix_millis(1'700'000'000'000); }
};

class FakeShop final : public sdk::Transport {
 public:
  sdk::HttpOutcome send(const sdk::HttpRequest& request) override {
    requests.push_back(request);
    return outcome;
  }
  sdk::HttpOutcome outcome = sdk::HttpAnswer{200, {{"content-type", "text/html"}}, "ok"};
  std::vector<sdk::HttpRequest> requests;
};

class Desk : public ::testing::Test {
 protected:
  Desk() { options.tokens = {token}; }
  ReceiverAnswer take(std::string body, sdk::Headers headers = {}) {
    CallbackDesk desk(options, shop, clock, [this](std::string_view text) { written += text; });
    return desk.take({"/n", std::move(headers), std::move(body), "127.0.0.1:5"});
  }

  const Secret token{"a-token-of-the-tests"};
  const std::string good = wire::callback_body(
      {.trade_id = "t1", .order_id = "o1", .amount = "1", .actual_amount = "2", .address = "T", .block_transaction_id = "h"},
      {}, token);
  DeskOptions options;
  std::shared_ptr<FakeShop> shop = std::make_shared<FakeShop>();
  FixedClock clock;
  std::string written;
};

TEST_F(Desk, AnswersOkToWhatIsVerifiedAndFailToWhatIsNot) {
  EXPECT_EQ(take(good).body, "ok");
  const ReceiverAnswer refused = take("{}");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.body, "fail");
}

TEST_F(Desk, AnswersWhatItIsToldToWhateverCame) {
  options.status = 503;
  options.delay = Millis(250);
  const ReceiverAnswer answer = take("{}");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body, "ok");
  EXPECT_EQ(answer.delay, Millis(250));
  EXPECT_TRUE(written.contains("does not take it as delivered"));
}

TEST_F(Desk, ForwardsTheRawBodyAndOurHeadersOnly) {
  options.forward_to = "http://127.0.0.1:3000/paid";
  const ReceiverAnswer answer = take(
      "raw {", {{"x-bepusdt-EVENT", "e"}, {"Content-Type", "application/json"}, {"Host", "h"}, {"Authorization", "secret"}});
  EXPECT_EQ(answer.body, "ok");
  EXPECT_EQ(answer.content_type, "text/html");
  ASSERT_EQ(shop->requests.size(), 1U);
  EXPECT_EQ(shop->requests[0].body, "raw {");
  EXPECT_EQ(shop->requests[0].headers, (sdk::Headers{{"x-bepusdt-EVENT", "e"}, {"Content-Type", "application/json"}}));
  EXPECT_FALSE(written.contains("secret"));
}

TEST_F(Desk, AShopThatIsNotThereIsA502WithTheReason) {
  options.forward_to = "http://127.0.0.1:3000/paid";
  shop->outcome = sdk::HttpFailure{sdk::HttpFailure::Kind::unreachable, "nobody listens"};
  EXPECT_EQ(take(good).status, 502);
  EXPECT_TRUE(written.contains("nobody listens"));
}

TEST_F(Desk, AnEmptyHeaderIsAWrongOne) { EXPECT_EQ(take(good, {{"X-Bepusdt-Signature", ""}}).body, "fail"); }

TEST_F(Desk, WritesOneLineOfJsonEach) {
  options.json = true;
  (void)take(good, {{"X-Bepusdt-Event", "event-1"}});
  EXPECT_EQ(written.find('\n'), written.size() - 1);
  simdjson::dom::parser parser;
  const auto line = parser.parse(written);
  EXPECT_EQ(std::string_view(line["event_id"]), "event-1");
  EXPECT_TRUE(bool(line["verified"]));
  EXPECT_TRUE(bool(line["answer"]["counts_as_delivered"]));
  EXPECT_FALSE(written.contains("a-token"));
}

}  // namespace
}  // namespace bepusdt::app
