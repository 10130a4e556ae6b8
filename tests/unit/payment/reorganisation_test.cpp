// Contract part 1 §6 and part 4 §2: what a fork does to transfers and orders, before finality and after it.
#include <gtest/gtest.h>

#include "core/match.hpp"
#include "support/payment/payment_world.hpp"

namespace bepusdt::test {
namespace {

using core::OrderState;
using core::TransferStatus;
using std::chrono::seconds;

struct Seen {
  explicit Seen(std::uint64_t finality = 6) : world(finality), made(*world.create("O1", "10")) {
    world.settle();
    world.chain.mine({world.pay(made.quote, "0x01")});
    world.settle();
  }
  OrderState state() { return world.order(made.order.trade_id).state; }
  PaymentWorld world;
  payment::Accepted made;
};

TEST(Reorganisation, ASeenPaymentConfirmsAndIsPaidOnlyAtFinality) {
  Seen t;
  EXPECT_EQ(t.state(), OrderState::confirming);
  t.world.chain.mine_empty(5);
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::confirming);
  EXPECT_TRUE(t.world.callbacks_of(t.made.order.trade_id).empty());
  t.world.chain.mine_empty(1);
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::paid);
  ASSERT_EQ(t.world.callbacks_of(t.made.order.trade_id).size(), 1u);
}

TEST(Reorganisation, APaymentRemovedBeforeFinalityMakesTheOrderWaitAgain) {
  Seen t;
  t.world.chain.fork(1);
  t.world.chain.mine_empty(3);
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::waiting);
  EXPECT_TRUE(t.world.transfer("0x01").gone);
  EXPECT_TRUE(t.world.order(t.made.order.trade_id).payment_hash.empty());
  // And it is payable again, by another transaction.
  t.world.chain.mine({t.world.pay(t.made.quote, "0x02")});
  t.world.chain.mine_empty(7);
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::paid);
  EXPECT_EQ(t.world.order(t.made.order.trade_id).payment_hash.value(), "0x02");
}

TEST(Reorganisation, ThePaymentThatComesBackInAnotherBlockPaysOnce) {
  Seen t;
  t.world.chain.fork(1);
  t.world.chain.mine_empty(2);
  t.world.settle();
  t.world.chain.mine({t.world.pay(t.made.quote, "0x01")});
  t.world.chain.mine_empty(7);
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::paid);
  EXPECT_FALSE(t.world.transfer("0x01").gone);
  EXPECT_EQ(t.world.callbacks_of(t.made.order.trade_id).size(), 1u);
}

// As a swap that pays out another amount, since its pool has changed.
TEST(Reorganisation, ATransactionThatMovesAnotherAmountOnAnotherBranchPaysWhatItMovesThere) {
  Seen t;
  const payment::Accepted other = *t.world.create("O2", "20");
  ASSERT_NE(other.quote.units, t.made.quote.units);
  t.world.chain.fork(1);
  core::Transfer changed = t.world.pay(other.quote, "0x01");
  changed.from = core::Address(kWalletB);
  t.world.chain.mine({changed});
  t.world.chain.mine_empty(1);
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::waiting);
  EXPECT_EQ(t.world.order(other.order.trade_id).state, OrderState::confirming);
  EXPECT_EQ(t.world.transfer("0x01").from, changed.from);
  t.world.chain.mine_empty(6);
  t.world.settle();
  EXPECT_EQ(t.world.order(other.order.trade_id).state, OrderState::paid);
  EXPECT_EQ(t.world.order(other.order.trade_id).received, other.quote.units);
}

TEST(Reorganisation, AForkThatKeepsThePaymentInTheSamePlaceReleasesAndMatchesItAgain) {
  Seen t;
  t.world.chain.fork(1);
  t.world.chain.mine({t.world.pay(t.made.quote, "0x01")});
  t.world.chain.mine_empty(7);
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::paid);
}

TEST(Reorganisation, AnExpiredOrderGoesBackToExpired) {
  PaymentWorld world(6);
  const auto made = *world.create("O1", "10");
  world.mine_until(made.order.deadline + seconds(24));
  world.settle();
  ASSERT_EQ(world.order(made.order.trade_id).state, OrderState::expired);
  world.chain.mine({world.pay(made.quote, "0x01")});
  world.settle();
  ASSERT_EQ(world.order(made.order.trade_id).state, OrderState::confirming);
  world.chain.fork(1);
  world.chain.mine_empty(2);
  world.settle();
  EXPECT_EQ(world.order(made.order.trade_id).state, OrderState::expired);
}

