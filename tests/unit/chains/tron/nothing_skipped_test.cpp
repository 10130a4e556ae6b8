// Nothing is skipped on Tron, whatever happens there and to its nodes: trouble, lag, forks, logs that are left out. Every seed
// is a case.
#include "contract/chains/followed_chain.hpp"
#include "reader_world.hpp"

namespace bepusdt::chains::tron {
namespace {

class TronNothingSkipped : public FollowedChain<Family> {
 protected:
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
  void mine(std::uint64_t count) override {
    for (std::uint64_t i = 0; i < count; ++i) {
      std::vector<devnet::TronTx> txs;
      while (chance(45)) txs.push_back(any_transaction());
      chain.mine(std::move(txs));
    }
  }
  void fork() override {
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
  void change_faults() override {
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

  void begin() override {
    watch.native = chance(40);
    config.limits.blocks_per_step = 1 + below(25);
    if (chance(30)) config.finality = {Finality::Kind::blocks, below(25)};
    if (chance(50)) config.endpoints[0].solidity = "https://a:8091";
    mine(30 + below(60));
  }
};

TEST_P(TronNothingSkipped, TheScansTogetherHoldExactlyWhatTheChainHolds) { run(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Seeds, TronNothingSkipped, ::testing::Range<std::uint64_t>(1, 121));

}  // namespace
}  // namespace bepusdt::chains::tron
