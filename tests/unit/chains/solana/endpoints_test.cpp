// Endpoints of Solana that fail, lie, refuse or are of another network; their limits of calls; and what is told of them.
#include <deque>
#include <map>

#include "reader_world.hpp"

namespace bepusdt::chains::solana {
namespace {

using Kind = ports::ReadError::Kind;
using Faults = devnet::SolanaFaults;

class SolanaEndpoints : public ReaderWorld {
 protected:
  SolanaEndpoints() {
    chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
    settle();
  }
};

struct Trouble {
  const char* name;
  bool blocks;
  void (*set)(Faults&);
  Kind kind;
};

class SolanaTrouble : public SolanaEndpoints, public ::testing::WithParamInterface<Trouble> {
 protected:
  SolanaTrouble() { config.endpoints[0].blocks = GetParam().blocks; }
};

TEST_P(SolanaTrouble, IsAnErrorAndNeverAnEmptyBlockAndTheNextEndpointIsAsked) {
  ASSERT_TRUE(reader().head());  // which verified the network
  GetParam().set(a());
  EXPECT_EQ(error(at(0)).kind, GetParam().kind);
  fresh_reader();
  second_endpoint();
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_P(SolanaTrouble, IsOverWhenItIsOver) {
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

constexpr auto kNullHead = [](Faults& f) { f.null_method = "getSlot"; };
constexpr auto kNullBlock = [](Faults& f) { f.null_method = "getBlock"; };

INSTANTIATE_TEST_SUITE_P(
    Each, SolanaTrouble,
    ::testing::Values(
        Trouble{"down", false, [](Faults& f) { f.down = true; }, Kind::unreachable},
        Trouble{"slow", false, [](Faults& f) { f.times_out = true; }, Kind::unreachable},
        Trouble{"html", false, [](Faults& f) { f.html = true; }, Kind::malformed},
        Trouble{"too_many_requests", false, [](Faults& f) { f.http_status = 429; }, Kind::unreachable},
        Trouble{"suspended", false, [](Faults& f) { f.http_status = 403; }, Kind::unreachable},
        Trouble{"server_error", false, [](Faults& f) { f.http_status = 500; }, Kind::unreachable},
        Trouble{"truncated", false, [](Faults& f) { f.truncated_body = true; }, Kind::malformed},
        Trouble{"null_head", false, kNullHead, Kind::malformed},
        Trouble{"null_block", false, kNullBlock, Kind::lagging},
        Trouble{"null_list", false, [](Faults& f) { f.null_method = "getSignaturesForAddress"; }, Kind::malformed},
        Trouble{"null_transaction", false, [](Faults& f) { f.null_method = "getTransaction"; }, Kind::lagging},
        Trouble{"list_as_a_transaction", false, [](Faults& f) { f.empty_method = "getTransaction"; }, Kind::malformed},
        Trouble{"error_for_list", false, [](Faults& f) { f.error_method = "getSignaturesForAddress"; }, Kind::unreachable},
        Trouble{"error_for_transaction", false, [](Faults& f) { f.error_method = "getTransaction"; }, Kind::unreachable},
        Trouble{"method_missing", false,
                [](Faults& f) {
                  f.error_method = "getSignaturesForAddress";
                  f.error_code = -32601;
                  f.error = "Method not found";
                },
                Kind::malformed},
        Trouble{"behind", false,
                [](Faults& f) {
                  f.error_method = "getSignaturesForAddress";
                  f.error_code = -32005;
                  f.error = "Node is behind by 42 slots";
                },
                Kind::lagging},
        Trouble{"limit_said_as_a_skipped_slot", false,
                [](Faults& f) {
                  f.error_method = "getBlock";
                  f.error_code = -32007;
                  f.error = "50/second request limit reached";
                },
                Kind::lagging},
        Trouble{"no_time_of_blocks", false, [](Faults& f) { f.times_left_out = true; }, Kind::lagging},
        Trouble{"down_for_blocks", true, [](Faults& f) { f.down = true; }, Kind::unreachable},
        Trouble{"null_head_for_blocks", true, kNullHead, Kind::malformed},
        Trouble{"null_whole_block", true, kNullBlock, Kind::malformed},
        Trouble{"no_slots", true, [](Faults& f) { f.empty_method = "getBlocks"; }, Kind::lagging},
        Trouble{"null_slots", true, [](Faults& f) { f.null_method = "getBlocks"; }, Kind::malformed},
        Trouble{"truncated_block", true, [](Faults& f) { f.truncated_body = true; }, Kind::malformed},
        Trouble{"error_for_block", true, [](Faults& f) { f.error_method = "getBlock"; }, Kind::unreachable},
        Trouble{"block_said_to_be_skipped", true,
                [](Faults& f) {
                  f.error_method = "getBlock";
                  f.error_code = -32009;
                },
                Kind::lagging}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(SolanaEndpoints, ANodeOfAnotherNetworkIsNotBelieved) {
  devnet::SolanaChain other("test");
  other.mine({other.token(kUsdt, kPayer, kWallet, 1'000'000)});
  other.mine_empty(20);
  node.host("a").chain = &other;
  EXPECT_EQ(error(at(0)).kind, Kind::malformed);
  EXPECT_EQ(log.count("endpoint.wrong_chain"), 1);
  fresh_reader();
  second_endpoint();
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  EXPECT_FALSE(health(0).healthy);
}

TEST_F(SolanaEndpoints, TheKeyIsSentAndNeverShown) {
  config.endpoints[0].endpoint.key = Secret("0000-my-pro-api-key");
  node.host("a").key = "0000-my-pro-api-key";
  scanned(at(0));
  a().error_method = "getSlot";
  a().error = "no such key 0000-my-pro-api-key at secret-0123456789abcdef";
  const ports::ReadError failure = error(at(0));
  EXPECT_EQ(failure.reason.find("my-pro-api-key"), std::string::npos) << failure.reason;
  EXPECT_EQ(failure.reason.find("0123456789abcdef"), std::string::npos) << failure.reason;
  for (const auto& line : log.lines())
    for (const auto& [key, value] : line.fields) EXPECT_EQ(value.find("my-pro-api-key"), std::string::npos) << value;
  EXPECT_EQ(health(0).trouble.find("my-pro-api-key"), std::string::npos);
}

// A hundred wallets are three hundred accounts, which four calls a second cannot list at once: the scan takes its time, keeps what
// it read, asks no method more than forty times in ten seconds, and in the end has found everything.
TEST_F(SolanaEndpoints, FortyCallsInTenSecondsAreKeptToAndManyWalletsAreReadAllTheSame) {
  config.endpoints[0].endpoint.requests_per_second = 4;
  watch.addresses.clear();
  std::vector<std::string> wallets;
  for (std::uint64_t n = 100; n < 200; ++n) wallets.push_back(devnet::solana_wallet(n));
  for (const std::string& wallet : wallets) watch.addresses.emplace_back(wallet);
  std::ranges::sort(watch.addresses);
  std::map<std::string, std::deque<Time>> calls;
  node.before_answer = [&](const std::string&, const std::string& method) {
    auto& times = calls[method];
    times.push_back(clock.now());
    while (clock.now() - times.front() >= Millis(10'000)) times.pop_front();
    EXPECT_LE(times.size(), 40u) << method;
  };
  for (std::uint64_t n = 100; n < 130; ++n) chain.mine({chain.token(kUsdt, kPayer, devnet::solana_wallet(n), n)});
  core::BlockRef cursor = at(0);
  std::vector<core::Transfer> all;
  for (int i = 0; i < 200; ++i) {
    const Scan answer = scan(cursor, 500);
    if (!answer) {
      clock.advance(answer.error().retry_after.value_or(Millis(1'000)));
      continue;
    }
    const auto& found = std::get<ports::Scanned>(*answer);
    std::ranges::copy(found.transfers, std::back_inserter(all));
    cursor = found.last;
    chain.mine_empty(12);
    clock.advance(Millis(5'000));
  }
  auto truth = chain.transfers(wallets, {kUsdt, kUsdc}, false);
  std::ranges::sort(truth);
  EXPECT_EQ(plain(all), truth);
  EXPECT_EQ(truth.size(), 30u);
  EXPECT_GT(cursor.height + 500, chain.head());  // it keeps up
}

TEST_F(SolanaEndpoints, BlockAtFindsTheNearestBlockAndKnowsAShorterChain) {
  chain.skip(4);
  chain.mine_empty(3);
  const std::uint64_t below = chain.tip().slot - 7;
  ASSERT_NE(chain.at(below), nullptr);
  for (std::uint64_t slot = below; slot < below + 5; ++slot) EXPECT_EQ(*reader().block_at(slot), std::optional(at(below)));
  EXPECT_EQ(*reader().block_at(below + 5), std::optional(at(below + 5)));
  EXPECT_EQ(*reader().block_at(chain.head()), std::optional(tip()));
  EXPECT_EQ(*reader().block_at(chain.head() + 1), std::nullopt);
  EXPECT_EQ(*reader().head(), tip());
  fresh_reader();
  a().null_method = "getBlock";
  EXPECT_FALSE(reader().block_at(3).has_value());
}

TEST_F(SolanaEndpoints, ASearchOverManyHeightsComesToAnEndWithFewCallsASecond) {
  config.endpoints[0].endpoint.requests_per_second = 1;
  chain.mine_empty(1'000);
  int rounds = 0;
  for (; rounds < 200; ++rounds) {  // begun anew each time, as the caller does
    bool whole = true;
    for (std::uint64_t slot = 10; whole && slot < 1'000; slot += 90) {
      const auto block = reader().block_at(slot);
      whole = block.has_value();
      if (whole) {
        EXPECT_EQ(*block, std::optional(at(slot)));
      }
      if (!whole) clock.advance(block.error().retry_after.value_or(Millis(1'000)));
    }
    if (whole) break;
  }
  EXPECT_LT(rounds, 30);
}

}  // namespace
}  // namespace bepusdt::chains::solana
