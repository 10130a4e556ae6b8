// Contract part 1 §3, "When a payment is on time": each sentence is a test.
#include <gtest/gtest.h>

#include "core/match.hpp"
#include "support/payment/payment_world.hpp"

namespace bepusdt::test {
namespace {

using core::OrderState;
using core::TransferStatus;
using std::chrono::seconds;

// One order of 10 CNY at 7.4, then a payment whose block has the given stamp.
struct OnePayment {
  explicit OnePayment(core::AcceptLate policy = core::AcceptLate::stablecoins, const char* type = "usdt.erc20") {
    world.directory.now.policy.accept_late = policy;
    accepted = *world.create("O1", "10", type);
    world.settle();
  }
  void pay_at(Time stamp) {
    const auto floor = std::chrono::floor<Seconds>(stamp);
    if (floor > world.chain.tip().time) world.mine_until(floor - seconds(12));
    world.chain.mine({world.pay(accepted.quote, "0x01")}, floor);
    world.chain.mine_empty(5);
    world.settle();
  }
  OrderState state() { return world.order(accepted.order.trade_id).state; }
  core::Transfer payment() { return world.transfer("0x01"); }

  PaymentWorld world;
  payment::Accepted accepted;
};

TEST(Windows, APaymentStampedWithinAMinuteBeforeTheCreationCounts) {
  OnePayment t;
  t.pay_at(t.accepted.order.created_at - seconds(60) + Millis(999));
  EXPECT_EQ(t.state(), OrderState::paid);
}

TEST(Windows, APaymentStampedMoreThanAMinuteBeforeTheCreationDoesNot) {
  OnePayment t;
  t.pay_at(t.accepted.order.created_at - seconds(61));
  EXPECT_EQ(t.state(), OrderState::waiting);
  // The order's chain is read from a minute before its creation on, so that block was not even looked at.
  bool known = false;
  ASSERT_TRUE(t.world.store->read([&](const ports::View& v) {
    known = v.transfer({core::ChainName("ethereum"), core::TxHash("0x01"), core::Position("0")}).has_value();
  }));
  if (known) {
    EXPECT_EQ(t.payment().status, TransferStatus::unmatched);
  }
}

TEST(Windows, APaymentAtTheDeadlineIsOnTimeWheneverItIsRead) {
  OnePayment t(core::AcceptLate::never);
  t.world.chain.unreachable = true;
  t.world.clock.set(t.accepted.order.deadline + std::chrono::hours(30));
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::expired);
  t.world.chain.unreachable = false;
  t.pay_at(t.accepted.order.deadline);
  EXPECT_EQ(t.state(), OrderState::paid);
}

TEST(Windows, ALatePaymentInAStablecoinPaysByDefault) {
  OnePayment t;
  t.pay_at(t.accepted.order.deadline + seconds(1));
  EXPECT_EQ(t.state(), OrderState::paid);
}

TEST(Windows, ALatePaymentIsKeptOnItsOrderWhenPolicySaysNever) {
  OnePayment t(core::AcceptLate::never);
  t.pay_at(t.accepted.order.deadline + seconds(1));
  EXPECT_EQ(t.state(), OrderState::expired);
  EXPECT_EQ(t.payment().status, TransferStatus::late);
  EXPECT_EQ(t.payment().trade_id, t.accepted.order.trade_id);
}

TEST(Windows, ALatePaymentInANativeCoinIsKeptOnItsOrderByDefault) {
  OnePayment t(core::AcceptLate::stablecoins, "ethereum.eth");
  t.pay_at(t.accepted.order.deadline + seconds(1));
  EXPECT_EQ(t.state(), OrderState::expired);
  EXPECT_EQ(t.payment().status, TransferStatus::late);
}

TEST(Windows, ALatePaymentInANativeCoinPaysWhenPolicySaysAlways) {
  OnePayment t(core::AcceptLate::always, "ethereum.eth");
  t.pay_at(t.accepted.order.deadline + seconds(1));
  EXPECT_EQ(t.state(), OrderState::paid);
}

TEST(Windows, ALatePaymentCanBeAcceptedByHand) {
  OnePayment t(core::AcceptLate::never);
  t.pay_at(t.accepted.order.deadline + seconds(1));
  const auto accepted = payment::accept_late(*t.world.store, t.accepted.order.trade_id);
  ASSERT_TRUE(accepted);
  EXPECT_EQ(accepted->state, OrderState::confirming);
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::paid);
  EXPECT_EQ(t.world.callbacks_of(t.accepted.order.trade_id).size(), 1u);
}

TEST(Windows, APaymentAtTheEndOfGraceIsLateAndOneAfterIsUnmatched) {
  {
    OnePayment t(core::AcceptLate::never);
    t.pay_at(t.accepted.quote.late_until);
    EXPECT_EQ(t.payment().status, TransferStatus::late);
  }
  OnePayment t(core::AcceptLate::always);
  t.pay_at(t.accepted.quote.late_until + seconds(1));
  EXPECT_EQ(t.state(), OrderState::expired);
  EXPECT_EQ(t.payment().status, TransferStatus::unmatched);
  EXPECT_TRUE(t.payment().trade_id.empty());
}

