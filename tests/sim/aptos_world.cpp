#include "sim/aptos_world.hpp"

#include "chains/aptos/aptos_reader.hpp"

namespace bepusdt::sim {
namespace {

constexpr std::uint64_t kSpoofedAsset = 7'777;
constexpr std::uint64_t kTestNetwork = 2;

using Faults = devnet::AptosFaults;

std::string some_question(Draw& draw) { return draw.one_of({"ledger", "block", "block_of", "page", "transaction"}); }

constexpr auto kPassing = common_passing_and<Faults>({
    {Fault::node_null, [](Faults& f, Draw& draw) { f.null_for = some_question(draw); }},
    {Fault::node_error_object, [](Faults& f, Draw& draw) { f.error_for = some_question(draw); }},
    {Fault::node_missing_answer, [](Faults& f, Draw& draw) { f.not_found_for = some_question(draw); }},
    {Fault::node_other_block, [](Faults& f, Draw&) { f.wrong_block = true; }},
    {Fault::node_empty_list, [](Faults& f, Draw&) { f.page_empty = true; }},
    {Fault::node_broken_pages, [](Faults& f, Draw& draw) { (draw.percent(50) ? f.page_hole : f.page_shifted) = true; }},
    {Fault::node_left_out, [](Faults& f, Draw&) { f.events_left_out = true; }},
    {Fault::node_denies, [](Faults& f, Draw&) { f.hides_transactions = true; }},
});

constexpr auto kLasting = common_lasting_and<Faults>({
    {Fault::node_pruned, [](const Faults& f) { return f.oldest > 0; }},
    {Fault::node_small_limits, [](const Faults& f) { return f.page_most > 0 || f.slow_above > 0; }},
    {Fault::node_broken_pages, [](const Faults& f) { return f.page_hole || f.page_shifted; }},
    {Fault::node_left_out, [](const Faults& f) { return f.headers_left_out || f.events_left_out; }},
    {Fault::node_denies, [](const Faults& f) { return f.hides_transactions || f.pending || f.wrong_transaction; }},
});

}  // namespace

std::span<const Passing<Faults>> AptosKind::passing() { return kPassing; }
std::span<const Lasting<Faults>> AptosKind::lasting() { return kLasting; }

AptosWorld::AptosWorld(ChainPlan plan, BlockTime start, std::uint64_t seed)
    : SettledWorld(plan, start, devnet::AptosChain(), seed), test_network_(kTestNetwork), limits_(Draw(seed)) {}

std::unique_ptr<ports::ChainReader> AptosWorld::make_reader(const ReaderPorts& ports) {
  using chains::Finality;
  chains::aptos::AptosConfig config;
  config.chain = &row_;
  for (int i = 0; i < plan().endpoints; ++i) config.endpoints.push_back({fmt::format("http://{}/v1", host_name(i)), {}, 0});
  config.cross_check = plan().cross_check;
  config.finality =
      plan().by_tag ? Finality{Finality::Kind::finalized, 0} : Finality{Finality::Kind::blocks, plan().finality};
  Draw draw = limits_;
  config.limits.blocks_per_step = static_cast<std::uint64_t>(draw.between(1, 60));
  config.limits.versions_per_step = static_cast<std::uint64_t>(draw.one_of({10, 60, 1'000}));
  config.limits.page = static_cast<std::uint64_t>(draw.one_of({7, 30, 100}));
  return std::make_unique<chains::aptos::AptosReader>(std::move(config), ports.client, ports.clock, ports.log,
                                                      ports.metrics);
}

std::vector<devnet::AptosTx> AptosWorld::transactions_of(const Payment& payment, const std::string& payer) {
  std::vector<devnet::AptosEvent> events;
  std::vector<devnet::AptosPayment> pays;
  for (const Payment::Part& part : payment.parts) {
    const auto units = static_cast<std::uint64_t>(part.units);
    const std::string genuine = contract_of(*part.trade_type);
    // Another asset in its own store, or an event of somebody else's module that names the genuine one.
    const bool other_asset = payment.spoofed && payers_ % 2 == 0, other_module = payment.spoofed && !other_asset;
    const std::string asset = other_asset ? devnet::aptos_account(kSpoofedAsset) : genuine;
    events.push_back(
        devnet::aptos_deposit(devnet::aptos_primary_store(payer, asset), units, "0x1::fungible_asset::Withdraw"));
    if (!other_module) pays.push_back({events.size(), asset, part.to.value(), units});
    events.push_back(devnet::aptos_deposit(
        devnet::aptos_primary_store(part.to.value(), asset), units,
        other_module ? devnet::aptos_account(kSpoofedAsset) + "::fungible_asset::Deposit" : "0x1::fungible_asset::Deposit"));
  }
  devnet::AptosTx tx = chain_.emitting(payer, std::move(events));
  tx.pays = std::move(pays);
  tx.ok = !payment.fails;
  return {std::move(tx)};
}

// Into a store that is nobody's primary one.
devnet::AptosTx AptosWorld::look_alike(const std::string& wallet, Draw& draw) {
  const std::string store = devnet::aptos_primary_store(wallet, devnet::aptos_account(kSpoofedAsset + draw.below(5)));
  return chain_.into_store(store, wallet, 1 + draw.below(10'000'000));
}

void AptosWorld::bad_weather(int, Host& host, Draw& draw) {
  Faults& f = host.faults;
  if (draw.percent(25)) f.lags = {draw.below(4), draw.below(4), draw.below(4)};
  if (draw.percent(8)) f.oldest = head() - std::min(head(), draw.below(30));
  if (draw.percent(20)) f.headers_left_out = true;
  if (draw.percent(15)) f.page_most = 1 + draw.below(40);
  if (draw.percent(10)) f.slow_above = 1 + draw.below(40);
  if (draw.percent(6)) f.page_hole = true;
  if (draw.percent(6)) f.page_shifted = true;
  if (draw.percent(5)) f.events_left_out = true;
  if (draw.percent(5)) f.hides_transactions = true;
  if (draw.percent(5)) f.pending = true;
  if (draw.percent(4)) f.wrong_transaction = true;
  if (draw.percent(6)) f.down = true;
  if (draw.percent(2)) host.chain = &test_network_;
}

}  // namespace bepusdt::sim