TEST(Reorganisation, APaidOrderWhoseTransferVanishesStaysPaidAndIsFlagged) {
  Seen t(2);
  t.world.chain.mine_empty(3);
  t.world.settle();
  ASSERT_EQ(t.state(), OrderState::paid);
  t.world.chain.fork(4);
  t.world.chain.mine_empty(6);
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::paid);
  EXPECT_TRUE(t.world.order(t.made.order.trade_id).reversed);
  EXPECT_EQ(t.world.transfer("0x01").status, TransferStatus::matched);
  EXPECT_EQ(t.world.log.count("order.reversed"), 1);
  // The transfer stays consumed: when it comes back it pays nobody a second time.
  const auto other = *t.world.create("O2", "10");
  t.world.chain.mine({t.world.pay(t.made.quote, "0x01")});
  t.world.chain.mine_empty(6);
  t.world.settle();
  EXPECT_EQ(t.world.order(other.order.trade_id).state, OrderState::waiting);
  EXPECT_EQ(t.world.callbacks_of(t.made.order.trade_id).size(), 1u);
}

TEST(Reorganisation, ANodeThatIsBehindDoesNotTakeFinalBlocksAway) {
  Seen t(2);
  t.world.chain.mine_empty(4);
  t.world.settle();
  ASSERT_EQ(t.state(), OrderState::paid);
  const auto final_block = t.world.chain.tip().height - 2;
  t.world.chain.fork(1);
  t.world.chain.mine_empty(2);
  t.world.chain.knows_up_to = final_block - 1;  // below it every block stands
  t.world.settle();
  EXPECT_EQ(t.world.log.count("chain.reorganised"), 0);
  EXPECT_GT(t.world.log.count("chain.read_failed"), 0);
  EXPECT_FALSE(t.world.order(t.made.order.trade_id).reversed);
  // One that lacks only what was not final is believed.
  t.world.chain.knows_up_to = final_block;
  t.world.settle();
  EXPECT_EQ(t.world.log.count("chain.reorganised"), 1);
  EXPECT_EQ(t.world.log.count("chain.reorganised_below_finality"), 0);
}

TEST(Reorganisation, ForksOfEveryDepthUpToTwentyAreUnwoundToTheCommonAncestor) {
  for (std::uint64_t depth = 1; depth <= 20; ++depth) {
    PaymentWorld world(30);
    const auto made = *world.create("O1", "10");
    world.settle();
    world.chain.mine({world.pay(made.quote, "0x01")});
    world.chain.mine_empty(static_cast<int>(depth) - 1);
    world.settle();
    ASSERT_EQ(world.order(made.order.trade_id).state, OrderState::confirming) << depth;
    world.chain.fork(depth);
    world.chain.mine_empty(static_cast<int>(depth) + 2);
    world.settle();
    EXPECT_EQ(world.order(made.order.trade_id).state, OrderState::waiting) << depth;
    std::optional<ports::Cursor> cursor;
    ASSERT_TRUE(world.store->read([&](const ports::View& v) { cursor = v.cursor(core::ChainName("ethereum")); }));
    EXPECT_EQ(cursor->block, world.chain.tip()) << depth;
  }
}

TEST(Reorganisation, TheSameForkAcrossARestartHasTheSameOutcome) {
  Seen t;
  t.world.restart();
  t.world.chain.fork(1);
  t.world.restart();
  t.world.chain.mine({t.world.pay(t.made.quote, "0x01")});
  t.world.settle();
  t.world.restart();
  t.world.chain.mine_empty(7);
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::paid);
  EXPECT_EQ(t.world.callbacks_of(t.made.order.trade_id).size(), 1u);
}

TEST(Reorganisation, ANodeThatDeniesTheTransferAtFinalityDoesNotPayAndIsReportedOnce) {
  Seen t;
  t.world.chain.mine_empty(8);
  t.world.chain.check_says_absent = true;
  t.world.settle();
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::confirming);
  EXPECT_EQ(t.world.log.count("payment.disputed"), 1);
  t.world.chain.check_says_absent = false;
  t.world.clock.advance(seconds(31));
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::paid);
}