TEST(Windows, TheEarliestBlockTimeCountsWhenTheTransactionIsMinedAgainLate) {
  OnePayment t(core::AcceptLate::never);
  t.world.mine_until(t.accepted.order.deadline - seconds(24));
  t.world.chain.mine({t.world.pay(t.accepted.quote, "0x01")});
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::confirming);
  t.world.chain.fork(1);
  t.world.chain.mine({}, t.world.chain.tip().time + seconds(400));
  t.world.settle();
  EXPECT_NE(t.state(), OrderState::confirming);
  t.world.chain.mine({t.world.pay(t.accepted.quote, "0x01", "0")});
  t.world.chain.mine_empty(4);
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::paid);
}

TEST(Windows, APaymentToASupersededQuotePaysIfFiatAndFiatAmountAreUnchanged) {
  PaymentWorld world;
  const auto first = *world.create("O1", "10");
  auto again = world.request("O1", "10");
  again.rate = *core::RateRule::parse("5");
  again.parameters = "other";
  const auto second = *world.create(again);
  ASSERT_EQ(second.order.trade_id, first.order.trade_id);
  ASSERT_NE(second.quote.units, first.quote.units);
  world.settle();
  world.chain.mine({world.pay(first.quote, "0x01")});
  world.chain.mine_empty(4);
  world.settle();
  EXPECT_EQ(world.order(first.order.trade_id).state, OrderState::paid);
}

TEST(Windows, APaymentToASupersededQuoteOfAnotherFiatAmountStaysOnThatOrderUnmatched) {
  PaymentWorld world;
  const auto first = *world.create("O1", "10");
  auto again = world.request("O1", "20");
  const auto second = *world.create(again);
  ASSERT_EQ(second.order.trade_id, first.order.trade_id);
  world.settle();
  world.chain.mine({world.pay(first.quote, "0x01")});
  world.chain.mine_empty(4);
  world.settle();
  EXPECT_EQ(world.order(first.order.trade_id).state, OrderState::waiting);
  EXPECT_EQ(world.transfer("0x01").status, TransferStatus::unmatched);
  EXPECT_EQ(world.transfer("0x01").trade_id, first.order.trade_id);
  EXPECT_EQ(world.transfer("0x01").reason, core::reason::kSuperseded);
}

TEST(Windows, APaymentMinedBeforeTheCancelWasReadMakesACancelledOrderConfirming) {
  PaymentWorld world;
  const auto made = *world.create("O1", "10");
  world.settle();
  world.chain.mine({world.pay(made.quote, "0x01")});
  world.clock.set(world.chain.tip().time + seconds(5));
  ASSERT_TRUE(world.cancel(made.order.trade_id));
  EXPECT_EQ(world.order(made.order.trade_id).state, OrderState::cancelled);
  world.settle();
  EXPECT_EQ(world.order(made.order.trade_id).state, OrderState::confirming);
  world.chain.mine_empty(4);
  world.settle();
  EXPECT_EQ(world.order(made.order.trade_id).state, OrderState::paid);
}

TEST(Windows, APaymentMinedAfterTheCancelIsUnmatched) {
  PaymentWorld world;
  const auto made = *world.create("O1", "10");
  world.settle();
  world.clock.set(world.chain.tip().time + seconds(1));
  ASSERT_TRUE(world.cancel(made.order.trade_id));
  world.chain.mine({world.pay(made.quote, "0x01")});
  world.chain.mine_empty(4);
  world.settle();
  EXPECT_EQ(world.order(made.order.trade_id).state, OrderState::cancelled);
  EXPECT_EQ(world.transfer("0x01").status, TransferStatus::unmatched);
  EXPECT_EQ(world.transfer("0x01").reason, core::reason::kAfterCancel);
}

TEST(Windows, TheMinuteBeforeCreationNeverReachesIntoAnotherOrdersReservation) {
  PaymentWorld world;
  const auto first = *world.create("O1", "10");
  world.settle();
  world.chain.mine({world.pay(first.quote, "0x01")});
  world.chain.mine_empty(4);
  world.settle();
  ASSERT_EQ(world.order(first.order.trade_id).state, OrderState::paid);
  // Paid: the amount is held until the order's own deadline, and a minute longer.
  world.mine_until(first.order.deadline + seconds(59));
  world.clock.set(first.order.deadline + seconds(59));
  world.settle();
  const auto early = *world.create("O2", "10");
  EXPECT_FALSE(same_offer(early.quote, first.quote));
  world.mine_until(first.order.deadline + seconds(72));
  world.settle();
  const auto second = *world.create("O3", "10");
  EXPECT_EQ(second.quote.units, first.quote.units);
  EXPECT_GE(second.quote.created_at - core::kClockTolerance, first.order.deadline);
}

}  // namespace
}  // namespace bepusdt::test
