// Walking along Aptos: near the head, from far behind, over blocks of every size, with nodes that lag behind one name.
#include "reader_world.hpp"

namespace bepusdt::chains::aptos {
namespace {

class AptosScan : public ReaderWorld {
 protected:
  void mine_payments(int count) {
    for (int i = 0; i < count; ++i) {
      chain.mine_empty(static_cast<std::uint64_t>(i % 3));
      const auto units = static_cast<std::uint64_t>(1'000 + i);
      chain.mine({chain.transfer(kUsdt, kPayer, kWallet, units), chain.payout(kUsdc, kPayer, {{kOtherWallet, units}})});
    }
  }
  // A block of so many transactions of users, the last of which pays us.
  void mine_large(std::size_t count) {
    std::vector<devnet::AptosTx> txs;
    while (txs.size() + 1 < count) txs.push_back(chain.transfer(kUsdt, kPayer, kStranger, 1));
    txs.push_back(chain.transfer(kUsdt, kPayer, kWallet, count));
    chain.mine(std::move(txs));
  }
};

TEST_F(AptosScan, NothingNewIsNoProgressAndNoError) {
  chain.mine_empty(3);
  const ports::Scanned found = scanned(at(3));
  EXPECT_EQ(found.last, at(3));
  EXPECT_TRUE(found.blocks.empty());
  EXPECT_EQ(found.head, 3u);
}

TEST_F(AptosScan, NewBlocksTakeFourRequests) {
  chain.mine_empty(2);
  scanned(at(1));
  const int before = node.host("a").requests;
  chain.mine_empty(24);  // about as many as come in the time between two looks
  EXPECT_EQ(scanned(at(2)).last, tip());
  EXPECT_EQ(node.host("a").requests - before, 4);
}

TEST_F(AptosScan, EveryBlockReadIsAmongTheBlocksWithItsParentAndTheLastOneIsTheLast) {
  chain.mine_empty(130);
  for (const std::uint64_t after : {0u, 50u, 129u}) {
    for (const std::uint64_t most : {1u, 7u, 60u, 500u}) {
      const ports::Scanned found = scanned(at(after), most);
      ASSERT_FALSE(found.blocks.empty());
      EXPECT_EQ(found.last.height, std::min<std::uint64_t>(130, after + most));
      EXPECT_EQ(found.blocks.size(), found.last.height - after);
      for (std::size_t i = 0; i < found.blocks.size(); ++i) EXPECT_EQ(found.blocks[i], at(after + 1 + i));
      EXPECT_EQ(found.blocks.back(), found.last);
    }
  }
}

TEST_F(AptosScan, BlocksOfManyPagesAreReadWhole) {
  mine_payments(3);
  mine_large(99);  // a page exactly, with what begins and ends it: one more
  mine_large(98);
  mine_large(1'234);  // more than a step has
  mine_large(1);
  mine_payments(3);
  EXPECT_EQ(scan_all(at(0)), expected());
  fresh_reader();
  EXPECT_EQ(scan_all(at(0), 1), expected());
}

TEST_F(AptosScan, AStepOfFewVersionsNeverLosesAny) {
  config.limits.versions_per_step = 7;
  mine_payments(10);
  mine_large(30);
  EXPECT_EQ(scan_all(at(0)), expected());
}

TEST_F(AptosScan, ANodeThatGivesLessThanAskedForLosesNothing) {
  mine_payments(20);
  mine_large(150);
  for (const std::uint64_t most : {1u, 3u, 25u}) {
    a().page_most = most;
    EXPECT_EQ(scan_all(at(0)), expected()) << most;
  }
}

TEST_F(AptosScan, NodesBehindOneNameThatLagLoseNothing) {
  mine_payments(30);
  a().lags = {0, 3, 1, 0, 2};
  EXPECT_EQ(scan_all(at(0), 7), expected());
  EXPECT_EQ(log.count("endpoint.down"), 0);  // they answer, only not yet with everything
}

TEST_F(AptosScan, APageThatFailsLeavesItsBlocksDue) {
  mine_payments(3);
  for (bool devnet::AptosFaults::*fault :
       {&devnet::AptosFaults::page_empty, &devnet::AptosFaults::page_hole, &devnet::AptosFaults::page_shifted,
        &devnet::AptosFaults::events_left_out, &devnet::AptosFaults::truncated_body}) {
    a().*fault = true;
    EXPECT_FALSE(scan(at(0)).has_value());
    a() = {};
    clock.advance(Millis(60'000));
  }
  EXPECT_EQ(scan_all(at(0)), expected());
}

TEST_F(AptosScan, WhatWasReadBeforeAFailureCounts) {
  mine_payments(20);
  config.limits.blocks_per_step = 5;
  int pages = 0;
  node.before_answer = [&](const std::string&, const std::string& question) {
    if (question == "page") a().down = ++pages > 1;
  };
  const ports::Scanned found = scanned(at(0));
  EXPECT_EQ(found.last, at(5));
  node.before_answer = nullptr;
  a() = {};
  auto all = plain(found.transfers);
  clock.advance(Millis(60'000));
  for (const auto& transfer : scan_all(found.last)) all.push_back(transfer);
  EXPECT_EQ(all, expected());
}

TEST_F(AptosScan, ABlockIsFinalAsSoonAsItIsSeen) {
  chain.mine_empty(9);
  EXPECT_EQ(scanned(at(0), 5).final_height, 5u);
  EXPECT_EQ(scanned(at(0)).final_height, 9u);
  EXPECT_EQ(scanned(at(9)).final_height, 9u);
}

TEST_F(AptosScan, ATagMeansTheSameAndANumberOfBlocksOnTopMayBeSetInstead) {
  chain.mine_empty(9);
  config.finality = {Finality::Kind::finalized, 0};
  EXPECT_EQ(scanned(at(0)).final_height, 9u);
  fresh_reader();
  config.finality = {Finality::Kind::blocks, 3};
  EXPECT_EQ(scanned(at(0)).final_height, 6u);
}

TEST_F(AptosScan, WhatIsReadStopsAtTheDeadline) {
  chain.mine_empty(400);
  node.before_answer = [&](const std::string&, const std::string&) { clock.advance(Millis(4'000)); };
  const ports::Scanned found = scanned(at(0), 400);
  EXPECT_GT(found.last.height, 0u);
  EXPECT_LT(found.last.height, 400u);
}

TEST_F(AptosScan, BlocksThatComeWhileItReadsAreLeftToTheNextScan) {
  mine_payments(4);
  node.before_answer = [&](const std::string&, const std::string&) {
    chain.mine({chain.transfer(kUsdt, kPayer, kWallet, 1)});
  };
  const ports::Scanned found = scanned(at(0));
  node.before_answer = nullptr;
  auto all = plain(found.transfers);
  EXPECT_LT(found.last.height, chain.head());
  for (const auto& transfer : scan_all(found.last)) all.push_back(transfer);
  EXPECT_EQ(all, expected());
}

}  // namespace
}  // namespace bepusdt::chains::aptos
