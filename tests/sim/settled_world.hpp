// SettledWorld: a world whose chain is read only where nothing is taken back any more: Solana's finalized slots, Aptos' committed
// versions, TON's blocks that the masterchain refers to. Nobody forks it; what befalls it are its nodes, and transactions that look
// like payments.
//
// Beside what ModelWorld wants, a Kind says whether a transaction fails(tx). A Tx lists what it `pays`.
#pragma once

#include "sim/model_world.hpp"

namespace bepusdt::sim {

template <class Kind>
class SettledWorld : public ModelWorld<Kind> {
 public:
  using Base = ModelWorld<Kind>;
  using Chain = typename Base::Chain;
  using Tx = typename Base::Tx;
  using Host = typename Base::Host;
  using Base::plan;

  void mine_until(BlockTime now, Draw& draw, FaultSpace& space) override;
  bool fork(bool, Draw&, FaultSpace&) override { return false; }
  void change_weather(Draw& draw, FaultSpace& space) override;
  void heal() override;

 protected:
  template <class... Node>
  SettledWorld(ChainPlan of, BlockTime start, Chain chain, Node&&... node)
      : Base(std::move(of), start, std::move(chain), std::forward<Node>(node)...) {
    settle();
  }

  // One that looks like a payment to `wallet`, and pays nobody who is watched.
  [[nodiscard]] virtual Tx look_alike(const std::string& wallet, Draw& draw) = 0;
  // What the next block is to be like.
  virtual void before_block(Draw&, FaultSpace&) {}
  // What is special in a transaction that is mined.
  virtual void count(const Tx&, FaultSpace&) const {}

  using Base::chain_;
  using Base::host;

 private:
  // With a tag, or where only the final is told: at once.
  void settle() {
    const std::uint64_t on_top = plan().by_tag ? 0 : plan().finality;
    this->mark_final(chain_.head() > on_top ? chain_.head() - on_top : 0);
  }
};

template <class Kind>
void SettledWorld<Kind>::mine_until(BlockTime now, Draw& draw, FaultSpace& space) {
  while (const auto second = this->next_second(to_unix_seconds(now), draw, space)) {
    std::vector<Tx> txs = this->take_some(draw);
    for (const Tx& tx : txs) {
      if (Kind::fails(tx)) space.struck(Fault::failed_transaction);
      if (tx.pays.size() > 1) space.struck(Fault::two_transfers);
      count(tx, space);
    }
    if (draw.percent(4)) {
      space.struck(Fault::look_alike);
      txs.push_back(look_alike(draw.one_of(this->addresses_), draw));
    }
    before_block(draw, space);
    this->mine(chain_, std::move(txs), *second);
    settle();
  }
}

template <class Kind>
void SettledWorld<Kind>::change_weather(Draw& draw, FaultSpace&) {
  for (int i = 0; i < plan().endpoints; ++i) {
    Host& h = host(i);
    h.faults = {};
    h.chain = &chain_;
    this->bad_weather(i, h, draw);
  }
}

template <class Kind>
void SettledWorld<Kind>::heal() {
  for (int i = 0; i < plan().endpoints; ++i) {
    host(i).faults = {};
    host(i).chain = &chain_;
    this->good_weather(host(i));
  }
}

}  // namespace bepusdt::sim
