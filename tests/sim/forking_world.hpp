// ForkingWorld: what the worlds of all families have in common whose chains fork, over devnet's model of the family: what waits
// is mined; forks take it away again, above finality and below; up to three endpoints tell of it, each with troubles of its own,
// one of them for a while on another branch. It keeps for every transfer all blocks that ever held it, so that the auditor can
// say what was true when.
//
// A Kind says what a family's model calls things: Chain, Tx, Block, Node (with Node::Host), Faults; address(n); ref(block);
// mine(chain, txs, second); stir(chain), after which its next block differs from that of a copy; final_at(host), the height that
// the host calls final; forget(node, host), what they remember of requests; passing() and lasting(), the troubles.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "base/assert.hpp"
#include "catalog/chains.hpp"
#include "sim/chain_world.hpp"

namespace bepusdt::sim {

// A trouble of one request, put on for it and taken off again.
template <class Faults>
struct Passing {
  Fault fault;
  void (*put_on)(Faults&, Draw&);
};

// One that lasts until the weather changes, and how one sees that it is on.
template <class Faults>
struct Lasting {
  Fault fault;
  bool (*on)(const Faults&);
};

template <class Kind>
class ForkingWorld : public ChainWorld {
 public:
  using Chain = typename Kind::Chain;
  using Tx = typename Kind::Tx;
  using Host = typename Kind::Node::Host;

  bool has_host(const std::string& host) const override { return host.starts_with(plan().name + "-"); }
  core::Address address(std::uint64_t n) const override { return core::Address(Kind::address(n)); }
  Result<ports::HttpAnswer, ports::HttpError> answer(const ports::HttpRequest& request, Draw& draw, int trouble,
                                                     FaultSpace& space) override;

  core::TxHash send(const Payment& payment) override;
  void mine_until(BlockTime now, Draw& draw, FaultSpace& space) override;
  void fork(bool deep, Draw& draw, FaultSpace& space) override;
  void change_weather(Draw& draw, FaultSpace& space) override;
  void heal() override;

  std::uint64_t head() const override { return chain_.head(); }
  std::vector<TrueTransfer> standing() const override;
  const TransferHistory* history(const core::TransferKey& key) const override;
  bool paid_more_than_once(const TrueTransfer& transfer) const override;
  BlockTime newest_stamp() const override { return newest_stamp_; }
  std::vector<std::string> complaints() const override { return node_.complaints; }

 protected:
  // `chain`: one with nothing but its first block, which is older than `start` by kBlocksAtStart intervals. `node_seed` is for
  // a Node that draws by itself.
  static constexpr std::int64_t kBlocksAtStart = 40;
  template <class... NodeSeed>
  ForkingWorld(ChainPlan plan, Chain chain, NodeSeed... node_seed);

  // What is special to the family. The host's faults are none, and its chain the world's, when bad_weather() begins.
  virtual void bad_weather(int endpoint, Host& host, Draw& draw) = 0;
  virtual void good_weather(Host& host) = 0;
  [[nodiscard]] virtual bool of_another_network(const Host& host) const = 0;
  [[nodiscard]] virtual Tx make(const Payment& payment, const std::string& payer) = 0;
  virtual void block_was_mined(Draw&) {}

  [[nodiscard]] std::string host_name(int endpoint) const { return fmt::format("{}-{}", plan().name, endpoint); }
  Host& host(int endpoint) { return node_.host(host_name(endpoint)); }
  [[nodiscard]] std::uint64_t final_height() const { return std::min(final_, chain_.head()); }
  [[nodiscard]] std::string contract_of(const core::TradeType& type) const;

  const catalog::Chain& row_;
  std::vector<std::string> addresses_;  // every one that a payment can go to
  std::vector<std::string> contracts_;
  Chain chain_;
  typename Kind::Node node_;
  std::uint64_t payers_ = 0;

 private:
  static constexpr std::uint64_t kAddresses = 3;
  static constexpr std::uint64_t kFirstPayer = 1'000;
  static constexpr std::uint64_t kLongestBranch = 8;  // where the tag decides what is final

  void mine(Chain& chain, std::vector<Tx> txs, std::int64_t second);
  void note(const Chain& chain);  // the transfers of its newest block
  void count(const std::vector<Tx>& txs, FaultSpace& space);
  void settle_finality();
  [[nodiscard]] std::uint64_t final_by_anybody() const;
  [[nodiscard]] std::vector<Tx> take_some(Draw& draw);
  void begin_branch(Draw& draw);
  void end_branch();
  [[nodiscard]] const core::TradeType* type_of(const std::string& contract) const;
  [[nodiscard]] static std::string key_of(const core::TransferKey& key) {
    return key.hash.value() + "/" + key.position.value();
  }
  [[nodiscard]] static std::int64_t second_of(const Chain& chain) { return to_unix_seconds(Kind::ref(chain.tip()).time); }