TEST(Reorganisation, WhatCannotBeToldOfOnePaymentHoldsNoOtherUp) {
  Seen t;
  const auto other = *t.world.create("O2", "10");
  t.world.chain.mine({t.world.pay(other.quote, "0x02")});
  t.world.chain.mine_empty(8);
  t.world.chain.checks_lack = {"0x01"};
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::confirming);
  EXPECT_EQ(t.world.order(other.order.trade_id).state, OrderState::paid);
  t.world.chain.checks_lack = {};
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::paid);
}

TEST(Reorganisation, ASecondEqualTransferToAConfirmingOrderIsKeptAsUnmatchedNotSwallowed) {
  Seen t;
  t.world.chain.mine({t.world.pay(t.made.quote, "0x02")});
  t.world.chain.mine_empty(8);
  t.world.settle();
  EXPECT_EQ(t.state(), OrderState::paid);
  EXPECT_EQ(t.world.transfer("0x02").status, TransferStatus::unmatched);
  EXPECT_EQ(t.world.transfer("0x02").trade_id, t.made.order.trade_id);
  EXPECT_EQ(t.world.transfer("0x02").reason, core::reason::kAlreadyPaid);
}

TEST(Scanning, APaymentOneStepOffStaysUnmatchedAndVisible) {
  PaymentWorld world;
  const auto made = *world.create("O1", "10");
  world.settle();
  auto off = world.pay(made.quote, "0x01");
  off.units += 10'000;
  world.chain.mine({off});
  world.chain.mine_empty(4);
  world.settle();
  EXPECT_EQ(world.order(made.order.trade_id).state, OrderState::waiting);
  EXPECT_EQ(world.transfer("0x01").status, TransferStatus::unmatched);
}

TEST(Scanning, APaymentMinedInTheSecondsAfterAStartIsFound) {
  PaymentWorld world;
  const auto made = *world.create("O1", "10");
  world.chain.mine({world.pay(made.quote, "0x01")});  // before the chain was ever looked at
  world.chain.mine_empty(4);
  world.settle();
  EXPECT_EQ(world.order(made.order.trade_id).state, OrderState::paid);
}

TEST(Scanning, RestartResumesAtTheCursorNotAtTheHead) {
  PaymentWorld world;
  const auto made = *world.create("O1", "10");
  world.settle();
  world.chain.mine({world.pay(made.quote, "0x01")});
  world.chain.mine_empty(40);
  world.restart();
  world.settle();
  EXPECT_EQ(world.order(made.order.trade_id).state, OrderState::paid);
}

// Below finality, and below the last block whose hash is kept: what stands is told from what vanished by the transfers' blocks.
TEST(Reorganisation, AForkBelowTheKeptBlocksUndoesWhatVanishedAndNothingElse) {
  PaymentWorld world(3);
  payment::ScanChain::Options options;
  options.keep_blocks = 8;
  const payment::Ports ports{*world.store, world.directory, world.clock, world.random, world.log, world.metrics, world.feed};
  world.scan = std::make_unique<payment::ScanChain>(core::ChainName("ethereum"), ports, world.chain, options);
  const auto stands = *world.create("A", "10");
  const auto vanishes = *world.create("B", "20");
  world.settle();
  world.chain.mine({world.pay(stands.quote, "0xa")});
  world.chain.mine_empty(2);
  world.chain.mine({world.pay(vanishes.quote, "0xb")});
  world.chain.mine_empty(12);
  world.settle();
  ASSERT_EQ(world.order(stands.order.trade_id).state, OrderState::paid);
  ASSERT_EQ(world.order(vanishes.order.trade_id).state, OrderState::paid);

  world.chain.fork(14);
  world.chain.mine({world.chain.transfer(*stands.quote.trade_type, kWalletA, 77, "0xnew")});
  world.chain.mine_empty(14);
  world.settle();
  EXPECT_FALSE(world.transfer("0xa").gone);
  EXPECT_FALSE(world.order(stands.order.trade_id).reversed);
  EXPECT_TRUE(world.transfer("0xb").gone);
  EXPECT_TRUE(world.order(vanishes.order.trade_id).reversed);
  EXPECT_EQ(world.transfer("0xnew").status, TransferStatus::unmatched);
  EXPECT_EQ(world.log.count("chain.reorganised_below_finality"), 1);
}

