// ForkingWorld: a world whose chain forks: above finality and, where the plan has it, below; one endpoint is for a while on another
// branch. What a fork takes away is mined again, or not.
//
// Beside what ModelWorld wants, a Kind says: stir(chain), after which its next block differs from that of a copy; final_at(host),
// the height that the host calls final. A Chain forks by fork(depth), a Tx has `hash`, `ok` and `logs`.
#pragma once

#include "sim/model_world.hpp"

namespace bepusdt::sim {

template <class Kind>
class ForkingWorld : public ModelWorld<Kind> {
 public:
  using Base = ModelWorld<Kind>;
  using Chain = typename Base::Chain;
  using Tx = typename Base::Tx;
  using Host = typename Base::Host;
  using Base::plan;

  void mine_until(BlockTime now, Draw& draw, FaultSpace& space) override;
  bool fork(bool deep, Draw& draw, FaultSpace& space) override;
  void change_weather(Draw& draw, FaultSpace& space) override;
  void heal() override;

 protected:
  template <class... Node>
  ForkingWorld(ChainPlan of, BlockTime start, Chain chain, Node&&... node)
      : Base(std::move(of), start, std::move(chain), std::forward<Node>(node)...) {
    settle_finality();
  }

  [[nodiscard]] virtual Tx make(const Payment& payment, const std::string& payer) = 0;
  virtual void block_was_mined(Draw&) {}

  using Base::chain_;
  using Base::final_;
  using Base::host;
  using Base::second_of;
  using Base::waiting_;

 private:
  static constexpr std::uint64_t kLongestBranch = 8;  // where the tag decides what is final

  std::vector<Tx> transactions_of(const Payment& payment, const std::string& payer) override;
  void count(const std::vector<Tx>& txs, FaultSpace& space);
  void settle_finality();
  [[nodiscard]] std::uint64_t final_height() const { return std::min(final_, chain_.head()); }
  [[nodiscard]] std::uint64_t final_by_anybody() const;
  void begin_branch(Draw& draw);
  void end_branch();

