// ModelWorld: what the worlds of all families have in common, over devnet's model of the family: payers send, what waits is mined,
// up to three endpoints tell of it, each with troubles of its own that pass or last. It keeps for every transfer all blocks that
// ever held it, so that the auditor can say what was true when. Whether blocks are taken back is the matter of what is built on it.
//
// A Kind says what a family's model calls things: Chain, Tx, Block, Node (with Node::Host), Faults; address(n); ref(block);
// mine(chain, txs, second); transfers(chain, addresses, contracts, native, after), what blocks above `after` hold by whoever made
// it, each with hash, position, contract, to, units and height; label(tx), by which the trace tells it; forget(node, host), what
// they remember of requests; passing() and lasting(), the troubles.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
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

// What befalls nodes of every family, and the family's own.
template <class Faults, std::size_t N>
constexpr auto common_passing_and(const Passing<Faults> (&own)[N]) {
  std::array<Passing<Faults>, 6 + N> all{{
      {Fault::node_down, [](Faults& f, Draw&) { f.down = true; }},
      {Fault::node_timeout, [](Faults& f, Draw&) { f.times_out = true; }},
      {Fault::node_html, [](Faults& f, Draw&) { f.html = true; }},
      {Fault::node_500, [](Faults& f, Draw&) { f.http_status = 500; }},
      {Fault::node_429,
       [](Faults& f, Draw& draw) {
         f.http_status = 429;
         if (draw.percent(50)) f.retry_after = std::to_string(draw.between(0, 30));
       }},
      {Fault::node_truncated, [](Faults& f, Draw&) { f.truncated_body = true; }},
  }};
  std::ranges::copy(own, all.begin() + 6);
  return all;
}
template <class Faults, std::size_t N>
constexpr auto common_lasting_and(const Lasting<Faults> (&own)[N]) {
  std::array<Lasting<Faults>, 2 + N> all{{
      {Fault::node_down, [](const Faults& f) { return f.down; }},
      {Fault::node_lag, [](const Faults& f) { return !f.lags.empty(); }},
  }};
  std::ranges::copy(own, all.begin() + 2);
  return all;
}

template <class Kind>
class ModelWorld : public ChainWorld {
 public:
  using Chain = typename Kind::Chain;
  using Tx = typename Kind::Tx;
  using Host = typename Kind::Node::Host;

  bool has_host(const std::string& host) const override { return host.starts_with(plan().name + "-"); }
  core::Address address(std::uint64_t n) const override { return core::Address(Kind::address(n)); }
  Result<ports::HttpAnswer, ports::HttpError> answer(const ports::HttpRequest& request, Draw& draw, int trouble,
                                                     FaultSpace& space) override;
  std::string send(const Payment& payment) override;

  std::uint64_t head() const override { return chain_.head(); }
  std::vector<TrueTransfer> standing() const override;
  const TransferHistory* history(const core::TransferKey& key) const override;
  bool paid_more_than_once(const TrueTransfer& transfer) const override;
  BlockTime newest_stamp() const override { return newest_stamp_; }
  std::vector<std::string> complaints() const override { return node_.complaints; }

 protected:
  // `chain`: one with nothing but its first block or two; `node`: what a Node is made with. Blocks go before `start`.
  static constexpr std::int64_t kBlocksAtStart = 40;
  template <class... Node>
  ModelWorld(ChainPlan plan, BlockTime start, Chain chain, Node&&... node);

  // What is special to the family. The host's faults are none, and its chain the world's, when bad_weather() begins.
  virtual void bad_weather(int endpoint, Host& host, Draw& draw) = 0;
  virtual void good_weather(Host& host) = 0;
  [[nodiscard]] virtual bool of_another_network(const Host& host) const = 0;
  // A transaction; several where the family cannot pay twice in one. They fail where the payment does.
  [[nodiscard]] virtual std::vector<Tx> transactions_of(const Payment& payment, const std::string& payer) = 0;

  [[nodiscard]] std::string host_name(int endpoint) const { return fmt::format("{}-{}", plan().name, endpoint); }
  Host& host(int endpoint) { return node_.host(host_name(endpoint)); }
  [[nodiscard]] std::string contract_of(const core::TradeType& type) const;

  [[nodiscard]] static std::int64_t second_of(const Chain& chain) { return to_unix_seconds(Kind::ref(chain.tip()).time); }
  // When the next block comes; nullopt: not by `until`.
  [[nodiscard]] std::optional<std::int64_t> next_second(std::int64_t until, Draw& draw, FaultSpace& space) const;
  [[nodiscard]] std::vector<Tx> take_some(Draw& draw);
  void mine(Chain& chain, std::vector<Tx> txs, std::int64_t second);
  // The world's chain is final up to there. What was final stays so for the books, whatever `final_` is set back to.
  void mark_final(std::uint64_t height);

  const catalog::Chain& row_;
  std::vector<std::string> addresses_;  // every one that a payment can go to
  std::vector<std::string> contracts_;
  Chain chain_;
  typename Kind::Node node_;
  std::uint64_t payers_ = 0;
  std::vector<Tx> waiting_;  // not mined
  std::uint64_t final_ = 0;

 private:
  static constexpr std::uint64_t kAddresses = 3;
  static constexpr std::uint64_t kFirstPayer = 1'000;

  void note(const Chain& chain);  // the transfers of its newest block
  [[nodiscard]] const core::TradeType* type_of(const std::string& contract) const;

  std::map<std::string, TransferHistory> history_;  // by hash/position
  BlockTime newest_stamp_{};
};

