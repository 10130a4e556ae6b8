// Endpoints of Aptos that fail, lie, refuse, have pruned or are of another network; and what is told of them.
#include "reader_world.hpp"

namespace bepusdt::chains::aptos {
namespace {

using Kind = ports::ReadError::Kind;

class AptosEndpoints : public ReaderWorld {
 protected:
  AptosEndpoints() {
    chain.mine({chain.transfer(kUsdt, kPayer, kWallet, 5), chain.transfer(kUsdc, kPayer, kWallet, 6)});
    chain.mine_empty(1);
  }
};

struct Trouble {
  const char* name;
  void (*set)(devnet::AptosFaults&);
  Kind kind;
};

class AptosTrouble : public AptosEndpoints, public ::testing::WithParamInterface<Trouble> {};

TEST_P(AptosTrouble, IsAnErrorAndNeverAnEmptyBlockAndTheNextEndpointIsAsked) {
  scanned(at(0));  // which verified the network
  GetParam().set(a());
  EXPECT_EQ(error(at(0)).kind, GetParam().kind);
  fresh_reader();
  second_endpoint();
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_P(AptosTrouble, IsOverWhenItIsOver) {
  GetParam().set(a());
  for (int i = 0; i < 5; ++i) {
    EXPECT_FALSE(scan(at(0)).has_value());
    clock.advance(Millis(60'000));
  }
  a() = {};
  clock.advance(Millis(600'000));
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  EXPECT_TRUE(health(0).healthy);
}

using Faults = devnet::AptosFaults;

INSTANTIATE_TEST_SUITE_P(
    Each, AptosTrouble,
    ::testing::Values(Trouble{"down", [](Faults& f) { f.down = true; }, Kind::unreachable},
                      Trouble{"slow", [](Faults& f) { f.times_out = true; }, Kind::unreachable},
                      Trouble{"html", [](Faults& f) { f.html = true; }, Kind::malformed},
                      Trouble{"too_many_requests", [](Faults& f) { f.http_status = 429; }, Kind::unreachable},
                      Trouble{"suspended", [](Faults& f) { f.http_status = 403; }, Kind::unreachable},
                      Trouble{"server_error", [](Faults& f) { f.http_status = 500; }, Kind::unreachable},
                      Trouble{"truncated", [](Faults& f) { f.truncated_body = true; }, Kind::malformed},
                      Trouble{"null_ledger", [](Faults& f) { f.null_for = "ledger"; }, Kind::malformed},
                      Trouble{"null_block", [](Faults& f) { f.null_for = "block"; }, Kind::malformed},
                      Trouble{"null_page", [](Faults& f) { f.null_for = "page"; }, Kind::malformed},
                      Trouble{"error_for_ledger", [](Faults& f) { f.error_for = "ledger"; }, Kind::unreachable},
                      Trouble{"error_for_block", [](Faults& f) { f.error_for = "block"; }, Kind::unreachable},
                      Trouble{"error_for_page", [](Faults& f) { f.error_for = "page"; }, Kind::unreachable},
                      Trouble{"no_route_to_blocks", [](Faults& f) { f.not_found_for = "block"; }, Kind::unreachable},
                      Trouble{"no_route_to_pages", [](Faults& f) { f.not_found_for = "page"; }, Kind::unreachable},
                      Trouble{"another_block", [](Faults& f) { f.wrong_block = true; }, Kind::malformed},
                      Trouble{"vast_block", [](Faults& f) { f.vast_blocks = 1'000'000; }, Kind::malformed},
                      Trouble{"page_with_a_hole", [](Faults& f) { f.page_hole = true; }, Kind::malformed},
                      Trouble{"empty_page", [](Faults& f) { f.page_empty = true; }, Kind::lagging},
                      Trouble{"page_from_elsewhere", [](Faults& f) { f.page_shifted = true; }, Kind::malformed},
                      Trouble{"no_events", [](Faults& f) { f.events_left_out = true; }, Kind::malformed},
                      Trouble{"pruned", [](Faults& f) { f.oldest = 2; }, Kind::lagging},
                      Trouble{"other_network", [](Faults& f) { f.chain_id = 2; }, Kind::malformed}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(AptosEndpoints, ANodeOfAnotherNetworkIsNotBelievedEvenWhereItsHeadersAreLeftOut) {
  a().chain_id = 2;
  a().headers_left_out = true;
  EXPECT_EQ(error(at(0)).kind, Kind::malformed);
  EXPECT_EQ(log.count("endpoint.wrong_chain"), 1);
  fresh_reader();
  second_endpoint();
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  EXPECT_FALSE(health(0).healthy);
}

TEST_F(AptosEndpoints, ANodeThatBecomesOneOfAnotherNetworkIsFoundOutByAnyAnswer) {
  scanned(at(0));
  a().chain_id = 2;
  EXPECT_FALSE(reader().block_at(1).has_value());
  EXPECT_EQ(log.count("endpoint.wrong_chain"), 1);
}

TEST_F(AptosEndpoints, WithoutTheHeadersOfTheApiEverythingIsReadAllTheSame) {
  a().headers_left_out = true;
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_F(AptosEndpoints, MoreDepositsThanCanBeAreRefused) {
  chain.mine({chain.transfer(kUsdt, kPayer, kWallet, 1), chain.transfer(kUsdt, kPayer, kWallet, 2)});
  const core::BlockRef after = at(chain.head() - 1);
  config.limits.most_deposits = 1;
  EXPECT_EQ(error(after).kind, Kind::malformed);
  config.limits.most_deposits = 2;
  fresh_reader();
  EXPECT_EQ(scanned(after).transfers.size(), 2u);
}

TEST_F(AptosEndpoints, WhatOneEndpointHasPrunedAnotherMayTell) {
  second_endpoint();
  a().oldest = 2;
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  EXPECT_TRUE(health(0).healthy);  // it keeps less, that is all
  EXPECT_EQ(scanned(at(2)).last, at(2));
}

TEST_F(AptosEndpoints, TheKeyIsSentAndNeverShown) {
  config.endpoints[0].key = Secret("0000-my-aptos-key");
  node.host("a").key = "0000-my-aptos-key";
  scanned(at(0));
  a().error_for = "ledger";
  a().error = "no such key 0000-my-aptos-key at secret-0123456789abcdef";
  const ports::ReadError failure = error(at(0));
  EXPECT_NE(failure.reason.find("no such key"), std::string::npos) << failure.reason;
  EXPECT_EQ(failure.reason.find("my-aptos-key"), std::string::npos) << failure.reason;
  EXPECT_EQ(failure.reason.find("0123456789abcdef"), std::string::npos) << failure.reason;
  for (const auto& line : log.lines())
    for (const auto& [key, value] : line.fields) EXPECT_EQ(value.find("my-aptos-key"), std::string::npos) << value;
  EXPECT_EQ(health(0).trouble.find("my-aptos-key"), std::string::npos);
}

TEST_F(AptosEndpoints, AnUrlMayEndBeforeTheVersionOfTheApiAndHaveAQueryOfItsOwn) {
  for (const std::string url : {"https://a", "https://a/", "https://a/v1", "https://a/v1/", "https://a/key/v1"}) {
    config.endpoints = {{url, {}, 0}};
    fresh_reader();
    EXPECT_EQ(plain(scanned(at(0)).transfers), expected()) << url;
  }
  node.host("a").query = "apikey=0123456789";
  config.endpoints = {{"https://a/v1?apikey=0123456789", {}, 0}};
  fresh_reader();
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_F(AptosEndpoints, ABudgetOfRequestsIsKept) {
  config.endpoints[0].requests_per_second = 2;
  chain.mine_empty(2'000);
  for (int i = 0; i < 60; ++i) {
    (void)scan(at(1), 50);
    clock.advance(Millis(1'000));
  }
  EXPECT_GT(node.host("a").requests, 20);
  EXPECT_LE(node.host("a").requests, 60 * 2 + 6);
}

TEST_F(AptosEndpoints, APageThatComesTooLateIsAskedForInHalves) {
  chain.mine_empty(120);
  a().slow_above = 30;
  core::BlockRef after = at(0);
  for (int i = 0; i < 20 && after != tip(); ++i) {
    after = scanned(after).last;
  }
  EXPECT_EQ(after, tip());
  EXPECT_TRUE(health(0).healthy);
  int large = 0;
  for (const auto& question : node.host("a").questions) large += question.name == "page" && question.limit > 30 ? 1 : 0;
  EXPECT_EQ(large, 2);  // a hundred, fifty; then it was known
}

TEST_F(AptosEndpoints, APageThatIsLongerThanTheLimitIsAskedForInHalves) {
  chain.mine_empty(60);
  config.rest.max_answer_bytes = 20'000;
  EXPECT_EQ(scanned(at(0)).last, tip());
}

TEST_F(AptosEndpoints, BlockAtFindsABlockAndKnowsAShorterChain) {
  chain.mine_empty(5);
  const auto without_parent = [&](std::uint64_t height) {
    core::BlockRef ref = at(height);
    ref.parent = {};
    return std::optional(ref);
  };
  EXPECT_EQ(*reader().block_at(3), without_parent(3));
  EXPECT_EQ(*reader().block_at(7), without_parent(7));
  EXPECT_EQ(*reader().block_at(8), std::nullopt);
  EXPECT_EQ(*reader().head(), *without_parent(7));
  a().not_found_for = "block";
  EXPECT_FALSE(reader().block_at(3).has_value());
  EXPECT_FALSE(reader().block_at(8).has_value());
}

}  // namespace
}  // namespace bepusdt::chains::aptos
