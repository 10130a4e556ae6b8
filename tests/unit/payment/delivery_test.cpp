// Contract part 2: what counts as delivered, when it is tried again, and what a crash leaves behind.
#include <gtest/gtest.h>

#include "support/payment/payment_world.hpp"

namespace bepusdt::test {
namespace {

using core::CallbackState;
using std::chrono::minutes;
using std::chrono::seconds;

ports::HttpAnswer answer_of(int status, std::string body) {
  ports::HttpAnswer answer;
  answer.status = status;
  answer.body = std::move(body);
  answer.dialled = "203.0.113.7:443";
  return answer;
}

struct Paid {
  Paid() : made(*world.create("O1", "10")) {
    world.settle();
    world.chain.mine({world.pay(made.quote, "0x01")});
    world.chain.mine_empty(4);
    world.settle();
  }
  core::CallbackEvent event() { return world.callbacks_of(made.order.trade_id).at(0); }
  std::vector<core::CallbackAttempt> attempts() {
    std::vector<core::CallbackAttempt> all;
    EXPECT_TRUE(world.store->read([&](const ports::View& v) { all = v.attempts(event().id); }));
    return all;
  }
  PaymentWorld world;
  payment::Accepted made;
};

TEST(Delivery, OkIsDeliveredAtOnceWithTheHeadersOfTheContract) {
  Paid t;
  EXPECT_EQ(t.world.deliver_due(), 1);
  EXPECT_EQ(t.event().state, CallbackState::delivered);
  ASSERT_EQ(t.world.merchant.requests.size(), 1u);
  std::map<std::string, std::string> headers;
  for (const auto& [name, value] : t.world.merchant.requests[0].headers) headers[name] = value;
  EXPECT_EQ(headers["Content-Type"], "application/json");
  EXPECT_EQ(headers["X-Bepusdt-Event"], t.event().id.value());
  EXPECT_EQ(headers["X-Bepusdt-Attempt"], "1");
  EXPECT_TRUE(headers["X-Bepusdt-Signature"].starts_with("t="));
  EXPECT_TRUE(t.world.merchant.requests[0].guard_address);
  EXPECT_NE(t.world.merchant.requests[0].body.find("\"status\":2"), std::string::npos);
  EXPECT_NE(t.world.merchant.requests[0].body.find("\"actual_amount\":\"1.35\""), std::string::npos);
  EXPECT_EQ(t.world.deliver_due(), 0);
}

TEST(Delivery, TwoHundredFailIsRetriedAndASubstringDoesNotCount) {
  for (const char* body : {"fail", "not ok", "okay", "<html>ok</html>", "{\"status\":\"fail\"}", ""}) {
    Paid t;
    t.world.merchant.answer = [&](const auto&) { return answer_of(200, body); };
    t.world.deliver_due();
    EXPECT_EQ(t.event().state, CallbackState::pending) << body;
    EXPECT_EQ(t.event().attempts, 1) << body;
  }
}

TEST(Delivery, AnyTwoHundredCountsForAMerchantWhoseProfileSaysSo) {
  Paid t;
  t.world.directory.now.merchants[0].profile.ack = core::MerchantProfile::Ack::any_200;
  t.world.merchant.answer = [](const auto&) { return answer_of(200, "fail"); };
  t.world.deliver_due();
  EXPECT_EQ(t.event().state, CallbackState::delivered);
}

TEST(Delivery, ARedirectIsAFailureThatNamesTheNewLocation) {
  Paid t;
  t.world.merchant.answer = [](const auto&) {
    auto answer = answer_of(301, "");
    answer.headers = {{"location", "https://www.shop.example.com/n"}};
    return answer;
  };
  t.world.deliver_due();
  EXPECT_EQ(t.event().state, CallbackState::pending);
  EXPECT_NE(t.attempts().at(0).reason.find("https://www.shop.example.com/n"), std::string::npos);
}

TEST(Delivery, RetriesCountFromTheLastAttemptTwoFourEightMinutesTenTimesThenDead) {
  Paid t;
  t.world.merchant.answer = [](const auto&) { return answer_of(500, "oops"); };
  Time last{};
  int attempts = 0;
  for (int i = 0; i < 40 && t.event().state == CallbackState::pending; ++i) {
    if (t.world.clock.now() < t.event().due_at) {
      t.world.clock.set(t.event().due_at - Millis(1));
      EXPECT_EQ(t.world.deliver_due(), 0);
    }
    t.world.clock.set(std::max(t.world.clock.now(), t.event().due_at));
    if (attempts > 0) {
      EXPECT_EQ(t.event().due_at - last, minutes(1LL << attempts));
    }
    EXPECT_EQ(t.world.deliver_due(), 1);
    last = t.world.clock.now();
    ++attempts;
    // Down for a while after the third: the next counts from then, nothing is caught up in a burst.
    if (attempts == 3) t.world.clock.advance(minutes(45));
  }
  EXPECT_EQ(attempts, 11);
  EXPECT_EQ(t.event().state, CallbackState::dead);
  EXPECT_EQ(t.attempts().size(), 11u);
  EXPECT_EQ(t.attempts().at(0).answer, "oops");
}

TEST(Delivery, ADeadEventIsSentAgainByHand) {
  Paid t;
  t.world.merchant.answer = [](const auto&) { return answer_of(500, ""); };
  while (t.event().state == CallbackState::pending) {
    t.world.clock.set(t.event().due_at);
    t.world.deliver_due();
  }
  t.world.merchant.answer = [](const auto&) { return answer_of(200, "success"); };
  EXPECT_EQ(t.world.deliver_due(), 0);
  ASSERT_TRUE(payment::resend_callback(*t.world.store, t.event().id, t.world.clock.now()));
  EXPECT_EQ(t.world.deliver_due(), 1);
  EXPECT_EQ(t.event().state, CallbackState::delivered);
  EXPECT_EQ(t.attempts().size(), 12u);
}

TEST(Delivery, AnEventInFlightIsNotSentASecondTimeUntilItsLeaseEnds) {
  Paid t;
  const auto claimed = t.world.deliver->claim();
  ASSERT_EQ(claimed.size(), 1u);
  EXPECT_TRUE(t.world.deliver->claim().empty());
  // Killed in flight: the next process may send after the lease, or at once when it knows that nobody else sends.
  t.world.restart();
  EXPECT_TRUE(t.world.deliver->claim().empty());
  t.world.deliver->forget_leases();
  EXPECT_EQ(t.world.deliver_due(), 1);
  EXPECT_EQ(t.event().state, CallbackState::delivered);
}

TEST(Delivery, FourAHostAndThirtyTwoInAllAreInFlight) {
  PaymentWorld world;
  std::vector<payment::Accepted> made;
  for (int i = 0; i < 60; ++i) {
    auto request = world.request("H" + std::to_string(i), std::to_string(10 + i));
    request.notify_url = i < 20 ? "https://one.example.com/n" : "https://h" + std::to_string(i) + ".example.com/n";
    made.push_back(*world.create(request));
  }
  world.settle();
  std::vector<core::Transfer> payments;
  for (const auto& m : made) payments.push_back(world.pay(m.quote, "0x" + m.order.order_id.value()));
  world.chain.mine(payments);
  world.chain.mine_empty(4);
  world.settle();
  const auto first = world.deliver->claim();
  EXPECT_EQ(first.size(), 32u);
  EXPECT_LE(std::ranges::count(first, "one.example.com:443", &core::CallbackEvent::host), 4);
  EXPECT_TRUE(world.deliver->claim().empty());
  for (const auto& event : first) world.deliver->record(event, world.deliver->send(event));
  EXPECT_EQ(world.deliver->in_flight(), 0);
  int total = 32;
  for (int round = 0; round < 20; ++round) total += world.deliver_due();
  EXPECT_EQ(total, 60);
}

TEST(Delivery, WaitingAndExpiredEventsAreOptInAndSentOnce) {
  PaymentWorld world;
  world.directory.now.merchants[0].profile.send_waiting = true;
  world.directory.now.merchants[0].profile.send_expired = true;
  const auto made = *world.create("O1", "10");
  world.merchant.answer = [](const auto&) { return answer_of(500, ""); };
  EXPECT_EQ(world.deliver_due(), 1);
  EXPECT_EQ(world.deliver_due(), 0);
  world.clock.advance(seconds(60));
  EXPECT_EQ(world.deliver_due(), 1);
  world.clock.set(made.order.deadline);
  world.settle();
  int sent = world.deliver_due();
  sent += world.deliver_due();
  EXPECT_EQ(sent, 1);  // the expired event; the waiting one that was due is dropped
  int pending = 0;
  for (const auto& event : world.callbacks_of(made.order.trade_id)) pending += event.state == CallbackState::pending ? 1 : 0;
  EXPECT_EQ(pending, 0);
}

TEST(Delivery, NoWaitingEventIsSentAfterThePaidOne) {
  PaymentWorld world;
  world.directory.now.merchants[0].profile.send_waiting = true;
  const auto made = *world.create("O1", "10");
  world.deliver_due();
  world.settle();
  world.chain.mine({world.pay(made.quote, "0x01")});
  world.chain.mine_empty(4);
  world.settle();
  world.clock.advance(minutes(5));
  for (int i = 0; i < 5; ++i) world.deliver_due();
  ASSERT_EQ(world.merchant.requests.size(), 2u);
  EXPECT_NE(world.merchant.requests[1].body.find("\"status\":2"), std::string::npos);
}

TEST(Delivery, ThePaidEventIsCommittedTogetherWithThePaidState) {
  Paid t;
  t.world.restart();
  EXPECT_EQ(t.world.order(t.made.order.trade_id).state, core::OrderState::paid);
  EXPECT_EQ(t.world.deliver_due(), 1);
}

}  // namespace
}  // namespace bepusdt::test
