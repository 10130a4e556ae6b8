#include "sim/evm_world.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/assert.hpp"
#include "chains/evm/evm_reader.hpp"

namespace bepusdt::sim {
namespace {

constexpr std::uint64_t kSpoofedToken = 7'777;
constexpr std::uint64_t kFirstPayer = 1'000;
constexpr std::uint64_t kMostEmptyLogs = 8;  // newest blocks whose logs a node may not have yet
constexpr std::uint64_t kLongestBranch = 8;  // where the tag decides what is final

std::string key_of(const core::TransferKey& key) { return key.hash.value() + "/" + key.position.value(); }

core::BlockRef ref(const devnet::EvmBlock& block) {
  return {block.number, core::BlockHash(block.hash), core::BlockHash(block.parent), from_unix_seconds(block.time)};
}

// A trouble of one request, put on for it and taken off again.
struct Passing {
  Fault fault;
  void (*put_on)(devnet::EvmFaults&, Draw&);
};

constexpr std::array kPassing{
    Passing{Fault::node_down, [](devnet::EvmFaults& f, Draw&) { f.down = true; }},
    Passing{Fault::node_timeout, [](devnet::EvmFaults& f, Draw&) { f.times_out = true; }},
    Passing{Fault::node_html, [](devnet::EvmFaults& f, Draw&) { f.html = true; }},
    Passing{Fault::node_500, [](devnet::EvmFaults& f, Draw&) { f.http_status = 500; }},
    Passing{Fault::node_429,
            [](devnet::EvmFaults& f, Draw& draw) {
              f.http_status = 429;
              if (draw.percent(50)) f.retry_after = std::to_string(draw.between(0, 30));
            }},
    Passing{Fault::node_truncated, [](devnet::EvmFaults& f, Draw&) { f.truncated_body = true; }},
    Passing{Fault::node_null,
            [](devnet::EvmFaults& f, Draw& draw) {
              f.null_method = draw.one_of({"eth_getBlockByNumber", "eth_getTransactionReceipt", "eth_getBlockReceipts"});
            }},
    Passing{Fault::node_error_object,
            [](devnet::EvmFaults& f, Draw& draw) {
              f.error_method = draw.one_of({"eth_getLogs", "eth_getBlockByNumber", "eth_getTransactionReceipt"});
            }},
    Passing{Fault::node_missing_answer,
            [](devnet::EvmFaults& f, Draw& draw) {
              f.drop_method = draw.one_of({"eth_getLogs", "eth_getBlockByNumber", "eth_getTransactionReceipt"});
            }},
};

// Troubles that last until the weather changes, and how one sees that they are on.
struct Lasting {
  Fault fault;
  bool (*on)(const devnet::EvmFaults&);
};

constexpr std::array kLasting{
    Lasting{Fault::node_down, [](const devnet::EvmFaults& f) { return f.down; }},
    Lasting{Fault::node_lag, [](const devnet::EvmFaults& f) { return !f.lags.empty(); }},
    Lasting{Fault::node_reordered, [](const devnet::EvmFaults& f) { return !f.in_order; }},
    Lasting{Fault::node_repeated, [](const devnet::EvmFaults& f) { return f.repeat_an_answer; }},
    Lasting{Fault::node_empty_logs, [](const devnet::EvmFaults& f) { return f.empty_logs_within > 0; }},
    Lasting{Fault::node_removed_logs, [](const devnet::EvmFaults& f) { return f.ghost_logs; }},
    Lasting{Fault::node_no_logs_method, [](const devnet::EvmFaults& f) { return f.logs_disabled; }},
    Lasting{Fault::node_no_tags, [](const devnet::EvmFaults& f) { return f.no_tags; }},
    Lasting{Fault::node_small_limits, [](const devnet::EvmFaults& f) { return f.most_batch > 0 || f.most_log_range > 0; }},
};

}  // namespace

EvmWorld::EvmWorld(ChainPlan plan, BlockTime start, std::vector<std::string> addresses, std::uint64_t seed)
    : ChainWorld(std::move(plan)),
      row_(*catalog::find_chain(this->plan().name)),
      addresses_(std::move(addresses)),
      chain_(to_unix_seconds(start) - 40 * this->plan().block_interval, this->plan().block_interval),
      limits_(Draw(seed)) {
  for (const catalog::TokenContract& token : catalog::token_contracts())
    if (token.chain == row_.name) contracts_.emplace_back(token.contract);
  for (int i = 0; i < this->plan().endpoints; ++i) host(i).chain = &chain_;
  chain_.mine_empty(40);
  settle_finality();
  heal();
}

std::string EvmWorld::host_name(int endpoint) const { return fmt::format("{}-{}", plan().name, endpoint); }

bool EvmWorld::has_host(const std::string& host) const { return host.starts_with(plan().name + "-"); }

std::unique_ptr<ports::ChainReader> EvmWorld::make_reader(ports::HttpClient& client, ports::Clock& clock,
                                                          ports::EventLog& log, ports::Metrics& metrics) {
  using chains::evm::Finality;
  chains::evm::EvmConfig config;
  config.chain = &row_;
  for (int i = 0; i < plan().endpoints; ++i) config.endpoints.push_back({fmt::format("http://{}/", host_name(i)), {}, 0});
  config.finality =
      plan().by_tag ? Finality{Finality::Kind::finalized, 0} : Finality{Finality::Kind::blocks, plan().finality};
  Draw draw = limits_;
  config.limits.first_log_range = static_cast<std::uint64_t>(draw.between(1, 100));
  config.limits.blocks_per_step = static_cast<std::uint64_t>(draw.between(1, 25));
  config.limits.whole_blocks_per_step = static_cast<std::uint64_t>(draw.between(1, 6));
  config.limits.wallets_per_filter = static_cast<std::size_t>(draw.between(1, 4));
  // Never fewer than the blocks in which a node may leave logs out: deeper ones are read without their bloom.
  if (draw.percent(50)) config.limits.near_head = static_cast<std::uint64_t>(draw.between(kMostEmptyLogs + 1, 20));
  return std::make_unique<chains::evm::EvmReader>(std::move(config), client, clock, log, metrics);
}

Result<ports::HttpAnswer, ports::HttpError> EvmWorld::answer(const ports::HttpRequest& request, Draw& draw, int trouble,
                                                             FaultSpace& space) {
  std::string name = ports::host_of(request.url);
  name = name.substr(0, name.rfind(':'));
  devnet::EvmNode::Host& host = node_.host(name);
  const devnet::EvmFaults lasting = host.faults;
  for (const Lasting& kind : kLasting)
    if (kind.on(lasting)) space.struck(kind.fault);
  if (lasting.chain_id != row_.chain_id) space.struck(Fault::node_wrong_chain);
  if (host.chain != &chain_) space.struck(Fault::provider_forked);
  if (draw.chance(trouble)) {
    const Passing& passing = draw.one_of(kPassing);
    space.struck(passing.fault);
    passing.put_on(host.faults, draw);
  }
  auto answer = node_.send(request);
  host.faults = lasting;
  host.methods.clear();
  node_.requests.clear();
  return answer;
}

core::TxHash EvmWorld::send(const Payment& payment) {
  BEPUSDT_ASSERT(!payment.parts.empty());
  const std::string payer = devnet::evm_address(kFirstPayer + payers_++ % 7);
  devnet::EvmTx tx;
  for (const Payment::Part& part : payment.parts) {
    if (part.trade_type->native) {
      BEPUSDT_ASSERT(payment.parts.size() == 1);
      tx = chain_.coin(payer, part.to.value(), part.units);
      break;
    }
    std::string contract = devnet::evm_address(kSpoofedToken);
    if (!payment.spoofed)
      for (const catalog::TokenContract& row : catalog::token_contracts())
        if (row.chain == row_.name && row.trade_type == part.trade_type->name) contract = row.contract;
    if (tx.hash.empty()) {
      tx = chain_.token(contract, payer, part.to.value(), part.units);
      if (payers_ % 3 == 0) tx.logs.insert(tx.logs.begin(), devnet::EvmChain::other_log(contract));
    } else {
      tx.logs.push_back(devnet::EvmChain::transfer_log(contract, payer, part.to.value(), part.units));
    }
  }
  tx.ok = !payment.fails;
  core::TxHash hash(tx.hash);
  waiting_.push_back(std::move(tx));
  return hash;
}

std::vector<devnet::EvmTx> EvmWorld::take_some(Draw& draw) {
  if (waiting_.empty() || draw.percent(25)) return {};
  const auto count = static_cast<std::ptrdiff_t>(1 + draw.below(waiting_.size()));
  std::vector<devnet::EvmTx> taken(waiting_.begin(), waiting_.begin() + count);
  waiting_.erase(waiting_.begin(), waiting_.begin() + count);
  return taken;
}

void EvmWorld::mine(devnet::EvmChain& chain, std::vector<devnet::EvmTx> txs, std::int64_t time) {
  const bool any = !txs.empty();
  chain.mine(std::move(txs), time);
  newest_stamp_ = std::max(newest_stamp_, from_unix_seconds(time));
  if (any) note(chain);
}

void EvmWorld::note(const devnet::EvmChain& chain) {
  const devnet::EvmBlock& tip = chain.tip();
  for (const devnet::EvmTransfer& t : chain.transfers(addresses_, contracts_, true, tip.number - 1)) {
    TransferHistory& kept = history_[t.hash + "/" + t.position];
    kept.trade_type = type_of(t.contract);
    kept.to = core::Address(t.to);
    kept.units = core::BaseUnits(t.units);
    kept.inclusions.push_back({ref(tip), false});
  }
}

std::uint64_t EvmWorld::final_height() const { return std::min(final_, chain_.head()); }

void EvmWorld::settle_finality() {
  const std::uint64_t now = chain_.head() > plan().finality ? chain_.head() - plan().finality : 0;
  if (now > final_) {
    for (auto& [key, transfer] : history_)
      for (Inclusion& inclusion : transfer.inclusions)
        if (inclusion.block.height > final_ && inclusion.block.height <= now && !inclusion.was_final) {
          const devnet::EvmBlock* block = chain_.at(inclusion.block.height);
          inclusion.was_final = block != nullptr && block->hash == inclusion.block.hash.value();
        }
    final_ = now;
  }
  for (int i = 0; i < plan().endpoints; ++i)
    if (host(i).finalized)  // a node on another branch knows nothing as final that stands beyond the split
      host(i).finalized = host(i).chain == &chain_ ? final_height() : std::min(final_height(), branched_at_);
}

void EvmWorld::mine_until(BlockTime now, Draw& draw, FaultSpace& space) {
  const std::int64_t until = to_unix_seconds(now);
  while (chain_.tip().time + plan().block_interval <= until) {
    std::int64_t time = chain_.tip().time + plan().block_interval;
    if (draw.percent(4)) {
      time += plan().block_interval * draw.between(1, 4);
      if (time > until) break;
      space.struck(Fault::late_block);
    }
    std::vector<devnet::EvmTx> txs = take_some(draw);
    for (const devnet::EvmTx& tx : txs) {
      if (std::exchange(mined_before_[tx.hash], true)) space.struck(Fault::mined_again);
      if (!tx.ok) space.struck(Fault::failed_transaction);
      if (tx.logs.size() > 1) space.struck(Fault::two_transfers);
    }
    if (branch_ && branch_->tip().time <= time)
      mine(*branch_, draw.percent(50) ? txs : std::vector<devnet::EvmTx>(), time + (branch_->tip().time == time ? 1 : 0));
    mine(chain_, std::move(txs), time);
    if (draw.percent(10) && !contracts_.empty())
      chain_.spoil_bloom({contracts_.front(), devnet::evm_topic(addresses_.front()),
                          "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"});
    settle_finality();
    const std::uint64_t longest = plan().by_tag ? kLongestBranch : plan().finality;
    if (branch_ && (branch_->head() >= branched_at_ + longest || final_ > branched_at_)) end_branch();
  }
}

void EvmWorld::fork(bool deep, Draw& draw, FaultSpace& space) {
  const std::uint64_t open = chain_.head() - final_height();
  const std::uint64_t most =
      deep ? std::min<std::uint64_t>(open + 25, chain_.head() - 1) : std::min<std::uint64_t>(open, 20);
  if (most == 0) return;
  const std::uint64_t depth = 1 + draw.below(most);
  std::vector<devnet::EvmTx> taken = chain_.fork(depth);
  space.struck(Fault::fork);
  if (chain_.head() < final_) {
    space.struck(Fault::deep_fork);
    final_ = chain_.head();
  }
  if (branch_ && branched_at_ > chain_.head()) end_branch();
  // What was in the blocks comes again in another order, comes and fails, or never comes again.
  for (std::size_t i = taken.size(); i > 1; --i) std::swap(taken[i - 1], taken[draw.below(i)]);
  for (devnet::EvmTx& tx : taken) {
    if (draw.percent(15)) continue;
    if (draw.percent(8)) tx.ok = !tx.ok;
    waiting_.insert(draw.percent(50) ? waiting_.begin() : waiting_.end(), std::move(tx));
  }
  if (draw.percent(25)) {
    space.struck(Fault::head_back);
  } else {
    for (std::uint64_t i = 0; i < depth + draw.below(2); ++i) {
      std::vector<devnet::EvmTx> txs = take_some(draw);
      for (const devnet::EvmTx& tx : txs)
        if (std::exchange(mined_before_[tx.hash], true)) space.struck(Fault::mined_again);
      mine(chain_, std::move(txs), chain_.tip().time + plan().block_interval);
    }
  }
  settle_finality();
  if (branch_ && final_ > branched_at_) end_branch();
}

void EvmWorld::end_branch() {
  for (int i = 0; i < plan().endpoints; ++i) host(i).chain = &chain_;
  branch_.reset();
}

void EvmWorld::change_weather(Draw& draw, FaultSpace&) {
  end_branch();
  for (int i = 0; i < plan().endpoints; ++i) {
    devnet::EvmNode::Host& h = host(i);
    devnet::EvmFaults& f = h.faults;
    f = {};
    f.chain_id = row_.chain_id;
    f.in_order = draw.percent(50);
    f.id_last = draw.percent(30);
    f.string_ids = draw.percent(10);
    f.lags_in_turn = true;
    if (draw.percent(25)) f.lags = {draw.below(4), draw.below(4), draw.below(4)};
    // Two that both leave logs out of a block that they know cannot be told from a bloom that says too much.
    if (i == 0 && draw.percent(25)) f.empty_logs_within = 1 + draw.below(kMostEmptyLogs);
    if (draw.percent(15)) f.logs_disabled = true;
    if (draw.percent(15)) f.block_receipts_disabled = true;
    if (draw.percent(15)) f.most_log_range = 1 + draw.below(30);
    if (draw.percent(15)) f.most_batch = 1 + draw.below(6);
    if (draw.percent(10)) f.no_tags = true;
    if (draw.percent(25)) f.ghost_logs = true;
    if (draw.percent(10)) f.repeat_an_answer = true;
    if (draw.percent(6)) f.down = true;
    if (draw.percent(2)) f.chain_id = row_.chain_id + 1;
    h.finalized = draw.percent(90) ? std::optional(final_height()) : std::nullopt;
  }
  if (draw.percent(20) && (plan().by_tag || plan().finality > 1)) {
    const std::uint64_t open = chain_.head() - final_height();
    const std::uint64_t depth = std::min<std::uint64_t>(draw.below(3), open);
    devnet::EvmNode::Host& h = host(plan().endpoints - 1);
    branch_.emplace(chain_);
    (void)branch_->fork(depth);
    branched_at_ = branch_->head();
    (void)branch_->coin(devnet::evm_address(1), devnet::evm_address(1), 1);  // so that its blocks differ
    h.chain = &*branch_;
    if (h.finalized) h.finalized = std::min(final_height(), branched_at_);
    // It has blocks of its own from the start.
    for (std::uint64_t n = 0; n < depth; ++n) mine(*branch_, {}, branch_->tip().time + plan().block_interval);
  }
}

void EvmWorld::heal() {
  end_branch();
  for (int i = 0; i < plan().endpoints; ++i) {
    host(i).faults = {};
    host(i).faults.chain_id = row_.chain_id;
    host(i).faults.in_order = true;
    host(i).finalized = final_height();
  }
}

const core::TradeType* EvmWorld::type_of(const std::string& contract) const {
  if (contract.empty()) {
    for (const core::TradeType& type : catalog::trade_types())
      if (type.native && type.chain == row_.name) return &type;
    return nullptr;
  }
  const catalog::TokenContract* row = catalog::find_contract(row_.name, contract);
  return row == nullptr ? nullptr : catalog::find_trade_type(row->trade_type);
}

std::vector<TrueTransfer> EvmWorld::standing() const {
  std::vector<TrueTransfer> found;
  for (const devnet::EvmTransfer& t : chain_.transfers(addresses_, contracts_, plan().coin))
    found.push_back({{name(), core::TxHash(t.hash), core::Position(t.position)},
                     type_of(t.contract),
                     core::Address(t.to),
                     core::BaseUnits(t.units),
                     ref(*chain_.at(t.height))});
  return found;
}

const TransferHistory* EvmWorld::history(const core::TransferKey& key) const {
  const auto found = history_.find(key_of(key));
  return found == history_.end() ? nullptr : &found->second;
}

bool EvmWorld::paid_more_than_once(const TrueTransfer& transfer) const {
  return std::ranges::count_if(history_, [&](const auto& entry) {
           const TransferHistory& h = entry.second;
           return h.to == transfer.to && h.trade_type == transfer.trade_type && h.units == transfer.units;
         }) > 1;
}

}  // namespace bepusdt::sim
