// FollowedTon: a TON that mines whatever there may be, payments and what only looks like them, in shards that come and go.
#pragma once

#include "contract/chains/followed_chain.hpp"
#include "reader_world.hpp"

namespace bepusdt::chains::ton {

template <class Family>
class FollowedTon : public FollowedChain<Family> {
 protected:
  using World = FollowedChain<Family>;
  using World::below, World::chain, World::chance, World::config, World::watch;

  devnet::TonTx any_transaction() {
    const std::string to = chance(40) ? kWallet : chance(50) ? kOtherWallet : kStranger;
    devnet::TonTx tx = chance(50)
                           ? chain.token(kPayer, to, below(4), chance(20) ? devnet::ton_wallet(900 + below(3)) : "")
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
      std::vector<devnet::TonTx> txs;
      while (chance(45)) txs.push_back(any_transaction());
      chain.mine(std::move(txs));
    }
  }
  void begin() override {
    watch.native = chance(70);
    if (chance(30)) config.finality = {Finality::Kind::blocks, below(25)};
    for (std::uint64_t i = 0; i < 6; ++i) chain.mine({chain.token(kPayer, kWallet, 1 + below(3))});
    mine(20 + below(40));
  }
  // Nothing else is there in between, either.
  void scanned_was(const ports::Scanned&) override { this->expect_everything(); }
};

}  // namespace bepusdt::chains::ton
