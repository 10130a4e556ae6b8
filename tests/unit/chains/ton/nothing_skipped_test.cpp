// Nothing is skipped on TON, whatever happens there and to its indexes: trouble, lag, rows, shards and pages that are left out;
// and nothing else is found in between. Every seed is a case.
#include "contract/chains/followed_chain.hpp"
#include "reader_world.hpp"

namespace bepusdt::chains::ton {
namespace {

using devnet::TonTx;

class TonNothingSkipped : public FollowedChain<Family> {
 protected:
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
  void mine(std::uint64_t count) override {
    for (std::uint64_t i = 0; i < count; ++i) {
      if (chance(10)) chain.set_shards(1U << below(3));
      std::vector<TonTx> txs;
      while (chance(45)) txs.push_back(any_transaction());
      chain.mine(std::move(txs));
    }
  }
  void change_faults() override {
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
  }

  void begin() override {
    watch.native = chance(70);
    config.limits.blocks_per_step = 1 + below(25);
    config.limits.accounts_per_question = 1 + below(5);
    if (chance(50)) config.limits.rows_per_page = 5 + below(40);
    if (chance(30)) config.endpoints[0].requests_per_second = node.host("a").per_second = 10;
    if (chance(30)) config.finality = {Finality::Kind::blocks, below(25)};
    for (std::uint64_t i = 0; i < 6; ++i) chain.mine({chain.token(kPayer, kWallet, 1 + below(3))});
    mine(20 + below(40));
  }
  // Nothing else is there in between, either.
  void scanned_was(const ports::Scanned&) override { expect_everything(); }
};

TEST_P(TonNothingSkipped, TheScansTogetherHoldExactlyWhatTheChainHolds) { run(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Seeds, TonNothingSkipped, ::testing::Range<std::uint64_t>(1, 121));

}  // namespace
}  // namespace bepusdt::chains::ton
