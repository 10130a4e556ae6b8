#include "devnet/ton/ton_testnet.hpp"

#include <set>

#include "unit/devnet/commanded_world.hpp"

namespace bepusdt::devnet {
namespace {

class TonTestnetTest : public CommandedWorld {
 protected:
  TonTestnetTest() : CommandedWorld("ton") {}

  const TonChain& ton() const { return static_cast<const TonTestnet&>(*ground.testnet).chain(); }
};

TEST_F(TonTestnetTest, ItHasAPastOfSomeMinutesThatEndsNow) {
  EXPECT_EQ(ground.height(), TonTestnet::kPast);
  EXPECT_EQ(ton().at(1)->time, 1'790'000'000 - 400);
  EXPECT_EQ(ton().tip().time, 1'790'000'000);
  clock.advance(Millis(700));
  command("mine");
  EXPECT_EQ(ton().tip().time, 1'790'000'001);
}

TEST_F(TonTestnetTest, ItDoesNotFork) {
  EXPECT_EQ(command("fork", R"({"depth":1})"),
            R"(400 {"Error":"TON does not fork: what a masterchain block refers to is final"})");
}

TEST_F(TonTestnetTest, ShardsSplitAndMergeAndPaymentsAreInWhicheverHoldsTheWallet) {
  std::set<std::size_t> shards;
  std::vector<Paid> expected;
  for (std::uint64_t i = 0; i < 5 * TonTestnet::kBetweenReshards; i += 8) {
    const std::string units = std::to_string(i + 1);
    expected.push_back({pay(units, token()), token(), units});
    command("mine", R"({"blocks":8})");
    shards.insert(ton().tip().tops.size());
  }
  EXPECT_EQ(shards, (std::set<std::size_t>{1, 2, 4}));
  std::vector<Paid> paid = ground.paid();
  std::ranges::sort(paid);
  std::ranges::sort(expected);
  EXPECT_EQ(paid, expected);
}

TEST_F(TonTestnetTest, AMessageThatFailsComesBackToWhoSentIt) {
  command("failnext", R"({"count":2})");
  const std::set<std::string> payments{pay("5"), pay("6", token())};
  command("mine");
  std::set<std::string> failed;
  for (const auto& [name, block] : ton().blocks())
    for (const TonTx& tx : block.txs)
      if (tx.aborted && tx.sent_back && !tx.succeeded && !tx.acted) failed.insert(to_hex(bytes_of(tx.hash)));
  EXPECT_EQ(failed, payments);
}

TEST_F(TonTestnetTest, TheFamilysOwnFaultsAreReadByTheirNames) {
  command("setfaults", R"({"error_method":"masterchainInfo","error":"database is starting up"})");
  EXPECT_EQ(ask(), R"({"error":"database is starting up"})");
  command("setfaults", R"({"empty_method":"masterchainInfo","rows_cut":true,"emulated_too":true})");
  EXPECT_EQ(ask(), "{}");
}

}  // namespace
}  // namespace bepusdt::devnet