// Nothing is final yet, and the fork begins below the first block that was ever read: there is nothing below it to be undone.
TEST(Reorganisation, AForkBelowTheFirstBlockReadGoesBackJustBelowIt) {
  PaymentWorld world(1'000);
  (void)world.create("A", "10");
  world.settle();
  const auto started = world.log.lines();
  const auto first = std::ranges::find(started, "chain.started", &KeptLog::Line::event);
  ASSERT_NE(first, started.end());
  world.chain.fork(20);
  world.chain.mine_empty(24);
  world.settle();
  const auto lines = world.log.lines();
  const auto undone = std::ranges::find(lines, "chain.reorganised", &KeptLog::Line::event);
  ASSERT_NE(undone, lines.end());
  EXPECT_EQ(std::stoull(undone->fields.at("to")) + 1, std::stoull(first->fields.at("height")));
  EXPECT_EQ(world.log.count("chain.reorganised_below_finality"), 0);
}

TEST(Scanning, SleepsWhileNobodyWaitsAndWakesAtTheOldestOrdersBlockRecordingTheGap) {
  PaymentWorld world;
  const auto first = *world.create("O1", "10");
  world.settle();
  world.mine_until(first.quote.held_until + seconds(120));
  world.settle();
  const int scans = world.chain.scans;
  world.mine_until(first.quote.held_until + std::chrono::hours(10));
  world.settle();
  EXPECT_EQ(world.chain.scans, scans);  // asleep
  const auto second = *world.create("O2", "10");
  world.chain.mine({world.pay(second.quote, "0x01")});
  world.chain.mine_empty(4);
  world.settle();
  EXPECT_EQ(world.order(second.order.trade_id).state, OrderState::paid);
  std::vector<ports::Gap> gaps;
  ASSERT_TRUE(world.store->read([&](const ports::View& v) { gaps = v.gaps(core::ChainName("ethereum"), 10); }));
  ASSERT_EQ(gaps.size(), 1u);
  EXPECT_GT(gaps[0].to, gaps[0].from);
}

TEST(Scanning, WhatAForkReplacedWhileTheChainSleptIsUndoneWhenItWakes) {
  PaymentWorld world;
  const auto first = *world.create("O1", "10");
  world.settle();
  world.mine_until(first.quote.held_until + seconds(120));
  const auto last = world.chain.mine({world.chain.transfer(*first.quote.trade_type, kWalletA, 77, "0xstray")});
  world.settle();
  ASSERT_EQ(world.transfer("0xstray").status, TransferStatus::unmatched);
  world.chain.fork(1);
  world.mine_until(first.quote.held_until + std::chrono::hours(10));
  world.settle();  // it sleeps
  (void)world.create("O2", "10");
  world.settle();
  EXPECT_TRUE(world.transfer("0xstray").gone);
  std::vector<ports::Gap> gaps;
  ASSERT_TRUE(world.store->read([&](const ports::View& v) { gaps = v.gaps(core::ChainName("ethereum"), 10); }));
  ASSERT_EQ(gaps.size(), 1u);
  EXPECT_EQ(gaps[0].from, last.height);
}

// The fork leaves none of the blocks that were kept, so it is undone far below; from there the chain wakes anew.
TEST(Scanning, AForkOfTheBlockAtWhichAChainWokeEndsTheGapWhereReadingBeginsAgain) {
  PaymentWorld world(1'000);
  const auto first = *world.create("O1", "10");
  world.settle();
  world.mine_until(first.quote.held_until + std::chrono::hours(10));
  world.settle();  // it sleeps
  (void)world.create("O2", "10");
  world.settle();
  const auto gaps = [&] {
    std::vector<ports::Gap> kept;
    EXPECT_TRUE(world.store->read([&](const ports::View& v) { kept = v.gaps(core::ChainName("ethereum"), 10); }));
    return kept;
  };
  const auto before = gaps();
  ASSERT_EQ(before.size(), 1U);
  world.chain.fork(20);
  world.chain.mine_empty(24);
  world.settle();
  EXPECT_EQ(world.log.count("chain.reorganised"), 1);
  const auto after = gaps();
  ASSERT_EQ(after.size(), 2U);
  EXPECT_EQ(after[1].from, before[0].from);
  EXPECT_LT(after[1].to, before[0].to);
  EXPECT_EQ(after[0].from, after[1].to + 1) << "what was read again is no gap";
  EXPECT_EQ(after[0].to, before[0].to);
}

}  // namespace
}  // namespace bepusdt::test
