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
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::lagging);  // it may be in restart
  clock.advance(config.limits.refusal_patience);
  const auto found = scanned(at(0)).transfers;
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].units, 5);
  EXPECT_EQ(log.count("endpoint.infos_refused"), 1);
}

// A proxy in front of it answers 404 while the node is restarted.
TEST_F(TronScan, ANodeThatHasToldLogsIsNotTakenForOneWithoutThemAtOnce) {
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  const core::BlockRef after = scanned(at(0)).last;
  chain.mine({chain.payout(kUsdt, kPayer, {{kWallet, 6}})});
  a().infos_disabled = true;
  EXPECT_EQ(error(after).kind, ports::ReadError::Kind::lagging);
  a() = {};
  EXPECT_EQ(scanned(after).transfers.size(), 1u);

  a().infos_disabled = true;  // it is believed when it goes on saying so
  EXPECT_EQ(error(after).kind, ports::ReadError::Kind::lagging);
  clock.advance(config.limits.feature_retry);
  EXPECT_EQ(scanned(after).transfers.size(), 0u);
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
  error(at(0));
  clock.advance(config.limits.refusal_patience);
  scanned(at(0));
  clock.advance(config.limits.feature_retry);  // who is believed is believed at once when it says so again
  scanned(at(0));
  EXPECT_EQ(log.count("endpoint.infos_refused"), 2);
  a() = {};
  clock.advance(config.limits.feature_retry);
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
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
