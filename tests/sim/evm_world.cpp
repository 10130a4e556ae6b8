#include "sim/evm_world.hpp"

#include "chains/evm/evm_reader.hpp"

namespace bepusdt::sim {
namespace {

constexpr std::uint64_t kSpoofedToken = 7'777;
constexpr std::uint64_t kMostEmptyLogs = 8;  // newest blocks whose logs a node may not have yet

using Faults = devnet::EvmFaults;

constexpr auto kPassing = common_passing_and<Faults>({
    {Fault::node_null,
     [](Faults& f, Draw& draw) {
       f.null_method = draw.one_of({"eth_getBlockByNumber", "eth_getTransactionReceipt", "eth_getBlockReceipts"});
     }},
    {Fault::node_error_object,
     [](Faults& f, Draw& draw) {
       f.error_method = draw.one_of({"eth_getLogs", "eth_getBlockByNumber", "eth_getTransactionReceipt"});
     }},
    {Fault::node_missing_answer,
     [](Faults& f, Draw& draw) {
       f.drop_method = draw.one_of({"eth_getLogs", "eth_getBlockByNumber", "eth_getTransactionReceipt"});
     }},
});

constexpr auto kLasting = common_lasting_and<Faults>({
    {Fault::node_reordered, [](const Faults& f) { return !f.in_order; }},
    {Fault::node_repeated, [](const Faults& f) { return f.repeat_an_answer; }},
    {Fault::node_empty_logs, [](const Faults& f) { return f.empty_logs_within > 0; }},
    {Fault::node_removed_logs, [](const Faults& f) { return f.ghost_logs; }},
    {Fault::node_no_logs_method, [](const Faults& f) { return f.logs_disabled; }},
    {Fault::node_no_tags, [](const Faults& f) { return f.no_tags; }},
    {Fault::node_small_limits, [](const Faults& f) { return f.most_batch > 0 || f.most_log_range > 0; }},
});

}  // namespace

std::span<const Passing<Faults>> EvmKind::passing() { return kPassing; }
std::span<const Lasting<Faults>> EvmKind::lasting() { return kLasting; }

EvmWorld::EvmWorld(ChainPlan plan, BlockTime start, std::uint64_t seed)
    : ForkingWorld(plan, start,
                   devnet::EvmChain(to_unix_seconds(start) - kBlocksAtStart * plan.block_interval, plan.block_interval)),
      limits_(Draw(seed)) {
  heal();
}

std::unique_ptr<ports::ChainReader> EvmWorld::make_reader(const ReaderPorts& ports) {
  using chains::evm::Finality;
  chains::evm::EvmConfig config;
  config.chain = &row_;
  for (int i = 0; i < plan().endpoints; ++i) config.endpoints.push_back({fmt::format("http://{}/", host_name(i)), {}, 0});
  config.cross_check = plan().cross_check;
  config.finality =
      plan().by_tag ? Finality{Finality::Kind::finalized, 0} : Finality{Finality::Kind::blocks, plan().finality};
  Draw draw = limits_;
  config.limits.first_log_range = static_cast<std::uint64_t>(draw.between(1, 100));
  config.limits.blocks_per_step = static_cast<std::uint64_t>(draw.between(1, 25));
  config.limits.whole_blocks_per_step = static_cast<std::uint64_t>(draw.between(1, 6));
  config.limits.wallets_per_filter = static_cast<std::size_t>(draw.between(1, 4));
  // Never fewer than the blocks in which a node may leave logs out: deeper ones are read without their bloom.
  if (draw.percent(50)) config.limits.near_head = static_cast<std::uint64_t>(draw.between(kMostEmptyLogs + 1, 20));
  return std::make_unique<chains::evm::EvmReader>(std::move(config), ports.client, ports.clock, ports.log, ports.metrics);
}

devnet::EvmTx EvmWorld::make(const Payment& payment, const std::string& payer) {
  devnet::EvmTx tx;
  for (const Payment::Part& part : payment.parts) {
    if (part.trade_type->native) {
      BEPUSDT_ASSERT(payment.parts.size() == 1);
      return chain_.coin(payer, part.to.value(), part.units);
    }
    const std::string contract = payment.spoofed ? devnet::evm_address(kSpoofedToken) : contract_of(*part.trade_type);
    if (tx.hash.empty()) {
      tx = chain_.token(contract, payer, part.to.value(), part.units);
      if (payers_ % 3 == 0) tx.logs.insert(tx.logs.begin(), devnet::EvmChain::other_log(contract));
    } else {
      tx.logs.push_back(devnet::EvmChain::transfer_log(contract, payer, part.to.value(), part.units));
    }
  }
  return tx;
}

void EvmWorld::block_was_mined(Draw& draw) {
  if (draw.percent(10) && !contracts_.empty())
    chain_.spoil_bloom({contracts_.front(), devnet::evm_topic(addresses_.front()),
                        "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"});
}

void EvmWorld::bad_weather(int endpoint, Host& host, Draw& draw) {
  Faults& f = host.faults;
  f.chain_id = row_.chain_id;
  f.in_order = draw.percent(50);
  f.id_last = draw.percent(30);
  f.string_ids = draw.percent(10);
  f.lags_in_turn = true;
  if (draw.percent(25)) f.lags = {draw.below(4), draw.below(4), draw.below(4)};
  // Two that both leave logs out of a block that they know cannot be told from a bloom that says too much.
  if (endpoint == 0 && draw.percent(25)) f.empty_logs_within = 1 + draw.below(kMostEmptyLogs);
  if (draw.percent(15)) f.logs_disabled = true;
  if (draw.percent(15)) f.block_receipts_disabled = true;
  if (draw.percent(15)) f.most_log_range = 1 + draw.below(30);
  if (draw.percent(15)) f.most_batch = 1 + draw.below(6);
  if (draw.percent(10)) f.no_tags = true;
  if (draw.percent(25)) f.ghost_logs = true;
  if (draw.percent(10)) f.repeat_an_answer = true;
  if (draw.percent(6)) f.down = true;
  if (draw.percent(2)) f.chain_id = row_.chain_id + 1;
}

void EvmWorld::good_weather(Host& host) {
  host.faults.chain_id = row_.chain_id;
  host.faults.in_order = true;
}

}  // namespace bepusdt::sim
