// The promise of the reader, over random schedules: whatever nodes do (trouble, lag, cut pages, pruning, another network), a
// caller that follows the port's rules ends with exactly the transfers that the chain holds. Every seed is a case.
#include <map>
#include <random>

#include "reader_world.hpp"

namespace bepusdt::chains::aptos {
namespace {

class AptosNothingSkipped : public ReaderWorld, public ::testing::WithParamInterface<std::uint64_t> {
 protected:
  std::uint64_t below(std::uint64_t n) { return n == 0 ? 0 : random() % n; }
  bool chance(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }

  devnet::AptosTx any_transaction() {
    const std::string to = chance(40) ? kWallet : chance(50) ? kOtherWallet : kStranger;
    const std::string asset = chance(50) ? kUsdt : chance(70) ? kUsdc : kFakeUsdt;
    const auto kind = below(5);
    const std::string store = devnet::aptos_primary_store(to, asset);
    devnet::AptosTx tx =
        kind == 0   ? chain.payout(asset, kPayer, {{kStranger, 1}, {to, below(4)}, {kWallet, below(3)}, {to, 2}})
        : kind == 1 ? chain.into_store(devnet::aptos_account(below(9)), kPayer, 5)
        : kind == 2 ? chain.emitting(kPayer, {devnet::aptos_deposit(store, 5, "0xbad::fungible_asset::Deposit")})
                    : chain.transfer(asset, kPayer, to, below(4));
    if (chance(10)) tx.ok = false;
    return tx;
  }
  void mine(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      std::vector<devnet::AptosTx> txs;
      const int more = chance(5) ? 97 : 40;
      while (chance(more)) txs.push_back(any_transaction());
      chain.mine(std::move(txs));
    }
  }
  void change_faults() {
    a() = {};
    b() = {};
    a().random_trouble = chance(50) ? 0.2 : 0;
    b().random_trouble = chance(50) ? 0.2 : 0;
    if (chance(40)) a().lags = {below(4), below(4), below(4)};
    if (chance(40)) b().lags = {below(4), below(9)};
    if (chance(30)) a().page_most = 1 + below(50);
    if (chance(20)) a().slow_above = 1 + below(60);
    if (chance(20)) a().oldest = chain.head() - below(std::min<std::uint64_t>(20, chain.head()));
    if (chance(20)) b().headers_left_out = true;
    if (chance(10)) b().page_empty = true;
    if (chance(10)) b().down = true;
    if (chance(10)) b().wrong_block = true;
    if (chance(10)) a().chain_id = 2;
    // What no Aptos should have, told by one of the two: blocks of another chain with payments that never were.
    node.host("b").chain = chance(10) ? &forged : &chain;
  }

  // What scan_chain does, in small: a cursor and a ledger by key.
  void step() {
    const std::uint64_t most = 1 + below(60);
    const Scan answer = scan(cursor, most);
    if (!answer) {
      clock.advance(answer.error().retry_after.value_or(Millis(1'000)));
      return;
    }
    ASSERT_TRUE(std::holds_alternative<ports::Scanned>(*answer)) << "there are no forks";
    const auto& found = std::get<ports::Scanned>(*answer);
    ASSERT_GE(found.last.height, cursor.height);
    ASSERT_LE(found.last.height, cursor.height + most);
    ASSERT_LE(found.final_height, found.last.height);
    for (std::uint64_t h = cursor.height + 1; h <= found.last.height; ++h)
      ASSERT_EQ(std::ranges::count(found.blocks, at(h)), 1) << h;
    for (const core::Transfer& transfer : found.transfers) {
      ASSERT_GT(transfer.block.height, cursor.height);
      ASSERT_LE(transfer.block.height, found.last.height);
      ASSERT_TRUE(ledger.emplace(transfer.key.hash.value() + "/" + transfer.key.position.value(), transfer).second);
    }
    cursor = found.last;
  }
  // A look again at some of what was found: never "absent" or "moved" of what is there, unless the forger was asked.
  void check_some() {
    if (ledger.empty() || node.host("b").chain == &forged) return;
    const auto& [key, transfer] = *std::next(ledger.begin(), static_cast<std::ptrdiff_t>(below(ledger.size())));
    const auto answer = reader().check(transfer);
    ASSERT_TRUE(!answer || *answer == ports::TransferCheck::present) << key;
  }

  void run(std::uint64_t seed) {
    random.seed(seed);
    second_endpoint();
    config.limits.blocks_per_step = 1 + below(60);
    config.limits.versions_per_step = 1 + below(300);
    config.limits.page = 1 + below(100);
    if (chance(30)) config.finality = {Finality::Kind::blocks, below(25)};
    forged.mine_empty(400);
    mine(30 + below(60));
    cursor = at(0);
    for (int round = 0; round < 40; ++round) {
      forged.mine({forged.transfer(kUsdt, kPayer, kWallet, 1'000'000)});
      if (chance(40)) change_faults();
      if (chance(70)) mine(below(8));
      for (std::uint64_t i = 0; i < 1 + below(3); ++i) step();
      check_some();
      clock.advance(Millis(static_cast<std::int64_t>(below(20'000))));
      if (::testing::Test::HasFatalFailure()) return;
    }
    // The faults stop.
    a() = {};
    b() = {};
    node.host("b").chain = &chain;
    clock.advance(config.limits.back_off.wrong_chain);
    mine(3);
    for (int i = 0; i < 400 && !(cursor == tip()); ++i) {
      step();
      clock.advance(Millis(20'000));
      if (::testing::Test::HasFatalFailure()) return;
    }
    EXPECT_EQ(cursor, tip());
    std::vector<core::Transfer> held;
    for (const auto& [key, transfer] : ledger) held.push_back(transfer);
    auto found = plain(held), truth = expected();
    std::ranges::sort(found);
    std::ranges::sort(truth);
    EXPECT_EQ(found, truth);
    EXPECT_GT(truth.size(), 5u);
  }

  devnet::AptosChain forged{1, 1'779'000'000};
  std::mt19937_64 random;
  core::BlockRef cursor;
  std::map<std::string, core::Transfer> ledger;
};

TEST_P(AptosNothingSkipped, TheScansTogetherHoldExactlyWhatTheChainHolds) { run(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Seeds, AptosNothingSkipped, ::testing::Range<std::uint64_t>(1, 121));

}  // namespace
}  // namespace bepusdt::chains::aptos