template <class Kind>
template <class... Node>
ModelWorld<Kind>::ModelWorld(ChainPlan plan, BlockTime start, Chain chain, Node&&... node)
    : ChainWorld(std::move(plan)),
      row_(*catalog::find_chain(this->plan().name)),
      chain_(std::move(chain)),
      node_(std::forward<Node>(node)...) {
  for (std::uint64_t n = 1; n <= kAddresses; ++n) addresses_.push_back(Kind::address(n));
  for (const catalog::TokenContract& token : catalog::token_contracts())
    if (token.chain == row_.name) contracts_.emplace_back(token.contract);
  for (int i = 0; i < this->plan().endpoints; ++i) host(i).chain = &chain_;
  for (std::int64_t after = kBlocksAtStart; after-- > 0;)
    Kind::mine(chain_, {}, to_unix_seconds(start) - after * this->plan().block_interval);
}

template <class Kind>
Result<ports::HttpAnswer, ports::HttpError> ModelWorld<Kind>::answer(const ports::HttpRequest& request, Draw& draw,
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
std::string ModelWorld<Kind>::send(const Payment& payment) {
  BEPUSDT_ASSERT(!payment.parts.empty());
  std::vector<Tx> made = transactions_of(payment, Kind::address(kFirstPayer + payers_++ % 7));
  std::string label = Kind::label(made.front());
  std::ranges::move(made, std::back_inserter(waiting_));
  return label;
}

template <class Kind>
std::optional<std::int64_t> ModelWorld<Kind>::next_second(std::int64_t until, Draw& draw, FaultSpace& space) const {
  const std::int64_t interval = plan().block_interval;
  std::int64_t second = second_of(chain_) + interval;
  if (second > until) return std::nullopt;
  if (!draw.percent(4)) return second;
  second += interval * draw.between(1, 4);
  if (second > until) return std::nullopt;
  space.struck(Fault::late_block);
  return second;
}

template <class Kind>
auto ModelWorld<Kind>::take_some(Draw& draw) -> std::vector<Tx> {
  if (waiting_.empty() || draw.percent(25)) return {};
  const auto count = static_cast<std::ptrdiff_t>(1 + draw.below(waiting_.size()));
  std::vector<Tx> taken(waiting_.begin(), waiting_.begin() + count);
  waiting_.erase(waiting_.begin(), waiting_.begin() + count);
  return taken;
}

template <class Kind>
void ModelWorld<Kind>::mine(Chain& chain, std::vector<Tx> txs, std::int64_t second) {
  const bool any = !txs.empty();
  Kind::mine(chain, std::move(txs), second);
  newest_stamp_ = std::max(newest_stamp_, from_unix_seconds(second));
  if (any) note(chain);
}

template <class Kind>
void ModelWorld<Kind>::note(const Chain& chain) {
  const core::BlockRef tip = Kind::ref(chain.tip());
  for (const auto& t : Kind::transfers(chain, addresses_, contracts_, true, tip.height - 1)) {
    TransferHistory& kept = history_[t.hash + "/" + t.position];
    kept.trade_type = type_of(t.contract);
    kept.to = core::Address(t.to);
    kept.units = core::BaseUnits(t.units);
    kept.inclusions.push_back({tip, false});
  }
}

template <class Kind>
void ModelWorld<Kind>::mark_final(std::uint64_t height) {
  if (height <= final_) return;
  for (auto& [key, transfer] : history_)
    for (Inclusion& inclusion : transfer.inclusions)
      if (inclusion.block.height > final_ && inclusion.block.height <= height && !inclusion.was_final) {
        const auto* block = chain_.at(inclusion.block.height);
        inclusion.was_final = block != nullptr && Kind::ref(*block).hash == inclusion.block.hash;
      }
  final_ = height;
}

template <class Kind>
std::string ModelWorld<Kind>::contract_of(const core::TradeType& type) const {
  for (const catalog::TokenContract& token : catalog::token_contracts())
    if (token.chain == row_.name && token.trade_type == type.name) return std::string(token.contract);
  BEPUSDT_ASSERT(false);
}

template <class Kind>
const core::TradeType* ModelWorld<Kind>::type_of(const std::string& contract) const {
  if (contract.empty()) {
    for (const core::TradeType& type : catalog::trade_types())
      if (type.native && type.chain == row_.name) return &type;
    return nullptr;
  }
  const catalog::TokenContract* token = catalog::find_contract(row_.name, contract);
  return token == nullptr ? nullptr : catalog::find_trade_type(token->trade_type);
}

template <class Kind>
std::vector<TrueTransfer> ModelWorld<Kind>::standing() const {
  std::vector<TrueTransfer> found;
  for (const auto& t : Kind::transfers(chain_, addresses_, contracts_, plan().coin, 0))
    found.push_back({{name(), core::TxHash(t.hash), core::Position(t.position)},
                     type_of(t.contract),
                     core::Address(t.to),
                     core::BaseUnits(t.units),
                     Kind::ref(*chain_.at(t.height))});
  return found;
}

template <class Kind>
const TransferHistory* ModelWorld<Kind>::history(const core::TransferKey& key) const {
  const auto found = history_.find(key.hash.value() + "/" + key.position.value());
  return found == history_.end() ? nullptr : &found->second;
}

template <class Kind>
bool ModelWorld<Kind>::paid_more_than_once(const TrueTransfer& transfer) const {
  return std::ranges::count_if(history_, [&](const auto& entry) {
           const TransferHistory& h = entry.second;
           return h.to == transfer.to && h.trade_type == transfer.trade_type && h.units == transfer.units;
         }) > 1;
}

}  // namespace bepusdt::sim
