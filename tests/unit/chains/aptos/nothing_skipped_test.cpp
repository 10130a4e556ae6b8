// Nothing is skipped on Aptos, whatever happens there and to its nodes: trouble, lag, cut pages, pruning, blocks of another
// chain. Every seed is a case.
#include "contract/chains/followed_chain.hpp"
#include "reader_world.hpp"

namespace bepusdt::chains::aptos {
namespace {

class AptosNothingSkipped : public FollowedChain<Family> {
 protected:
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
  void mine(std::uint64_t count) override {
    for (std::uint64_t i = 0; i < count; ++i) {
      std::vector<devnet::AptosTx> txs;
      const int more = chance(5) ? 97 : 40;
      while (chance(more)) txs.push_back(any_transaction());
      chain.mine(std::move(txs));
    }
  }
  void change_faults() override {
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

  void begin() override {
    config.limits.blocks_per_step = 1 + below(60);
    config.limits.versions_per_step = 1 + below(300);
    config.limits.page = 1 + below(100);
    if (chance(30)) config.finality = {Finality::Kind::blocks, below(25)};
    forged.mine_empty(400);
    mine(30 + below(60));
  }
  void each_round() override {
    forged.mine({forged.transfer(kUsdt, kPayer, kWallet, 1'000'000)});
    check_some();
  }
  void faults_stop() override {
    FollowedChain::faults_stop();
    node.host("b").chain = &chain;
  }
  // A look again at some of what was found: never "absent" or "moved" of what is there, unless the forger was asked.
  void check_some() {
    if (ledger.empty() || node.host("b").chain == &forged) return;
    const auto& [key, entry] = *std::next(ledger.begin(), static_cast<std::ptrdiff_t>(below(ledger.size())));
    const auto answer = reader().check(entry.transfer);
    ASSERT_TRUE(!answer || *answer == ports::TransferCheck::present) << key;
  }
  devnet::AptosChain forged{1, 1'779'000'000};
};

TEST_P(AptosNothingSkipped, TheScansTogetherHoldExactlyWhatTheChainHolds) { run(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Seeds, AptosNothingSkipped, ::testing::Range<std::uint64_t>(1, 121));

}  // namespace
}  // namespace bepusdt::chains::aptos
