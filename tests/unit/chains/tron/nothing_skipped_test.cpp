// The promise of the reader, over random schedules: whatever nodes do (trouble, lag, forks, missing logs), a caller that
// follows the port's rules ends with exactly the transfers that the chain holds, each in its block. Every seed is a case.
#include <map>
#include <random>

#include "reader_world.hpp"

namespace bepusdt::chains::tron {
namespace {

class TronNothingSkipped : public ReaderWorld, public ::testing::WithParamInterface<std::uint64_t> {
 protected:
  std::uint64_t below(std::uint64_t n) { return n == 0 ? 0 : random() % n; }
  bool chance(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }

  devnet::TronTx any_transaction() {
    const std::string to = chance(40) ? kWallet : chance(50) ? kOtherWallet : kStranger;
    const std::string contract = chance(50) ? kUsdt : chance(70) ? kUsdc : kFakeUsdt;
    const auto kind = below(6);
    devnet::TronTx tx = kind == 0   ? chain.coin(kPayer, to, below(4))
                        : kind == 1 ? chain.token_from(contract, kStranger, kPayer, to, below(4))
                        : kind == 2 ? chain.payout(contract, kPayer, {{kStranger, 1}, {to, below(4)}, {kWallet, below(3)}})
                        : kind == 3 ? chain.permit(contract, kPayer, to, below(4))
                        : kind == 4 ? chain.delegation(kPayer, to, chance(50), 5, chance(50))
                                    : chain.token(contract, kPayer, to, below(4), chance(50));
    if (chance(10)) tx.ok = false;
    return tx;
  }
  void mine(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      std::vector<devnet::TronTx> txs;
      while (chance(45)) txs.push_back(any_transaction());
      chain.mine(std::move(txs));
    }
  }
  void fork() {
    const std::uint64_t depth = 1 + below(std::min<std::uint64_t>(20, chain.head() - 1));
    auto txs = chain.fork(depth);
    if (chance(20)) return;  // the head goes backwards for now
    std::ranges::shuffle(txs, random);
    for (devnet::TronTx& tx : txs) {
      if (chance(20)) continue;
      chain.mine({tx});
    }
    mine(below(3));
  }
  void change_faults() {
    a() = {};
    b() = {};
    a().random_trouble = chance(50) ? 0.2 : 0;
    b().random_trouble = chance(50) ? 0.2 : 0;
    if (chance(40)) a().lags = {below(4), below(4), below(4)};
    if (chance(40)) b().lags = {below(4), below(4)};
    if (chance(20)) a().infos_disabled = true;
    if (chance(20)) a().infos_empty = true;
    if (chance(20)) a().infos_cut = true;
    if (chance(20)) b().blocks_cut = true;
    if (chance(10)) b().down = true;
    if (chance(10)) b().wrong_height = true;
    for (const char* name : {"a", "b"})
      node.host(name).solidified =
          chance(50) && chain.head() > 25 ? std::optional(chain.head() - 25) : std::optional<std::uint64_t>();
  }

  // What scan_chain does, in small: a cursor, the kept blocks below it, a ledger by key.
  struct Entry {
    devnet::TronTransfer transfer;
    bool gone = false;
  };
  void step() {
    const std::uint64_t most = 1 + below(60);
    const Scan answer = scan(cursor, most);
    if (!answer) {
      clock.advance(answer.error().retry_after.value_or(Millis(1'000)));
      return;
    }
    if (std::holds_alternative<ports::Forked>(*answer)) return rewind();
    const auto& found = std::get<ports::Scanned>(*answer);
    ASSERT_GE(found.last.height, cursor.height);
    ASSERT_LE(found.last.height, cursor.height + most);
    ASSERT_LE(found.final_height, found.last.height);
    for (std::uint64_t h = cursor.height + 1; h <= found.last.height; ++h)
      ASSERT_EQ(std::ranges::count(found.blocks, h, &core::BlockRef::height), 1);
    for (const core::BlockRef& block : found.blocks) kept[block.height] = block;
    for (const core::Transfer& transfer : found.transfers) {
      ASSERT_GT(transfer.block.height, cursor.height);
      ASSERT_LE(transfer.block.height, found.last.height);
      ledger[transfer.key.hash.value() + "/" + transfer.key.position.value()] = {plain(transfer), false};
    }
    cursor = found.last;
  }
  void rewind() {
    for (auto at = std::make_reverse_iterator(kept.upper_bound(cursor.height)); at != kept.rend(); ++at) {
      const auto there = reader().block_at(at->first);
      if (!there) {
        clock.advance(there.error().retry_after.value_or(Millis(1'000)));
        return;
      }
      if (*there != std::optional(at->second)) continue;
      cursor = at->second;
      kept.erase(kept.upper_bound(cursor.height), kept.end());
      for (auto& [key, entry] : ledger)
        if (entry.transfer.height > cursor.height) entry.gone = true;
      return;
    }
    FAIL() << "no common block";
  }

  void run(std::uint64_t seed) {
    random.seed(seed);
    second_endpoint();
    watch.native = chance(40);
    config.limits.blocks_per_step = 1 + below(25);
    if (chance(30)) config.finality = {Finality::Kind::blocks, below(25)};
    if (chance(50)) config.endpoints[0].solidity = "https://a:8091";
    mine(30 + below(60));
    cursor = at(0);
    kept[0] = cursor;
    for (int round = 0; round < 40; ++round) {
      if (chance(40)) change_faults();
      if (chance(70)) mine(below(8));
      if (chance(15)) fork();
      for (std::uint64_t i = 0; i < 1 + below(3); ++i) step();
      clock.advance(Millis(static_cast<std::int64_t>(below(20'000))));
      if (::testing::Test::HasFatalFailure()) return;
    }
    // The faults stop.
    a() = {};
    b() = {};
    clock.advance(config.limits.feature_retry);
    mine(3);
    for (int i = 0; i < 400 && !(cursor == tip()); ++i) {
      step();
      clock.advance(Millis(20'000));
      if (::testing::Test::HasFatalFailure()) return;
    }
    EXPECT_EQ(cursor, tip());
    std::vector<devnet::TronTransfer> held;
    for (const auto& [key, entry] : ledger)
      if (!entry.gone) held.push_back(entry.transfer);
    auto truth = expected();
    std::ranges::sort(held);
    std::ranges::sort(truth);
    EXPECT_EQ(held, truth);
    EXPECT_GT(truth.size(), 5u);
  }

  std::mt19937_64 random;
  core::BlockRef cursor;
  std::map<std::uint64_t, core::BlockRef> kept;
  std::map<std::string, Entry> ledger;
};

TEST_P(TronNothingSkipped, TheScansTogetherHoldExactlyWhatTheChainHolds) { run(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Seeds, TronNothingSkipped, ::testing::Range<std::uint64_t>(1, 121));

}  // namespace
}  // namespace bepusdt::chains::tron