  std::optional<Chain> branch_;  // what one endpoint takes for the chain
  std::uint64_t branched_at_ = 0;
  std::map<std::string, bool> mined_before_;  // by transaction: a block has held it
};

template <class Kind>
auto ForkingWorld<Kind>::transactions_of(const Payment& payment, const std::string& payer) -> std::vector<Tx> {
  std::vector<Tx> one{make(payment, payer)};
  one.front().ok = !payment.fails;
  return one;
}

template <class Kind>
void ForkingWorld<Kind>::count(const std::vector<Tx>& txs, FaultSpace& space) {
  for (const Tx& tx : txs) {
    if (std::exchange(mined_before_[tx.hash], true)) space.struck(Fault::mined_again);
    if (!tx.ok) space.struck(Fault::failed_transaction);
    if (tx.logs.size() > 1) space.struck(Fault::two_transfers);
  }
}

// Finality never goes back, but for a deep fork.
template <class Kind>
void ForkingWorld<Kind>::settle_finality() {
  this->mark_final(chain_.head() > plan().finality ? chain_.head() - plan().finality : 0);
  for (int i = 0; i < plan().endpoints; ++i)
    if (auto& told =
            Kind::final_at(host(i)))  // a node on another branch knows nothing as final that stands beyond the split
      told = branch_ && host(i).chain == &*branch_ ? std::min(final_height(), branched_at_) : final_height();
}

template <class Kind>
void ForkingWorld<Kind>::mine_until(BlockTime now, Draw& draw, FaultSpace& space) {
  while (const auto second = this->next_second(to_unix_seconds(now), draw, space)) {
    std::vector<Tx> txs = this->take_some(draw);
    count(txs, space);
    if (branch_ && second_of(*branch_) <= *second)
      this->mine(*branch_, draw.percent(50) ? txs : std::vector<Tx>(), *second + (second_of(*branch_) == *second ? 1 : 0));
    this->mine(chain_, std::move(txs), *second);
    block_was_mined(draw);
    settle_finality();
    const std::uint64_t longest = plan().by_tag ? kLongestBranch : plan().finality;
    if (branch_ && (branch_->head() >= branched_at_ + longest || final_ > branched_at_)) end_branch();
  }
}

// A branch that is longer than the chain makes more of what both have final, for who counts blocks.
template <class Kind>
std::uint64_t ForkingWorld<Kind>::final_by_anybody() const {
  if (!branch_ || plan().by_tag) return final_height();
  const std::uint64_t there = branch_->head() - std::min(branch_->head(), plan().finality);
  return std::max(final_height(), std::min(there, branched_at_));
}

template <class Kind>
bool ForkingWorld<Kind>::fork(bool deep, Draw& draw, FaultSpace& space) {
  const std::uint64_t open = chain_.head() - std::min(chain_.head(), final_by_anybody());
  const std::uint64_t most =
      deep ? std::min<std::uint64_t>(open + 25, chain_.head() - 1) : std::min<std::uint64_t>(open, 20);
  if (most == 0) return false;
  const std::uint64_t depth = 1 + draw.below(most);
  std::vector<Tx> taken = chain_.fork(depth);
  space.struck(Fault::fork);
  if (chain_.head() < final_) {
    space.struck(Fault::deep_fork);
    final_ = chain_.head();
  }
  if (branch_ && branched_at_ > chain_.head()) end_branch();
  // What was in the blocks comes again in another order, comes and fails, or never comes again.
  for (std::size_t i = taken.size(); i > 1; --i) std::swap(taken[i - 1], taken[draw.below(i)]);
  for (Tx& tx : taken) {
    if (draw.percent(15)) continue;
    if (draw.percent(8)) tx.ok = !tx.ok;
    waiting_.insert(draw.percent(50) ? waiting_.begin() : waiting_.end(), std::move(tx));
  }
  if (draw.percent(25)) {
    space.struck(Fault::head_back);
  } else {
    for (std::uint64_t i = 0; i < depth + draw.below(2); ++i) {
      std::vector<Tx> txs = this->take_some(draw);
      count(txs, space);
      this->mine(chain_, std::move(txs), second_of(chain_) + plan().block_interval);
    }
  }
  settle_finality();
  if (branch_ && final_ > branched_at_) end_branch();
  return true;
}

template <class Kind>
void ForkingWorld<Kind>::change_weather(Draw& draw, FaultSpace&) {
  end_branch();
  for (int i = 0; i < plan().endpoints; ++i) {
    Host& h = host(i);
    h.faults = {};
    h.chain = &chain_;
    this->bad_weather(i, h, draw);
    Kind::final_at(h) = draw.percent(90) ? std::optional(final_height()) : std::nullopt;
  }
  if (draw.percent(20) && (plan().by_tag || plan().finality > 1)) begin_branch(draw);
}

template <class Kind>
void ForkingWorld<Kind>::begin_branch(Draw& draw) {
  const std::uint64_t depth = std::min<std::uint64_t>(draw.below(3), chain_.head() - final_height());
  Host& h = host(plan().endpoints - 1);
  branch_.emplace(chain_);
  (void)branch_->fork(depth);
  branched_at_ = branch_->head();
  Kind::stir(*branch_);
  h.chain = &*branch_;
  if (auto& told = Kind::final_at(h)) told = std::min(final_height(), branched_at_);
  // It has blocks of its own from the start.
  for (std::uint64_t n = 0; n < depth; ++n) this->mine(*branch_, {}, second_of(*branch_) + plan().block_interval);
}

template <class Kind>
void ForkingWorld<Kind>::end_branch() {
  for (int i = 0; i < plan().endpoints; ++i)
    if (branch_ && host(i).chain == &*branch_) host(i).chain = &chain_;
  branch_.reset();
}

template <class Kind>
void ForkingWorld<Kind>::heal() {
  end_branch();
  for (int i = 0; i < plan().endpoints; ++i) {
    host(i).faults = {};
    host(i).chain = &chain_;
    this->good_weather(host(i));
    Kind::final_at(host(i)) = final_height();
  }
}

}  // namespace bepusdt::sim
