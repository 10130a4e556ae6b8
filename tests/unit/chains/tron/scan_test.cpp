// Walking along Tron: near the head, from far behind, past forks, with nodes that lag behind one name or tell half of it.
#include "reader_world.hpp"

namespace bepusdt::chains::tron {
namespace {

class TronScan : public ReaderWorld {
 protected:
  void mine_payments(int count) {
    for (int i = 0; i < count; ++i) {
      chain.mine_empty(static_cast<std::uint64_t>(i % 3));
      chain.mine({chain.token(kUsdt, kPayer, kWallet, 1'000 + i), chain.payout(kUsdt, kPayer, {{kOtherWallet, 2'000 + i}})});
    }
  }
  // Scans to the head, waiting where it has to; the transfers of all calls.
  std::vector<devnet::TronTransfer> scan_all(core::BlockRef after, std::uint64_t max_blocks = 50) {
    std::vector<devnet::TronTransfer> all;
    for (int i = 0; i < 2'000 && after != tip(); ++i) {
      const Scan answer = scan(after, max_blocks);
      if (!answer) {
        clock.advance(answer.error().retry_after.value_or(Millis(1'000)));
        continue;
      }
      if (std::holds_alternative<ports::Forked>(*answer)) {
        ADD_FAILURE() << "scan says forked";
        return all;
      }
      const auto& found = std::get<ports::Scanned>(*answer);
      EXPECT_LE(found.last.height - after.height, max_blocks);
      for (const auto& transfer : plain(found.transfers)) all.push_back(transfer);
      after = found.last;
    }
    EXPECT_EQ(after, tip());
    return all;
  }
};

TEST_F(TronScan, NothingNewIsNoProgressAndNoError) {
  chain.mine_empty(3);
  const ports::Scanned found = scanned(at(3));
  EXPECT_EQ(found.last, at(3));
  EXPECT_TRUE(found.blocks.empty());
  EXPECT_EQ(found.head, 3u);
}

TEST_F(TronScan, OneNewBlockTakesTwoRequestsWithContractsAndOneWithout) {
  chain.mine_empty(2);
  scanned(at(1));
  int before = node.host("a").requests;
  chain.mine();
  scanned(at(2));
  EXPECT_EQ(node.host("a").requests - before, 1);
  before = node.host("a").requests;
  chain.mine({chain.token(kUsdt, kPayer, kStranger, 5)});
  scanned(at(3));
  EXPECT_EQ(node.host("a").requests - before, 2);
}

TEST_F(TronScan, EveryBlockReadIsAmongTheBlocksAndTheLastOneIsTheLast) {
  chain.mine_empty(130);
  for (std::uint64_t after : {0u, 50u, 129u}) {
    for (std::uint64_t most : {1u, 7u, 60u, 500u}) {
      const ports::Scanned found = scanned(at(after), most);
      ASSERT_FALSE(found.blocks.empty());
      EXPECT_EQ(found.last.height, std::min<std::uint64_t>(130, after + most));
      EXPECT_EQ(found.blocks.size(), found.last.height - after);
      for (std::size_t i = 0; i < found.blocks.size(); ++i) EXPECT_EQ(found.blocks[i], at(after + 1 + i));
      EXPECT_EQ(found.blocks.back(), found.last);
    }
  }
}

TEST_F(TronScan, FromFarBehindEverythingIsFound) {
  mine_payments(60);
  EXPECT_EQ(scan_all(at(0), 33), expected());
}

TEST_F(TronScan, NodesBehindOneNameThatLagLoseNothingAndForkNothing) {
  mine_payments(30);
  a().lags = {0, 3, 1, 0, 2};
  EXPECT_EQ(scan_all(at(0), 7), expected());
}

TEST_F(TronScan, AHoleAmongTheBlocksStopsTheScanBelowItAndLosesNothing) {
  mine_payments(20);
  a().blocks_cut = true;
  EXPECT_EQ(scan_all(at(0)), expected());
}

TEST_F(TronScan, AMissingBlockStaysDue) {
  mine_payments(3);
  a().missing_method = "wallet/getblockbylimitnext";
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::lagging);
  a() = {};
  EXPECT_EQ(scan_all(at(0)), expected());
}

TEST_F(TronScan, AnotherBlockThanAskedForIsMalformed) {
  chain.mine_empty(2);
  scanned(at(0));  // which verified the network
  a().wrong_height = true;
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::malformed);
}

TEST_F(TronScan, WhatCameOfTransactionsMayComeLaterThanTheBlock) {
  chain.mine({chain.payout(kUsdt, kPayer, {{kWallet, 5}})});
  for (bool devnet::TronFaults::*fault : {&devnet::TronFaults::infos_empty, &devnet::TronFaults::infos_cut}) {
    a().*fault = true;
    EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::lagging);
    a() = {};
  }
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_F(TronScan, LogsThatLeaveOutACallToUsAreNotBelieved) {
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  a().logs_left_out = true;
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::lagging);
  second_endpoint();
  fresh_reader();
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_F(TronScan, WhereNoEndpointTellsLogsCallDataMustDo) {
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5), chain.payout(kUsdt, kPayer, {{kWallet, 6}})});
  a().infos_disabled = true;
  const auto found = scanned(at(0)).transfers;
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].units, 5);
  EXPECT_EQ(log.count("endpoint.infos_refused"), 1);
}

