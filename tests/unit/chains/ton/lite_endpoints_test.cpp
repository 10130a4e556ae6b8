// Lite-servers that fail, lie or lag; and both kinds of endpoint in one list. See endpoints_test.cpp for what holds for either kind.
#include "endpoint_world.hpp"

namespace bepusdt::chains::ton {
namespace {

using Kind = ports::ReadError::Kind;
using Faults = devnet::LiteFaults;

class TonLiteEndpoints : public EndpointWorld<LiteFamily> {};
class TonLiteTrouble : public TroubleWorld<LiteFamily> {};

TEST_P(TonLiteTrouble, IsAnErrorAndNeverAnEmptyBlockAndTheNextEndpointIsAsked) {
  is_an_error_and_the_next_endpoint_is_asked();
}
TEST_P(TonLiteTrouble, IsOverWhenItIsOver) { is_over_when_it_is_over(); }

INSTANTIATE_TEST_SUITE_P(
    Each, TonLiteTrouble,
    ::testing::Values(
        Trouble<LiteFamily>{"down", [](Faults& f) { f.down = true; }, Kind::unreachable},
        Trouble<LiteFamily>{"silent", [](Faults& f) { f.times_out = true; }, Kind::unreachable},
        Trouble<LiteFamily>{"garbage", [](Faults& f) { f.html = true; }, Kind::malformed},
        Trouble<LiteFamily>{"truncated", [](Faults& f) { f.truncated_body = true; }, Kind::malformed},
        Trouble<LiteFamily>{"no_newest", [](Faults& f) { f.empty_method = "getMasterchainInfo"; }, Kind::malformed},
        Trouble<LiteFamily>{"no_header", [](Faults& f) { f.empty_method = "lookupBlock"; }, Kind::malformed},
        Trouble<LiteFamily>{"no_file", [](Faults& f) { f.empty_method = "getBlock"; }, Kind::malformed},
        Trouble<LiteFamily>{"refuses_newest", [](Faults& f) { f.refused_method = "getMasterchainInfo"; }, Kind::unreachable},
        Trouble<LiteFamily>{"refuses_headers", [](Faults& f) { f.refused_method = "lookupBlock"; }, Kind::unreachable},
        Trouble<LiteFamily>{"refuses_blocks", [](Faults& f) { f.refused_method = "getBlock"; }, Kind::unreachable},
        Trouble<LiteFamily>{"has_no_newest", [](Faults& f) { f.missing_method = "getMasterchainInfo"; }, Kind::lagging},
        Trouble<LiteFamily>{"has_no_headers", [](Faults& f) { f.missing_method = "lookupBlock"; }, Kind::lagging},
        Trouble<LiteFamily>{"has_no_blocks", [](Faults& f) { f.missing_method = "getBlock"; }, Kind::lagging},
        Trouble<LiteFamily>{"other_block", [](Faults& f) { f.other_block = true; }, Kind::malformed},
        Trouble<LiteFamily>{"changed_file", [](Faults& f) { f.file_changed = true; }, Kind::malformed},
        Trouble<LiteFamily>{"empty_file", [](Faults& f) { f.file_emptied = true; }, Kind::malformed},
        Trouble<LiteFamily>{"missing_shard_block", [](Faults& f) { f.shard_block_lost = true; }, Kind::lagging}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(TonLiteEndpoints, ABlockThatIsPrunedIsAskedForElsewhere) {
  second_endpoint();
  EXPECT_EQ(scanned(at(1), 1).last.height, 2u);
  fresh_reader();
  a().missing_method = "getBlock";
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
  EXPECT_TRUE(health(0).healthy);  // it answers
}

TEST_F(TonLiteEndpoints, AServerBehindTheOneThatToldTheHeadIsSeenToBe) {
  node.before_answer = [&](const std::string&, const std::string& method) {
    a().lags = {method == "getMasterchainInfo" ? 0U : 1U};
  };
  EXPECT_EQ(error(at(1)).kind, Kind::lagging);
  node.before_answer = {};
  a().lags.clear();
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
}

TEST_F(TonLiteEndpoints, AServerThatComesToBeOfAnotherNetworkLaterIsNotBelievedEither) {
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
  devnet::TonChain other(-3);
  for (int i = 0; i < 9; ++i) other.mine({other.token(kPayer, kWallet, 1'000'000)});
  node.host("a").chain = &other;
  EXPECT_EQ(error(tip()).kind, Kind::malformed);
  EXPECT_EQ(log.count("endpoint.wrong_chain"), 1);
}

TEST_F(TonLiteEndpoints, ABlockThatDoesNotNameTheCallersIsAFork) {
  scanned(at(1));
  devnet::TonChain forged = chain;
  forged.mine({forged.token(kPayer, kWallet, 1'000'000)});
  forged.mine();
  chain.mine();
  node.host("a").chain = &forged;
  const Scan answer = scan(tip());
  ASSERT_TRUE(answer) << answer.error().reason;
  EXPECT_TRUE(std::holds_alternative<ports::Forked>(*answer));
}

TEST_F(TonLiteEndpoints, AnEndpointsLimitIsKeptByWaiting) {
  for (const double limit : {5.0, 20.0}) {
    fresh_reader();
    config.endpoints[0].requests_per_second = limit;
    const Time begun = clock.now();
    const int before = node.host("a").requests;
    core::BlockRef after = at(1);
    for (int i = 0; i < 6; ++i) {
      after = scanned(after).last;
      chain.mine({chain.coin(kPayer, kWallet, 3)});
    }
    const auto took = static_cast<double>((clock.now() - begun).count()) / 1'000;
    const int questions = node.host("a").requests - before;
    EXPECT_GE(took, (questions - 1) / limit);
    EXPECT_LE(took, (questions + 1) / limit);
    clock.advance(Millis(2'000));
  }
}

TEST_F(TonLiteEndpoints, AnEndpointWhoseHeadStandsStillIsHeldAgainstAnother) {
  second_endpoint();
  devnet::TonChain stale = chain;
  node.host("a").chain = &stale;
  chain.mine({chain.token(kPayer, kWallet, 6)});
  EXPECT_TRUE(same(scanned(at(3)).last, at(3)));
  clock.advance(Millis(60'000));
  EXPECT_TRUE(same(scanned(at(3)).last, at(4)));
}

TEST_F(TonLiteEndpoints, AFewRoundsOfQuestionsReadAWholeRun) {
  chain.mine_empty(15);
  const core::BlockRef after = scanned(at(1)).last;
  node.host("a").methods.clear();
  chain.set_shards(4);
  chain.mine_empty(16);
  scanned(after);
  const auto& methods = node.host("a").methods;
  EXPECT_EQ(std::ranges::count(methods, "getMasterchainInfo"), 1);
  EXPECT_EQ(std::ranges::count(methods, "lookupBlock"), 16);
  // Each block once: those of the masterchain, and of the shards what was made since.
  std::size_t blocks = 0;
  for (const auto& [name, block] : chain.blocks()) blocks += block.master > after.height ? 1 : 0;
  EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(methods, "getBlock")), blocks);
}

class TonBothKinds : public TonLiteEndpoints {
 protected:
  TonBothKinds() {
    config.endpoints = {Family::config(chain).endpoints[0], LiteFamily::endpoint("b")};
    node.index.host("a").chain = &chain;
  }
  void TearDown() override {
    TonLiteEndpoints::TearDown();
    EXPECT_TRUE(node.index.complaints.empty()) << node.index.complaints[0];
  }
  devnet::TonFaults& of_index() { return node.index.host("a").faults; }
};

TEST_F(TonBothKinds, TellTheSameTransfersInTheSamePlaces) {
  const auto by_index = scanned(at(1));
  config.endpoints = {LiteFamily::endpoint("b")};
  fresh_reader();
  const auto by_lite = scanned(at(1));
  EXPECT_EQ(plain(by_index.transfers), plain(by_lite.transfers));
  EXPECT_EQ(plain(by_lite.transfers), expected());
  EXPECT_EQ(by_index.blocks, by_lite.blocks);
  EXPECT_EQ(by_index.last, by_lite.last);
}

TEST_F(TonBothKinds, OneGoesOnWhereTheOtherFailed) {
  core::BlockRef after = scanned(at(1), 1).last;
  of_index().down = true;
  const auto second = scanned(after);
  EXPECT_TRUE(same(second.last, tip()));
  of_index().down = false;
  b().down = true;
  clock.advance(Millis(600'000));
  chain.mine({chain.coin(kPayer, kWallet, 11)});
  EXPECT_EQ(scanned(second.last).transfers.size(), 1u);
}

TEST_F(TonBothKinds, CheckEachOther) {
  for (const core::Transfer& transfer : scanned(at(1)).transfers) {
    const auto checked = reader().check(transfer);
    ASSERT_TRUE(checked) << checked.error().reason;
    EXPECT_EQ(*checked, ports::TransferCheck::present);
  }
  EXPECT_GT(node.host("b").requests, 0);
}

TEST_F(TonBothKinds, AnInventedTransferOfTheIndexIsUnmaskedByTheLiteServer) {
  devnet::TonChain forged = chain;
  forged.mine({forged.token(kPayer, kWallet, 1'000'000)});
  chain.mine();
  node.index.host("a").chain = &forged;
  const auto lies = scanned(at(3)).transfers;
  ASSERT_EQ(lies.size(), 1u);
  const auto checked = reader().check(lies[0]);
  ASSERT_TRUE(checked) << checked.error().reason;
  EXPECT_EQ(*checked, ports::TransferCheck::absent);
}

}  // namespace
}  // namespace bepusdt::chains::ton
