#include "sim/tron_world.hpp"

#include "chains/tron/line_maker.hpp"
#include "chains/tron/tron_reader.hpp"

namespace bepusdt::sim {
namespace {

constexpr std::uint64_t kSpoofedToken = 7'777;
constexpr std::size_t kWitnesses = 27;

using Faults = devnet::TronFaults;

std::string some_method(Draw& draw) {
  return draw.one_of({"wallet/getnowblock", "wallet/getblockbynum", "wallet/getblockbylimitnext",
                      "wallet/gettransactioninfobyblocknum", "wallet/gettransactioninfobyid", "walletsolidity/getnowblock"});
}

constexpr auto kPassing = common_passing_and<Faults>({
    {Fault::node_null, [](Faults& f, Draw& draw) { f.null_method = some_method(draw); }},
    {Fault::node_error_object, [](Faults& f, Draw& draw) { f.error_method = some_method(draw); }},
    {Fault::node_missing_answer, [](Faults& f, Draw& draw) { f.missing_method = some_method(draw); }},
    {Fault::node_missing_answer, [](Faults& f, Draw&) { f.blocks_cut = true; }},
    {Fault::node_other_block, [](Faults& f, Draw&) { f.wrong_height = true; }},
});

constexpr auto kLasting = common_lasting_and<Faults>({
    {Fault::node_empty_logs, [](const Faults& f) { return f.infos_empty || f.infos_cut || f.logs_of_calls_left_out; }},
    {Fault::node_no_logs_method, [](const Faults& f) { return f.infos_disabled; }},
});

}  // namespace

std::span<const Passing<Faults>> TronKind::passing() { return kPassing; }
std::span<const Lasting<Faults>> TronKind::lasting() { return kLasting; }

TronWorld::TronWorld(ChainPlan plan, BlockTime start, std::uint64_t seed)
    : ForkingWorld(plan, start,
                   devnet::TronChain(kWitnesses, "main", to_unix_seconds(start) - kBlocksAtStart * plan.block_interval),
                   seed),
      test_network_(kWitnesses, "test", to_unix_seconds(start)),
      limits_(Draw(seed)) {
  heal();
}

std::unique_ptr<ports::ChainReader> TronWorld::make_reader(const ReaderPorts& ports) {
  using chains::Finality;
  Draw draw = limits_;
  chains::tron::TronConfig config;
  config.chain = &row_;
  // Without an address for the solidified block, final is what enough witnesses have built on, which is later.
  const bool asks_solidity = draw.percent(70);
  for (int i = 0; i < plan().endpoints; ++i) {
    const std::string url = fmt::format("http://{}/", host_name(i));
    config.endpoints.push_back({{url, {}, 0}, asks_solidity ? url : std::string()});
  }
  config.cross_check = plan().cross_check;
  config.finality =
      plan().by_tag ? Finality{Finality::Kind::finalized, 0} : Finality{Finality::Kind::blocks, plan().finality};
  config.first_block = chain_.at(0)->id;
  config.limits.blocks_per_step = static_cast<std::uint64_t>(draw.between(1, 12));
  return std::make_unique<chains::tron::TronReader>(
      std::move(config), chains::tron::line_maker({}, {}, ports.client, ports.clock), ports.clock, ports.log, ports.metrics);
}

devnet::TronTx TronWorld::make(const Payment& payment, const std::string& payer) {
  const Payment::Part& first = payment.parts.front();
  if (first.trade_type->native) {
    BEPUSDT_ASSERT(payment.parts.size() == 1);
    return chain_.coin(payer, first.to.value(), static_cast<std::uint64_t>(first.units));
  }
  const auto contract = [&](const Payment::Part& part) {
    return payment.spoofed ? devnet::tron_wallet(kSpoofedToken) : contract_of(*part.trade_type);
  };
  if (payment.parts.size() == 1) {
    switch (payers_ % 5) {
      case 0:
        return chain_.token_from(contract(first), devnet::tron_wallet(kSpoofedToken), payer, first.to.value(), first.units);
      case 1: return chain_.permit(contract(first), payer, first.to.value(), first.units);
      case 2: return chain_.payout(contract(first), payer, {{first.to.value(), first.units}});
      default: return chain_.token(contract(first), payer, first.to.value(), first.units, payers_ % 2 == 0);
    }
  }
  // Several tokens in one transaction: what a contract pays out.
  devnet::TronTx tx = chain_.payout(contract(first), payer, {});
  for (const Payment::Part& part : payment.parts) {
    tx.pays.push_back({std::to_string(tx.logs.size()), contract(part), payer, part.to.value(), part.units});
    tx.logs.push_back(devnet::TronChain::transfer_log(contract(part), payer, part.to.value(), part.units));
  }
  return tx;
}

void TronWorld::bad_weather(int endpoint, Host& host, Draw& draw) {
  Faults& f = host.faults;
  if (draw.percent(25)) f.lags = {draw.below(4), draw.below(4), draw.below(4)};
  if (draw.percent(10)) f.infos_empty = true;
  if (draw.percent(10)) f.infos_cut = true;
  if (draw.percent(10)) f.logs_of_calls_left_out = true;  // of other logs no reader can know that they were left out
  // Where nobody tells logs, calls alone count by design (ADR 0010): then payouts of contracts are not seen by anybody.
  if (endpoint > 0 && draw.percent(20)) f.infos_disabled = true;
  if (draw.percent(6)) f.down = true;
  if (draw.percent(2)) host.chain = &test_network_;
}

}  // namespace bepusdt::sim