TEST_F(TronScan, WhereAnotherEndpointMayTellLogsItIsWaitedFor) {
  second_endpoint();
  chain.mine({chain.payout(kUsdt, kPayer, {{kWallet, 6}})});
  a().infos_disabled = true;
  b().down = true;
  EXPECT_FALSE(scan(at(0)).has_value());
  b() = {};
  clock.advance(Millis(60'000));
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_F(TronScan, LogsAreAskedForAgainLater) {
  chain.mine({chain.payout(kUsdt, kPayer, {{kWallet, 6}})});
  a().infos_disabled = true;
  scanned(at(0));
  a() = {};
  clock.advance(config.limits.feature_retry);
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_F(TronScan, AForkOfAnyDepthIsNoticed) {
  for (const std::uint64_t depth : {1u, 2u, 20u}) {
    chain.mine_empty(30);
    const core::BlockRef old = tip();
    scanned(at(old.height - 25));
    chain.fork(depth);
    chain.mine_empty(depth);  // as long as before
    EXPECT_TRUE(forks(old)) << depth;
    chain.mine_empty(1);  // longer
    EXPECT_TRUE(forks(old)) << depth;
  }
}

TEST_F(TronScan, AShorterChainIsAForkOnlyWhenABlockBelowIsKnownToDiffer) {
  chain.mine_empty(10);
  scanned(at(0));
  const core::BlockRef old = tip();
  chain.fork(3);
  EXPECT_EQ(error(old).kind, ports::ReadError::Kind::lagging);  // it may merely lag
  chain.fork(1);
  chain.mine();
  EXPECT_TRUE(forks(old));
}

TEST_F(TronScan, AForkBetweenTwoRequestsLosesNothing) {
  mine_payments(4);
  const auto txs = chain.tip().txs;
  int countdown = 4;
  node.before_answer = [&](const std::string&, const std::string&) {
    if (--countdown != 0) return;
    chain.fork(2);
    chain.mine();
    chain.mine(txs);
    chain.mine();
  };
  core::BlockRef after = at(0);
  std::map<std::string, devnet::TronTransfer> ledger;
  for (int i = 0; i < 50 && after != tip(); ++i) {
    const Scan answer = scan(after, 3);
    if (!answer) continue;
    if (std::holds_alternative<ports::Forked>(*answer)) {
      after = at(0);
      ledger.clear();
      continue;
    }
    for (const auto& t : plain(std::get<ports::Scanned>(*answer).transfers)) ledger[t.hash + t.position] = t;
    after = std::get<ports::Scanned>(*answer).last;
  }
  std::vector<devnet::TronTransfer> held, truth = expected();
  for (const auto& [key, transfer] : ledger) held.push_back(transfer);
  std::ranges::sort(held);
  std::ranges::sort(truth);
  EXPECT_EQ(held, truth);
}

TEST_F(TronScan, ATransferThatIsMinedAgainKeepsItsKey) {
  auto tx = chain.payout(kUsdt, kPayer, {{kStranger, 1}, {kWallet, 5}});
  chain.mine({tx});
  const auto before = scanned(at(0)).transfers;
  chain.fork(1);
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 9), tx});
  const auto after = scanned(at(0)).transfers;
  ASSERT_EQ(before.size(), 1u);
  ASSERT_EQ(after.size(), 2u);
  EXPECT_EQ(after[1].key, before[0].key);
  EXPECT_NE(after[1].block, before[0].block);
}

TEST_F(TronScan, WhatIsReadStopsAtTheDeadline) {
  chain.mine_empty(80);
  node.before_answer = [&](const std::string&, const std::string&) { clock.advance(Millis(9'000)); };
  const ports::Scanned found = scanned(at(0));
  EXPECT_GT(found.last.height, 0u);
  EXPECT_LT(found.last.height, 80u);
}

}  // namespace
}  // namespace bepusdt::chains::tron
