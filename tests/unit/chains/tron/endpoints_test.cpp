// Endpoints of Tron that fail, lie, refuse or are of another network; and what is told of them.
#include "reader_world.hpp"

namespace bepusdt::chains::tron {
namespace {

using Kind = ports::ReadError::Kind;

class TronEndpoints : public ReaderWorld {
 protected:
  TronEndpoints() { chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)}); }
};

struct Trouble {
  const char* name;
  void (*set)(devnet::TronFaults&);
  Kind kind;
};

class TronTrouble : public TronEndpoints, public ::testing::WithParamInterface<Trouble> {};

TEST_P(TronTrouble, IsAnErrorAndNeverAnEmptyBlockAndTheNextEndpointIsAsked) {
  scanned(at(0));  // which verified the network
  GetParam().set(a());
  EXPECT_EQ(error(at(0)).kind, GetParam().kind);
  fresh_reader();
  second_endpoint();
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  a() = {};
}

TEST_P(TronTrouble, IsOverWhenItIsOver) {
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

INSTANTIATE_TEST_SUITE_P(
    Each, TronTrouble,
    ::testing::Values(
        Trouble{"down", [](devnet::TronFaults& f) { f.down = true; }, Kind::unreachable},
        Trouble{"slow", [](devnet::TronFaults& f) { f.times_out = true; }, Kind::unreachable},
        Trouble{"html", [](devnet::TronFaults& f) { f.html = true; }, Kind::malformed},
        Trouble{"too_many_requests", [](devnet::TronFaults& f) { f.http_status = 429; }, Kind::unreachable},
        Trouble{"suspended", [](devnet::TronFaults& f) { f.http_status = 403; }, Kind::unreachable},
        Trouble{"server_error", [](devnet::TronFaults& f) { f.http_status = 500; }, Kind::unreachable},
        Trouble{"truncated", [](devnet::TronFaults& f) { f.truncated_body = true; }, Kind::malformed},
        Trouble{"null_head", [](devnet::TronFaults& f) { f.null_method = "wallet/getnowblock"; }, Kind::malformed},
        Trouble{"no_head", [](devnet::TronFaults& f) { f.missing_method = "wallet/getnowblock"; }, Kind::malformed},
        Trouble{"null_infos", [](devnet::TronFaults& f) { f.null_method = "wallet/gettransactioninfobyblocknum"; },
                Kind::malformed},
        Trouble{"no_infos", [](devnet::TronFaults& f) { f.missing_method = "wallet/gettransactioninfobyblocknum"; },
                Kind::lagging},
        Trouble{"error_for_infos", [](devnet::TronFaults& f) { f.error_method = "wallet/gettransactioninfobyblocknum"; },
                Kind::unreachable},
        Trouble{"error_for_head", [](devnet::TronFaults& f) { f.error_method = "wallet/getnowblock"; }, Kind::unreachable}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(TronEndpoints, ANodeOfAnotherNetworkIsNotBelieved) {
  devnet::TronChain other(27, "test");
  other.mine({other.token(kUsdt, kPayer, kWallet, 1'000'000)});
  ASSERT_NE(other.at(0)->id, chain.at(0)->id);
  node.host("a").chain = &other;
  EXPECT_EQ(error(at(0)).kind, Kind::malformed);
  EXPECT_EQ(log.count("endpoint.wrong_chain"), 1);
  fresh_reader();
  second_endpoint();
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  EXPECT_FALSE(health(0).healthy);
}

TEST_F(TronEndpoints, TheKeyIsSentAndNeverShown) {
  config.endpoints[0].endpoint.key = Secret("0000-my-pro-api-key");
  node.host("a").key = "0000-my-pro-api-key";
  scanned(at(0));
  a().error_method = "wallet/getnowblock";
  a().error = "no such key 0000-my-pro-api-key at secret-0123456789abcdef";
  const ports::ReadError failure = error(at(0));
  EXPECT_EQ(failure.reason.find("my-pro-api-key"), std::string::npos) << failure.reason;
  EXPECT_EQ(failure.reason.find("0123456789abcdef"), std::string::npos) << failure.reason;
  for (const auto& line : log.lines())
    for (const auto& [key, value] : line.fields) EXPECT_EQ(value.find("my-pro-api-key"), std::string::npos) << value;
  EXPECT_EQ(health(0).trouble.find("my-pro-api-key"), std::string::npos);
}

TEST_F(TronEndpoints, ABudgetOfRequestsIsKept) {
  config.endpoints[0].endpoint.requests_per_second = 2;
  chain.mine_empty(200);
  for (int i = 0; i < 30; ++i) {
    (void)scan(at(1), 10);
    clock.advance(Millis(1'000));
  }
  EXPECT_LE(node.host("a").requests, 30 * 2 + 4);
}

TEST_F(TronEndpoints, BlockAtFindsABlockAndKnowsAShorterChain) {
  chain.mine_empty(5);
  EXPECT_EQ(*reader().block_at(3), std::optional(at(3)));
  EXPECT_EQ(*reader().block_at(6), std::optional(at(6)));
  EXPECT_EQ(*reader().block_at(7), std::nullopt);
  EXPECT_EQ(*reader().head(), tip());
  a().missing_method = "wallet/getblockbynum";
  EXPECT_FALSE(reader().block_at(3).has_value());
}

}  // namespace
}  // namespace bepusdt::chains::tron