  std::optional<Chain> branch_;  // what one endpoint takes for the chain
  std::uint64_t branched_at_ = 0;
  std::vector<Tx> waiting_;                         // not mined
  std::uint64_t final_ = 0;                         // never goes back, but for a deep fork
  std::map<std::string, TransferHistory> history_;  // by hash/position
  BlockTime newest_stamp_{};
  std::map<std::string, bool> mined_before_;  // by transaction: a block has held it
};

template <class Kind>
template <class... NodeSeed>
ForkingWorld<Kind>::ForkingWorld(ChainPlan plan, Chain chain, NodeSeed... node_seed)
    : ChainWorld(std::move(plan)),
      row_(*catalog::find_chain(this->plan().name)),
      chain_(std::move(chain)),
      node_(node_seed...) {
  for (std::uint64_t n = 1; n <= kAddresses; ++n) addresses_.push_back(Kind::address(n));
  for (const catalog::TokenContract& token : catalog::token_contracts())
    if (token.chain == row_.name) contracts_.emplace_back(token.contract);
  for (int i = 0; i < this->plan().endpoints; ++i) host(i).chain = &chain_;
  for (std::int64_t i = 0; i < kBlocksAtStart; ++i) Kind::mine(chain_, {}, second_of(chain_) + this->plan().block_interval);
  settle_finality();
}

template <class Kind>
Result<ports::HttpAnswer, ports::HttpError> ForkingWorld<Kind>::answer(const ports::HttpRequest& request, Draw& draw,
                                                                       int trouble, FaultSpace& space) {
  std::string name = ports::host_of(request.url);
  name = name.substr(0, name.rfind(':'));
  Host& host = node_.host(name);
  const auto lasting = host.faults;
  for (const auto& kind : Kind::lasting())
    if (kind.on(lasting)) space.struck(kind.fault);
  if (of_another_network(host))
    space.struck(Fault::node_wrong_chain);
  else if (host.chain != &chain_)
    space.struck(Fault::provider_forked);
  if (draw.chance(trouble)) {
    const auto& passing = Kind::passing()[draw.below(Kind::passing().size())];
    space.struck(passing.fault);
    passing.put_on(host.faults, draw);
  }
  auto answer = node_.send(request);
  host.faults = lasting;
  Kind::forget(node_, host);
  return answer;
}

template <class Kind>
core::TxHash ForkingWorld<Kind>::send(const Payment& payment) {
  BEPUSDT_ASSERT(!payment.parts.empty());
  Tx tx = make(payment, Kind::address(kFirstPayer + payers_++ % 7));
  tx.ok = !payment.fails;
  core::TxHash hash(tx.hash);
  waiting_.push_back(std::move(tx));
  return hash;
}

template <class Kind>
auto ForkingWorld<Kind>::take_some(Draw& draw) -> std::vector<Tx> {
  if (waiting_.empty() || draw.percent(25)) return {};
  const auto count = static_cast<std::ptrdiff_t>(1 + draw.below(waiting_.size()));
  std::vector<Tx> taken(waiting_.begin(), waiting_.begin() + count);
  waiting_.erase(waiting_.begin(), waiting_.begin() + count);
  return taken;
}

template <class Kind>
void ForkingWorld<Kind>::mine(Chain& chain, std::vector<Tx> txs, std::int64_t second) {
  const bool any = !txs.empty();
  Kind::mine(chain, std::move(txs), second);
  newest_stamp_ = std::max(newest_stamp_, from_unix_seconds(second));
  if (any) note(chain);
}

template <class Kind>
void ForkingWorld<Kind>::note(const Chain& chain) {
  const core::BlockRef tip = Kind::ref(chain.tip());
  for (const auto& t : chain.transfers(addresses_, contracts_, true, tip.height - 1)) {
    TransferHistory& kept = history_[t.hash + "/" + t.position];
    kept.trade_type = type_of(t.contract);
    kept.to = core::Address(t.to);
    kept.units = core::BaseUnits(t.units);
    kept.inclusions.push_back({tip, false});
  }
}

template <class Kind>
void ForkingWorld<Kind>::count(const std::vector<Tx>& txs, FaultSpace& space) {
  for (const Tx& tx : txs) {
    if (std::exchange(mined_before_[tx.hash], true)) space.struck(Fault::mined_again);
    if (!tx.ok) space.struck(Fault::failed_transaction);
    if (tx.logs.size() > 1) space.struck(Fault::two_transfers);
  }
}

template <class Kind>
void ForkingWorld<Kind>::settle_finality() {
  const std::uint64_t now = chain_.head() > plan().finality ? chain_.head() - plan().finality : 0;
  if (now > final_) {
    for (auto& [key, transfer] : history_)
      for (Inclusion& inclusion : transfer.inclusions)
        if (inclusion.block.height > final_ && inclusion.block.height <= now && !inclusion.was_final) {
          const auto* block = chain_.at(inclusion.block.height);
          inclusion.was_final = block != nullptr && Kind::ref(*block).hash == inclusion.block.hash;
        }
    final_ = now;
  }
  for (int i = 0; i < plan().endpoints; ++i)
    if (auto& told =
            Kind::final_at(host(i)))  // a node on another branch knows nothing as final that stands beyond the split
      told = branch_ && host(i).chain == &*branch_ ? std::min(final_height(), branched_at_) : final_height();
}

template <class Kind>
void ForkingWorld<Kind>::mine_until(BlockTime now, Draw& draw, FaultSpace& space) {
  const std::int64_t until = to_unix_seconds(now);
  const std::int64_t interval = plan().block_interval;
  while (second_of(chain_) + interval <= until) {
    std::int64_t second = second_of(chain_) + interval;
    if (draw.percent(4)) {
      second += interval * draw.between(1, 4);
      if (second > until) break;
      space.struck(Fault::late_block);
    }
    std::vector<Tx> txs = take_some(draw);
    count(txs, space);
    if (branch_ && second_of(*branch_) <= second)
      mine(*branch_, draw.percent(50) ? txs : std::vector<Tx>(), second + (second_of(*branch_) == second ? 1 : 0));
    mine(chain_, std::move(txs), second);
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
void ForkingWorld<Kind>::fork(bool deep, Draw& draw, FaultSpace& space) {
  const std::uint64_t open = chain_.head() - std::min(chain_.head(), final_by_anybody());
  const std::uint64_t most =
      deep ? std::min<std::uint64_t>(open + 25, chain_.head() - 1) : std::min<std::uint64_t>(open, 20);
  if (most == 0) return;
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
      std::vector<Tx> txs = take_some(draw);
      count(txs, space);
      mine(chain_, std::move(txs), second_of(chain_) + plan().block_interval);
    }
  }
  settle_finality();
  if (branch_ && final_ > branched_at_) end_branch();
}

template <class Kind>
void ForkingWorld<Kind>::change_weather(Draw& draw, FaultSpace&) {
  end_branch();
  for (int i = 0; i < plan().endpoints; ++i) {
    Host& h = host(i);
    h.faults = {};
    h.chain = &chain_;
    bad_weather(i, h, draw);
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
  for (std::uint64_t n = 0; n < depth; ++n) mine(*branch_, {}, second_of(*branch_) + plan().block_interval);
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
    good_weather(host(i));
    Kind::final_at(host(i)) = final_height();
  }
}

template <class Kind>
std::string ForkingWorld<Kind>::contract_of(const core::TradeType& type) const {
  for (const catalog::TokenContract& token : catalog::token_contracts())
    if (token.chain == row_.name && token.trade_type == type.name) return std::string(token.contract);
  BEPUSDT_ASSERT(false);
}

template <class Kind>
const core::TradeType* ForkingWorld<Kind>::type_of(const std::string& contract) const {
  if (contract.empty()) {
    for (const core::TradeType& type : catalog::trade_types())
      if (type.native && type.chain == row_.name) return &type;
    return nullptr;
  }
  const catalog::TokenContract* token = catalog::find_contract(row_.name, contract);
  return token == nullptr ? nullptr : catalog::find_trade_type(token->trade_type);
}

template <class Kind>
std::vector<TrueTransfer> ForkingWorld<Kind>::standing() const {
  std::vector<TrueTransfer> found;
  for (const auto& t : chain_.transfers(addresses_, contracts_, plan().coin))
    found.push_back({{name(), core::TxHash(t.hash), core::Position(t.position)},
                     type_of(t.contract),
                     core::Address(t.to),
                     core::BaseUnits(t.units),
                     Kind::ref(*chain_.at(t.height))});
  return found;
}

template <class Kind>
const TransferHistory* ForkingWorld<Kind>::history(const core::TransferKey& key) const {
  const auto found = history_.find(key_of(key));
  return found == history_.end() ? nullptr : &found->second;
}

template <class Kind>
bool ForkingWorld<Kind>::paid_more_than_once(const TrueTransfer& transfer) const {
  return std::ranges::count_if(history_, [&](const auto& entry) {
           const TransferHistory& h = entry.second;
           return h.to == transfer.to && h.trade_type == transfer.trade_type && h.units == transfer.units;
         }) > 1;
}

}  // namespace bepusdt::sim
