// Nothing is skipped on Solana, whatever happens there and to its nodes: trouble, lag, skipped slots, missing pages and
// balances. Every seed is a case.
#include "contract/chains/followed_chain.hpp"
#include "reader_world.hpp"

namespace bepusdt::chains::solana {
namespace {

class SolanaNothingSkipped : public FollowedChain<Family> {
 protected:
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
  void mine(std::uint64_t count) override {
    for (std::uint64_t i = 0; i < count; ++i) {
      if (chance(15)) chain.skip(1 + below(chance(10) ? 80 : 3));
      std::vector<devnet::SolanaTx> txs;
      while (chance(55)) txs.push_back(any_transaction());
      chain.mine(std::move(txs));
    }
  }
  void change_faults() override {
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

  void begin() override {
    config.endpoints[1].blocks = chance(40);
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
  }
  void scanned_was(const ports::Scanned& found) override { ASSERT_EQ(found.final_height, found.last.height); }
  bool batches = true;  // more than one call goes out at once
};

TEST_P(SolanaNothingSkipped, TheScansTogetherHoldExactlyWhatTheChainHolds) { run(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Seeds, SolanaNothingSkipped, ::testing::Range<std::uint64_t>(1, 161));

}  // namespace
}  // namespace bepusdt::chains::solana
