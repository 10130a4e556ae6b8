// Indexes of TON that fail, lie, lag or are of another network; and what is told of them.
#include "reader_world.hpp"

namespace bepusdt::chains::ton {
namespace {

using Kind = ports::ReadError::Kind;

class TonEndpoints : public ReaderWorld {
 protected:
  TonEndpoints() {
    chain.set_shards(2);
    chain.mine({chain.token(kPayer, kWallet, 5), chain.coin(kPayer, kOtherWallet, 6)});
    chain.mine({chain.token(kPayer, kOtherWallet, 7), chain.token(kPayer, kOtherWallet, 7), chain.coin(kPayer, kWallet, 6)});
  }
};

struct Trouble {
  const char* name;
  void (*set)(devnet::TonFaults&);
  Kind kind;
};

class TonTrouble : public TonEndpoints, public ::testing::WithParamInterface<Trouble> {};

TEST_P(TonTrouble, IsAnErrorAndNeverAnEmptyBlockAndTheNextEndpointIsAsked) {
  GetParam().set(a());
  EXPECT_EQ(error(at(1)).kind, GetParam().kind);
  fresh_reader();
  second_endpoint();
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
  a() = {};
}

TEST_P(TonTrouble, IsOverWhenItIsOver) {
  GetParam().set(a());
  for (int i = 0; i < 5; ++i) {
    EXPECT_FALSE(scan(at(1)).has_value());
    clock.advance(Millis(60'000));
  }
  a() = {};
  clock.advance(Millis(600'000));
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
  EXPECT_TRUE(health(0).healthy);
}

using Faults = devnet::TonFaults;
INSTANTIATE_TEST_SUITE_P(
    Each, TonTrouble,
    ::testing::Values(Trouble{"down", [](Faults& f) { f.down = true; }, Kind::unreachable},
                      Trouble{"slow", [](Faults& f) { f.times_out = true; }, Kind::unreachable},
                      Trouble{"html", [](Faults& f) { f.html = true; }, Kind::malformed},
                      Trouble{"too_many_requests", [](Faults& f) { f.http_status = 429; }, Kind::unreachable},
                      Trouble{"no_such_key", [](Faults& f) { f.http_status = 401; }, Kind::unreachable},
                      Trouble{"server_error", [](Faults& f) { f.http_status = 500; }, Kind::unreachable},
                      Trouble{"truncated", [](Faults& f) { f.truncated_body = true; }, Kind::malformed},
                      Trouble{"null_head", [](Faults& f) { f.null_method = "masterchainInfo"; }, Kind::malformed},
                      Trouble{"no_head", [](Faults& f) { f.empty_method = "masterchainInfo"; }, Kind::malformed},
                      Trouble{"null_transactions", [](Faults& f) { f.null_method = "transactions"; }, Kind::malformed},
                      Trouble{"no_transactions", [](Faults& f) { f.empty_method = "transactions"; }, Kind::lagging},
                      Trouble{"no_blocks", [](Faults& f) { f.empty_method = "blocks"; }, Kind::lagging},
                      Trouble{"no_shards", [](Faults& f) { f.empty_method = "masterchainBlockShardState"; }, Kind::lagging},
                      Trouble{"no_accounts", [](Faults& f) { f.empty_method = "accountStates"; }, Kind::lagging},
                      Trouble{"null_accounts", [](Faults& f) { f.null_method = "accountStates"; }, Kind::malformed},
                      Trouble{"error_for_transactions", [](Faults& f) { f.error_method = "transactions"; },
                              Kind::unreachable},
                      Trouble{"error_for_head", [](Faults& f) { f.error_method = "masterchainInfo"; }, Kind::unreachable},
                      Trouble{"cut_page", [](Faults& f) { f.rows_cut = true; }, Kind::lagging},
                      Trouble{"lost_row", [](Faults& f) { f.rows_lost = true; }, Kind::lagging},
                      Trouble{"missing_shard", [](Faults& f) { f.shard_lost = true; }, Kind::lagging},
                      Trouble{"missing_shard_block", [](Faults& f) { f.shard_block_lost = true; }, Kind::lagging},
                      Trouble{"missing_shard_rows", [](Faults& f) { f.shard_rows_lost = true; }, Kind::lagging},
                      Trouble{"no_bodies", [](Faults& f) { f.bodies_left_out = true; }, Kind::lagging}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(TonEndpoints, AnIndexBehindTheOneThatToldTheHeadIsSeenToBe) {
  int asked = 0;
  node.before_answer = [&](const std::string&, const std::string& method) {
    asked += method == "transactions";
    a().lags = {method == "transactions" ? 1U : 0U};
  };
  EXPECT_EQ(error(at(1)).kind, Kind::lagging);
  EXPECT_EQ(asked, 1);
  node.before_answer = {};
  a().lags.clear();
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
}

TEST_F(TonEndpoints, BlocksThatComeInTheMidstOfAScanDoNotDisturbIt) {
  node.before_answer = [&](const std::string&, const std::string&) {
    chain.mine({chain.coin(kPayer, kWallet, 3), chain.token(kPayer, kWallet, 4)});
  };
  core::BlockRef after = at(1);
  std::vector<core::Transfer> all;
  for (int i = 0; i < 6; ++i) {
    auto found = scanned(after);
    after = found.last;
    std::ranges::move(found.transfers, std::back_inserter(all));
  }
  node.before_answer = {};
  std::ranges::move(scanned(after).transfers, std::back_inserter(all));
  EXPECT_EQ(plain(all), expected());
  EXPECT_GT(all.size(), 20u);
}

TEST_F(TonEndpoints, WhatIsOnlyGuessedIsNotCounted) {
  a().emulated_too = true;
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
}

TEST_F(TonEndpoints, AnIndexOfAnotherNetworkIsNotBelieved) {
  devnet::TonChain other(-3);
  other.mine({other.token(kPayer, kWallet, 1'000'000)});
  node.host("a").chain = &other;
  EXPECT_EQ(error(at(1)).kind, Kind::malformed);
  EXPECT_EQ(log.count("endpoint.wrong_chain"), 1);
  fresh_reader();
  second_endpoint();
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
  EXPECT_FALSE(health(0).healthy);
}

TEST_F(TonEndpoints, TheKeyIsSentAndNeverShown) {
  config.endpoints[0].key = Secret("0000-my-toncenter-key");
  node.host("a").key = "0000-my-toncenter-key";
  scanned(at(1));
  a().error_method = "masterchainInfo";
  a().error = "no such key 0000-my-toncenter-key";
  const ports::ReadError failure = error(at(1));
  EXPECT_EQ(failure.reason.find("my-toncenter-key"), std::string::npos) << failure.reason;
  for (const auto& line : log.lines())
    for (const auto& [key, value] : line.fields) EXPECT_EQ(value.find("my-toncenter-key"), std::string::npos) << value;
  EXPECT_EQ(health(0).trouble.find("my-toncenter-key"), std::string::npos);
}

TEST_F(TonEndpoints, AnEndpointsLimitIsKeptByWaiting) {
  for (const double limit : {1.0, 10.0}) {
    fresh_reader();
    config.endpoints[0].requests_per_second = limit;
    node.host("a").per_second = limit;
    const Time begun = clock.now();
    const int asked = node.host("a").requests;
    core::BlockRef after = at(1);
    for (int i = 0; i < 10; ++i) {
      after = scanned(after).last;
      chain.mine({chain.coin(kPayer, kWallet, 3)});
    }
    // No faster than allowed, and not much slower either.
    const auto took = static_cast<double>((clock.now() - begun).count()) / 1'000;
    const int requests = node.host("a").requests - asked;
    EXPECT_GE(took, (requests - 1) / limit);
    EXPECT_LE(took, (requests + 1) / limit);
    clock.advance(Millis(2'000));
  }
}

TEST_F(TonEndpoints, ALimitThatEatsTheWholeCallEndsItInTime) {
  config.endpoints[0].requests_per_second = 0.1;
  const Time begun = clock.now();
  EXPECT_FALSE(scan(at(1)).has_value());
  EXPECT_LE(clock.now() - begun, config.limits.call_budget + Millis(10'000));
}

}  // namespace
}  // namespace bepusdt::chains::ton
