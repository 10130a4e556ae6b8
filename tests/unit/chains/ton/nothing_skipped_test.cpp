// The promise of the reader, over random schedules: whatever indexes and lite-servers do (trouble, lag, rows, shards and pages that are left out),
// a caller that follows the port's rules ends with exactly the transfers that the chain holds, each in its block, and never
// with another one in between. Every seed is a case.
#include <map>
#include <random>

#include "reader_world.hpp"

namespace bepusdt::chains::ton {
namespace {

using devnet::TonTx;

class TonNothingSkipped : public ReaderWorld, public ::testing::WithParamInterface<std::uint64_t> {
 protected:
  std::uint64_t below(std::uint64_t n) { return n == 0 ? 0 : random() % n; }
  bool chance(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }

  TonTx any_transaction() {
    const std::string to = chance(40) ? kWallet : chance(50) ? kOtherWallet : kStranger;
    TonTx tx = chance(50) ? chain.token(kPayer, to, below(4), chance(20) ? devnet::ton_wallet(900 + below(3)) : "")
                          : chain.coin(kPayer, to, below(4), chance(50) ? devnet::ton_comment("x") : devnet::TonCell());
    if (!chance(25)) return tx;
    const bool token = tx.account != to;
    switch (below(4)) {
      case 0: tx.bounced = true; break;
      case 1: tx.sent_back = tx.aborted = true, tx.succeeded = false; break;
      case 2:
        tx.computed = false;
        tx.aborted = true;
        if (!token) return tx;  // an undeployed wallet
        break;
      case 3:
        tx.acted = false;
        tx.aborted = true;
        if (!token) return tx;
        break;
    }
    tx.pays.clear();
    return tx;
  }
  void mine(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      if (chance(10)) chain.set_shards(1U << below(3));
      std::vector<TonTx> txs;
      while (chance(45)) txs.push_back(any_transaction());
      chain.mine(std::move(txs));
    }
  }
  void change_faults() {
    a() = {};
    b() = {};
    a().random_trouble = chance(50) ? 0.2 : 0;
    b().random_trouble = chance(50) ? 0.2 : 0;
    if (chance(40)) a().lags = {below(4), below(4), below(4)};
    if (chance(40)) b().lags = {below(4), below(4)};
    if (chance(15)) a().rows_cut = true;
    if (chance(15)) b().rows_lost = true;
    if (chance(15)) a().shard_rows_lost = true;
    if (chance(15)) b().shard_block_lost = true;
    if (chance(30)) a().emulated_too = true;
    if (chance(10)) b().down = true;
    for (const char* name : {"a", "b"}) {
      devnet::LiteFaults& faults = lite.host(name).faults;
      faults = {};
      faults.random_trouble = chance(50) ? 0.02 : 0;
      if (chance(40)) faults.lags = {below(4), below(4)};
      if (chance(15)) faults.shard_block_lost = true;
      if (chance(10)) faults.down = true;
      if (chance(10)) faults.missing_method = "getBlock";
    }
  }

  void step() {
    const std::uint64_t most = 1 + below(60);
    const Scan answer = scan(cursor, most);
    if (!answer) {
      clock.advance(answer.error().retry_after.value_or(Millis(1'000)));
      return;
    }
    ASSERT_FALSE(std::holds_alternative<ports::Forked>(*answer));
    const auto& found = std::get<ports::Scanned>(*answer);
    ASSERT_GE(found.last.height, cursor.height);
    ASSERT_LE(found.last.height, cursor.height + most);
    ASSERT_LE(found.final_height, found.last.height);
    for (std::uint64_t h = cursor.height + 1; h <= found.last.height; ++h)
      ASSERT_EQ(std::ranges::count(found.blocks, h, &core::BlockRef::height), 1);
    for (const core::Transfer& transfer : found.transfers) {
      ASSERT_GT(transfer.block.height, cursor.height);
      ASSERT_LE(transfer.block.height, found.last.height);
      ASSERT_TRUE(ledger.emplace(transfer.key.hash.value() + "/" + transfer.key.position.value(), plain(transfer)).second);
    }
    cursor = found.last;
    // Up to the cursor everything is there already, and nothing else.
    std::vector<devnet::TonTransfer> held;
    for (const auto& [key, transfer] : ledger) held.push_back(transfer);
    auto truth = expected();
    std::erase_if(truth, [&](const devnet::TonTransfer& transfer) { return transfer.height > cursor.height; });
    std::ranges::sort(held);
    ASSERT_EQ(held, truth);
  }

  void run(std::uint64_t seed) {
    random.seed(seed);
    // Two of one kind or one of each.
    if (chance(50)) over(Nodes::lite_servers);
    second_endpoint();
    if (chance(40)) config.endpoints = {endpoint(Nodes::indexes, "a"), endpoint(Nodes::lite_servers, "b")};
    if (chance(50)) std::ranges::reverse(config.endpoints);
    watch.native = chance(70);
    config.limits.blocks_per_step = 1 + below(25);
    config.limits.masters_per_step = 1 + below(20);
    config.limits.questions_at_once = 1 + below(10);
    config.limits.accounts_per_question = 1 + below(5);
    if (chance(50)) config.limits.rows_per_page = 5 + below(40);
    if (chance(30) && config.endpoints[0].url == endpoint(Nodes::indexes, "a").url)
      config.endpoints[0].requests_per_second = node.host("a").per_second = 10;
    if (chance(30)) config.finality = {Finality::Kind::blocks, below(25)};
    for (std::uint64_t i = 0; i < 6; ++i) chain.mine({chain.token(kPayer, kWallet, 1 + below(3))});
    mine(20 + below(40));
    cursor = at(1);
    for (int round = 0; round < 30; ++round) {
      if (chance(40)) change_faults();
      if (chance(70)) mine(below(8));
      for (std::uint64_t i = 0; i < 1 + below(3); ++i) step();
      clock.advance(Millis(static_cast<std::int64_t>(below(20'000))));
      if (::testing::Test::HasFatalFailure()) return;
    }
    // The faults stop.
    a() = {};
    b() = {};
    lite.host("a").faults = {};
    lite.host("b").faults = {};
    mine(3);
    for (int i = 0; i < 200 && !same(cursor, tip()); ++i) {
      step();
      clock.advance(Millis(20'000));
      if (::testing::Test::HasFatalFailure()) return;
    }
    EXPECT_TRUE(same(cursor, tip()));
    EXPECT_EQ(ledger.size(), expected().size());
    EXPECT_GT(ledger.size(), 5u);
  }

  std::mt19937_64 random;
  core::BlockRef cursor;
  std::map<std::string, devnet::TonTransfer> ledger;
};

TEST_P(TonNothingSkipped, TheScansTogetherHoldExactlyWhatTheChainHolds) { run(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Seeds, TonNothingSkipped, ::testing::Range<std::uint64_t>(1, 121));

}  // namespace
}  // namespace bepusdt::chains::ton
