// Contract part 1 §3, "The same order_id again", "Reservations" and cancel: each sentence is a test.
#include <gtest/gtest.h>

#include <set>

#include "support/payment/payment_world.hpp"

namespace bepusdt::test {
namespace {

using core::OrderState;
using core::TransferStatus;
using std::chrono::seconds;

TEST(Repeats, AnIdenticalRepeatChangesNothingNotEvenTheDeadline) {
  PaymentWorld world;
  const auto first = *world.create("O1", "10");
  world.clock.advance(seconds(100));
  const auto again = *world.create("O1", "10");
  EXPECT_EQ(again.order.trade_id, first.order.trade_id);
  EXPECT_EQ(again.order.deadline, first.order.deadline);
  EXPECT_EQ(again.quote.units, first.quote.units);
  EXPECT_EQ(again.order.quote_count, 1);
}

TEST(Repeats, ARepeatWithOtherParametersRebuildsUnderTheSameTradeIdWithANewDeadline) {
  PaymentWorld world;
  const auto first = *world.create("O1", "10");
  world.clock.advance(seconds(100));
  const auto again = *world.create("O1", "20");
  EXPECT_EQ(again.order.trade_id, first.order.trade_id);
  EXPECT_EQ(again.order.deadline, first.order.deadline + seconds(100));
  EXPECT_EQ(again.quote.amount().to_string(), "2.7");
  EXPECT_EQ(again.order.fiat_amount, *core::Decimal::parse("20"));
}

TEST(Repeats, TheAmountOfASupersededQuoteStaysReserved) {
  PaymentWorld world;
  const auto first = *world.create("O1", "10");
  (void)*world.create("O1", "20");
  const auto other = *world.create("O2", "10");
  EXPECT_FALSE(same_offer(other.quote, first.quote));
}

TEST(Repeats, ChoosingAnEarlierPriceAgainReturnsItsAmount) {
  PaymentWorld world;
  const auto first = *world.create("O1", "10");
  (void)*world.create("O1", "20");
  const auto third = *world.create("O1", "10");
  EXPECT_EQ(third.quote.units, first.quote.units);
  EXPECT_EQ(third.order.quote_count, 2);
}

TEST(Repeats, AnOrderHoldsAtMostEightQuotes) {
  PaymentWorld world;
  const auto first = *world.create("O1", "10");
  for (int i = 1; i < 8; ++i) ASSERT_TRUE(world.create("O1", std::to_string(10 + i)));
  const auto ninth = world.create("O1", "99");
  ASSERT_FALSE(ninth);
  EXPECT_EQ(ninth.error().code, wire::ErrorCode::no_free_amount);
  EXPECT_TRUE(world.create("O1", "10"));  // one of the eight
  EXPECT_EQ(world.order(first.order.trade_id).quote_count, 8);
}

TEST(Repeats, AConfirmingOrPaidOrderIsReturnedAsItIs) {
  PaymentWorld world;
  const auto first = *world.create("O1", "10");
  world.settle();
  world.chain.mine({world.pay(first.quote, "0x01")});
  world.settle();
  ASSERT_EQ(world.order(first.order.trade_id).state, OrderState::confirming);
  const auto during = *world.create("O1", "77");
  EXPECT_EQ(during.order.trade_id, first.order.trade_id);
  EXPECT_EQ(during.order.state, OrderState::confirming);
  EXPECT_EQ(during.order.fiat_amount, *core::Decimal::parse("10"));
  world.chain.mine_empty(4);
  world.settle();
  const auto after = *world.create("O1", "77");
  EXPECT_EQ(after.order.trade_id, first.order.trade_id);
  EXPECT_EQ(after.order.state, OrderState::paid);
}

TEST(Repeats, AfterExpiryOrCancelANewTransactionWithANewTradeIdIsMade) {
  PaymentWorld world;
  const auto first = *world.create("O1", "10");
  ASSERT_TRUE(world.cancel(first.order.trade_id));
  const auto second = *world.create("O1", "10");
  EXPECT_NE(second.order.trade_id, first.order.trade_id);
  EXPECT_FALSE(same_offer(second.quote, first.quote));
  world.clock.set(second.order.deadline);
  world.settle();
  ASSERT_EQ(world.order(second.order.trade_id).state, OrderState::expired);
  const auto third = *world.create("O1", "10");
  EXPECT_NE(third.order.trade_id, second.order.trade_id);
}

TEST(Repeats, WhenTheOldTransactionIsPaidLateAWaitingNewOneIsCancelled) {
  PaymentWorld world;
  const auto old = *world.create("O1", "10");
  world.mine_until(old.order.deadline + seconds(12));
  world.settle();
  const auto fresh = *world.create("O1", "10");
  world.chain.mine({world.pay(old.quote, "0x01")});
  world.chain.mine_empty(4);
  world.settle();
  EXPECT_EQ(world.order(old.order.trade_id).state, OrderState::paid);
  EXPECT_EQ(world.order(fresh.order.trade_id).state, OrderState::cancelled);
}

TEST(Repeats, WhenBothTransactionsArePaidBothEventsGoOutAndTheDoublePaymentIsNamed) {
  PaymentWorld world;
  const auto old = *world.create("O1", "10");
  world.mine_until(old.order.deadline + seconds(12));
  world.settle();
  const auto fresh = *world.create("O1", "10");
  world.chain.mine({world.pay(fresh.quote, "0x02"), world.pay(old.quote, "0x01")});
  world.chain.mine_empty(4);
  world.settle();
  EXPECT_EQ(world.order(old.order.trade_id).state, OrderState::paid);
  EXPECT_EQ(world.order(fresh.order.trade_id).state, OrderState::paid);
  EXPECT_EQ(world.log.count("order.paid_twice"), 1);
  EXPECT_EQ(world.deliver_due(), 2);
}

TEST(Repeats, CancelIsIdempotentAndKeepsTheAmountReserved) {
  PaymentWorld world;
  const auto made = *world.create("O1", "10");
  ASSERT_TRUE(world.cancel(made.order.trade_id));
  ASSERT_TRUE(world.cancel(made.order.trade_id));
  EXPECT_FALSE(same_offer((*world.create("O2", "10")).quote, made.quote));
}

TEST(Repeats, CancelOfAConfirmingOrPaidOrderIsRefusedAndChangesNothing) {
  PaymentWorld world;
  const auto made = *world.create("O1", "10");
  world.settle();
  world.chain.mine({world.pay(made.quote, "0x01")});
  world.settle();
  EXPECT_EQ(world.cancel(made.order.trade_id).error().code, wire::ErrorCode::order_not_cancellable);
  world.chain.mine_empty(4);
  world.settle();
  EXPECT_EQ(world.cancel(made.order.trade_id).error().code, wire::ErrorCode::order_not_cancellable);
  EXPECT_EQ(world.order(made.order.trade_id).state, OrderState::paid);
}

TEST(Repeats, MerchantsNeverSeeEachOther) {
  PaymentWorld world;
  const auto made = *world.create("O1", "10");
  const auto foreign = world.accept->run(
      std::vector<payment::Command>{payment::CancelOrder{core::MerchantId("shop-2"), made.order.trade_id}});
  EXPECT_EQ(foreign.front().error().code, wire::ErrorCode::order_not_found);
  auto same_number = world.request("O1", "10");
  same_number.merchant_id = core::MerchantId("shop-2");
  const auto other = *world.create(same_number);
  EXPECT_NE(other.order.trade_id, made.order.trade_id);
}

TEST(Repeats, AnAmountIsFreeAgainOnlyAfterDeadlineAndGrace) {
  PaymentWorld world;
  const auto made = *world.create("O1", "10");
  world.settle();
  world.mine_until(made.quote.held_until - seconds(12));
  world.settle();
  EXPECT_FALSE(same_offer((*world.create("O2", "10")).quote, made.quote));
  world.mine_until(made.quote.held_until + seconds(84));
  world.settle();
  EXPECT_EQ((*world.create("O3", "10")).quote.units, made.quote.units);
}

TEST(Repeats, AnAmountStaysReservedWhileItsChainCannotBeRead) {
  PaymentWorld world;
  const auto made = *world.create("O1", "10");
  world.settle();
  world.chain.unreachable = true;
  world.clock.set(made.quote.held_until + std::chrono::hours(48));
  world.settle();
  EXPECT_FALSE(same_offer((*world.create("O2", "10")).quote, made.quote));
}

TEST(Repeats, ManyOrdersOfOnePriceGetDifferentAmountsCloseToThePrice) {
  PaymentWorld world;
  std::set<std::string> seen;
  std::vector<payment::Command> commands;
  for (int i = 0; i < 900; ++i) commands.push_back(world.request("M" + std::to_string(i), "10"));
  for (const auto& answer : world.accept->run(commands)) {
    ASSERT_TRUE(answer);
    EXPECT_TRUE(seen.insert(answer->quote.address.value() + answer->quote.units.str()).second);
    EXPECT_LE(*answer->quote.amount().to_decimal(), *core::Decimal::parse("1.55"));
    EXPECT_GE(*answer->quote.amount().to_decimal(), *core::Decimal::parse("1.35"));
  }
}

TEST(Repeats, WhenNothingIsFreeWithinTheTriesTheAnswerIsNoFreeAmount) {
  PaymentWorld world;
  world.directory.now.policy.max_steps = 25;
  int accepted = 0;
  int refused = 0;
  for (int i = 0; i < 60; ++i) {
    const auto answer = world.create("M" + std::to_string(i), "10");
    answer ? ++accepted : ++refused;
    if (!answer) {
      EXPECT_EQ(answer.error().code, wire::ErrorCode::no_free_amount);
    }
  }
  EXPECT_EQ(accepted, 2 * 25);  // at each of two wallets
  EXPECT_EQ(refused, 10);
}

}  // namespace
}  // namespace bepusdt::test
