// The promise of the reader, over random schedules: whatever nodes do (trouble, lag, skipped slots, missing pages), a caller that
// follows the port's rules ends with exactly the transfers that the chain holds, each in its block. Every seed is a case.
#include <map>
#include <random>

#include "reader_world.hpp"

namespace bepusdt::chains::solana {
namespace {

class SolanaNothingSkipped : public ReaderWorld, public ::testing::WithParamInterface<std::uint64_t> {
 protected:
  std::uint64_t below(std::uint64_t n) { return n == 0 ? 0 : random() % n; }
  bool chance(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }

  devnet::SolanaTx any_transaction() {
    const std::string to = chance(40) ? kWallet : chance(50) ? kOtherWallet : kStranger;
    const std::string mint = chance(50) ? kUsdt : chance(70) ? kUsdc : kFakeUsdt;
    const auto kind = below(5);
    devnet::SolanaTx tx = kind == 0 ? chain.coin(kPayer, to, below(4))
                          : kind == 1
                              ? chain.batch(mint, kPayer, {{kStranger, 1}, {to, below(4)}, {kWallet, below(3)}, {to, 1}})
                          : kind == 2 ? chain.move(mint, chance(50) ? kWallet : kOtherWallet, 1 + below(5))
                                      : chain.token(mint, kPayer, to, below(4), chance(30));
    if (kind > 0 && chance(30)) tx = devnet::SolanaChain::with_lookup(std::move(tx));
    if (tx.version < 0 && chance(30)) tx.version = 1;
    if (chance(10)) tx.ok = false;
    return tx;
  }
  void mine(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      if (chance(15)) chain.skip(1 + below(chance(10) ? 80 : 3));
      std::vector<devnet::SolanaTx> txs;
      while (chance(55)) txs.push_back(any_transaction());
      chain.mine(std::move(txs));
    }
  }
  void change_faults() {
    a() = {};
    b() = {};
    a().random_trouble = chance(50) ? 0.2 : 0;
    b().random_trouble = chance(50) ? 0.2 : 0;
    if (chance(40)) a().lags = {below(6), below(6), below(6)};
    if (chance(40)) b().lags = {below(4), below(30)};
    if (chance(30)) {
      a().written_behind = below(25);
      if (!batches) a().lags.clear();  // without batches unlike nodes behind one name cannot be told apart
    }
    if (chance(20)) a().forgets_before = true;
    if (chance(20)) b().pages_shifted = true;
    if (chance(20)) a().slots_left_out = true;
    if (chance(20)) b().untold = true;
    if (chance(20)) a().tokens_left_out = true;
    if (chance(15)) a().first_slot = below(chain.head());
    if (chance(10)) b().told_failed = true;
    if (chance(10)) b().times_left_out = true;
    if (chance(10)) b().down = true;
  }

  // What scan_chain does, in small: a cursor and a ledger by key.
  void step() {
    const std::uint64_t most = 1 + below(60);
    const Scan answer = scan(cursor, most);
    if (!answer) {
      clock.advance(answer.error().retry_after.value_or(Millis(1'000)));
      return;
    }
    ASSERT_TRUE(std::holds_alternative<ports::Scanned>(*answer)) << "a fork of finalized blocks";
    const auto& found = std::get<ports::Scanned>(*answer);
    ASSERT_GE(found.last.height, cursor.height);
    ASSERT_LE(found.last.height, found.head);
    ASSERT_EQ(found.final_height, found.last.height);
    ASSERT_LE(found.blocks.size(), most + 1);
    if (found.last != cursor) {
      ASSERT_EQ(found.blocks.back(), found.last);
    }
    std::uint64_t slot = cursor.height;
    for (const core::BlockRef& block : found.blocks) {
      ASSERT_GT(block.height, slot);
      slot = block.height;
      ASSERT_EQ(block, at(block.height));
    }
    slot = cursor.height + 1;
    for (const core::Transfer& transfer : found.transfers) {
      ASSERT_GE(transfer.block.height, slot);
      ASSERT_LE(transfer.block.height, found.last.height);
      slot = transfer.block.height;
      ASSERT_TRUE(ledger.emplace(transfer.key.hash.value() + transfer.key.position.value(), plain(transfer)).second);
    }
    cursor = found.last;
  }

  void run(std::uint64_t seed) {
    random.seed(seed);
    second_endpoint(chance(40));
    config.endpoints[0].blocks = chance(30);
    for (SolanaEndpoint& endpoint : config.endpoints)
      if (chance(30)) endpoint.endpoint.requests_per_second = static_cast<double>(1 + below(30));
    watch.native = chance(40);
    config.limits.first_page = 2 + below(10);
    config.limits.page = 2 + below(20);
    config.limits.rpc.max_batch = 1 + below(10);
    config.limits.held_back = below(10);
    batches = config.limits.rpc.max_batch > 1;
    for (const SolanaEndpoint& endpoint : config.endpoints)
      if (endpoint.endpoint.requests_per_second == 1) batches = false;
    mine(30 + below(60));
    cursor = at(0);
    for (int round = 0; round < 40; ++round) {
      if (chance(40)) change_faults();
      if (chance(70)) mine(below(8));
      for (std::uint64_t i = 0; i < 1 + below(3); ++i) step();
      clock.advance(Millis(static_cast<std::int64_t>(below(20'000))));
      if (::testing::Test::HasFatalFailure()) return;
    }
    // The faults stop.
    a() = {};
    b() = {};
    clock.advance(Millis(600'000));
    const std::uint64_t end = chain.head();
    chain.mine_empty(12);
    for (int i = 0; i < 600 && cursor.height < end; ++i) {
      step();
      clock.advance(Millis(20'000));
      if (::testing::Test::HasFatalFailure()) return;
    }
    EXPECT_GE(cursor.height, end);
    std::vector<devnet::SolanaTransfer> held;
    for (const auto& [key, transfer] : ledger) held.push_back(transfer);
    std::ranges::sort(held);
    EXPECT_EQ(held, expected());
    EXPECT_GT(held.size(), 5u);
  }

  std::mt19937_64 random;
  bool batches = true;  // more than one call goes out at once
  core::BlockRef cursor;
  std::map<std::string, devnet::SolanaTransfer> ledger;
};

TEST_P(SolanaNothingSkipped, TheScansTogetherHoldExactlyWhatTheChainHolds) { run(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Seeds, SolanaNothingSkipped, ::testing::Range<std::uint64_t>(1, 161));

}  // namespace
}  // namespace bepusdt::chains::solana
