// Our clock is far ahead of the chain's: what is paid meanwhile is too old for the orders of that time, and yet it is read and
// kept for the operator; no block is passed over because a wrong clock says that it is too old.
#include <gtest/gtest.h>

#include "support/payment/payment_world.hpp"

namespace bepusdt::test {
namespace {

using core::TransferStatus;

std::vector<ports::Gap> gaps_of(PaymentWorld& world) {
  std::vector<ports::Gap> gaps;
  EXPECT_TRUE(world.store->read([&](const ports::View& v) { gaps = v.gaps(core::ChainName("ethereum"), 10); }));
  return gaps;
}

TEST(ClockAhead, APaymentInAnOrdersFirstMinuteIsReadAndKeptThoughItSeemsAnHourTooOld) {
  PaymentWorld world;
  world.clock.advance(std::chrono::hours(1));
  world.settle();
  const auto placed = *world.create("O1", "10");
  ASSERT_EQ(world.scan->run().outcome, payment::ScanOutcome::advanced);  // the first look at the chain
  world.chain.mine({world.pay(placed.quote, "0x01")});
  world.chain.mine_empty(4);
  world.settle();
  EXPECT_EQ(world.transfer("0x01").status, TransferStatus::unmatched);
  EXPECT_TRUE(gaps_of(world).empty());
}

TEST(ClockAhead, ANodeThatIsFarBehindIsReadFromTheCursorOnAndSkippedOnlyWhenItHasCaughtUp) {
  PaymentWorld world;
  const auto first = *world.create("O1", "10");
  world.settle();
  world.mine_until(first.quote.held_until + std::chrono::seconds(120));
  world.settle();  // it sleeps
  world.mine_until(first.quote.held_until + std::chrono::hours(10));
  world.clock.set(std::max<Time>(world.clock.now(), world.chain.tip().time) + std::chrono::hours(1));
  world.settle();
  const auto second = *world.create("O2", "10");
  ASSERT_EQ(world.scan->run().outcome, payment::ScanOutcome::advanced);
  EXPECT_TRUE(gaps_of(world).empty()) << "the node's newest block is an hour old";
  world.mine_until(world.clock.now());
  world.chain.mine({world.pay(second.quote, "0x01")});
  world.chain.mine_empty(4);
  world.settle();
  EXPECT_EQ(world.order(second.order.trade_id).state, core::OrderState::paid);
  EXPECT_EQ(gaps_of(world).size(), 1U);
}

}  // namespace
}  // namespace bepusdt::test
