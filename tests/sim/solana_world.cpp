#include "sim/solana_world.hpp"

#include <set>

#include "chains/solana/solana_reader.hpp"

namespace bepusdt::sim {
namespace {

constexpr std::uint64_t kSpoofedMint = 7'777;

using Faults = devnet::SolanaFaults;

std::string some_method(Draw& draw) {
  return draw.one_of({"getSlot", "getBlock", "getBlocks", "getTransaction", "getSignaturesForAddress"});
}

constexpr auto kPassing = common_passing_and<Faults>({
    {Fault::node_null, [](Faults& f, Draw& draw) { f.null_method = some_method(draw); }},
    {Fault::node_error_object, [](Faults& f, Draw& draw) { f.error_method = some_method(draw); }},
    // Not of lists: one that a node leaves lines out of says nothing that gives it away (ADR 0011).
    {Fault::node_empty_list,
     [](Faults& f, Draw& draw) {
       f.empty_method = draw.one_of({"getBlock", "getBlocks", "getTransaction"});
     }},
    {Fault::node_too_many_as_skip,
     [](Faults& f, Draw& draw) {
       f.error_method = some_method(draw);
       f.error_code = -32007;
       f.error = "50/second request limit reached";
     }},
    {Fault::node_false_skip,
     [](Faults& f, Draw&) {
       f.error_method = "getBlock";
       f.error_code = -32009;
       f.error = "Slot was skipped, or missing in long-term storage";
     }},
    {Fault::node_denies, [](Faults& f, Draw&) { f.untold = true; }},
    {Fault::node_broken_pages, [](Faults& f, Draw&) { f.forgets_before = true; }},
});

constexpr auto kLasting = common_lasting_and<Faults>({
    {Fault::node_unwritten, [](const Faults& f) { return f.written_behind > 0; }},
    {Fault::node_pruned, [](const Faults& f) { return f.first_slot > 0; }},
    {Fault::node_broken_pages, [](const Faults& f) { return f.forgets_before || f.pages_shifted; }},
    {Fault::node_false_skip, [](const Faults& f) { return f.slots_left_out; }},
    {Fault::node_denies, [](const Faults& f) { return f.untold || f.told_failed; }},
    {Fault::node_left_out, [](const Faults& f) { return f.tokens_left_out || f.times_left_out; }},
});

// Two in one: what the second moves is moved by the first as well.
void join(devnet::SolanaTx& tx, devnet::SolanaTx&& more) {
  std::ranges::move(more.keys, std::back_inserter(tx.keys));
  std::ranges::move(more.holdings, std::back_inserter(tx.holdings));
  std::ranges::move(more.pays, std::back_inserter(tx.pays));
}

}  // namespace

std::span<const Passing<Faults>> SolanaKind::passing() { return kPassing; }
std::span<const Lasting<Faults>> SolanaKind::lasting() { return kLasting; }

std::vector<SolanaKind::Found> SolanaKind::transfers(const Chain& chain, const std::vector<std::string>& addresses,
                                                     const std::vector<std::string>& contracts, bool native,
                                                     std::uint64_t after) {
  std::vector<Found> all;
  for (const devnet::SolanaTransfer& t : chain.transfers(addresses, contracts, native, after))
    all.push_back({t.signature, t.owner + "/" + (t.mint.empty() ? "n" : t.mint), t.mint, t.owner, t.units, t.slot});
  return all;
}

SolanaWorld::SolanaWorld(ChainPlan plan, BlockTime start, std::uint64_t seed)
    : SettledWorld(plan, start, devnet::SolanaChain("main", to_unix_seconds(start) - kBlocksAtStart * plan.block_interval),
                   seed),
      test_network_("test", to_unix_seconds(start)),
      limits_(Draw(seed)),
      held_back_(1 + Draw(seed, 1).below(8)) {}

std::unique_ptr<ports::ChainReader> SolanaWorld::make_reader(const ReaderPorts& ports) {
  chains::solana::SolanaConfig config;
  config.chain = &row_;
  Draw draw = limits_;
  for (int i = 0; i < plan().endpoints; ++i)
    config.endpoints.push_back({{fmt::format("http://{}/", host_name(i)), {}, 0}, draw.percent(30)});
  config.cross_check = plan().cross_check;
  config.genesis = chain_.genesis();
  config.limits.held_back = held_back_;
  config.limits.rpc.max_batch = static_cast<std::size_t>(draw.between(1, 12));
  if (draw.percent(60)) {  // few lines a page, so that lists have several
    config.limits.first_page = static_cast<std::size_t>(draw.between(2, 5));
    config.limits.page = static_cast<std::size_t>(draw.between(2, 8));
  }
  return std::make_unique<chains::solana::SolanaReader>(std::move(config), ports.client, ports.clock, ports.log,
                                                        ports.metrics);
}

std::uint64_t SolanaWorld::due() const { return chain_.nearest(head() - std::min(head(), held_back_)).slot; }

std::vector<devnet::SolanaTx> SolanaWorld::transactions_of(const Payment& payment, const std::string& payer) {
  devnet::SolanaTx tx = make(payment, payer);
  tx.ok = !payment.fails;
  if (payers_ % 4 == 0) return {devnet::SolanaChain::with_lookup(std::move(tx))};
  if (payers_ % 4 == 1) tx.version = 1;
  return {std::move(tx)};
}

devnet::SolanaTx SolanaWorld::make(const Payment& payment, const std::string& payer) {
  const Payment::Part& first = payment.parts.front();
  const auto units = [](const Payment::Part& part) { return static_cast<std::uint64_t>(part.units); };
  if (first.trade_type->native) {
    BEPUSDT_ASSERT(payment.parts.size() == 1);
    return chain_.coin(payer, first.to.value(), units(first));
  }
  const auto mint = [&](const Payment::Part& part) {
    return payment.spoofed ? devnet::solana_wallet(kSpoofedMint) : contract_of(*part.trade_type);
  };
  if (payment.parts.size() == 1 && payers_ % 6 == 0 && units(first) > 1)  // in two halves, which are one credit
    return chain_.batch(mint(first), payer,
                        {{first.to.value(), units(first) / 2}, {first.to.value(), units(first) - units(first) / 2}});
  if (payment.parts.size() == 1) return chain_.token(mint(first), payer, first.to.value(), units(first), payers_ % 5 == 0);
  std::map<std::string, std::vector<std::pair<std::string, std::uint64_t>>> by_mint;
  for (const Payment::Part& part : payment.parts) by_mint[mint(part)].emplace_back(part.to.value(), units(part));
  std::optional<devnet::SolanaTx> all;
  for (const auto& [of, to] : by_mint) {
    devnet::SolanaTx tx = chain_.batch(of, payer, to);
    if (all)
      join(*all, std::move(tx));
    else
      all = std::move(tx);
  }
  return *std::move(all);
}

// From one of its accounts to another of its own.
devnet::SolanaTx SolanaWorld::look_alike(const std::string& wallet, Draw& draw) {
  return chain_.move(draw.one_of(contracts_), wallet, 1 + draw.below(10'000'000));
}

void SolanaWorld::before_block(Draw& draw, FaultSpace& space) {
  if (!draw.percent(8)) return;
  space.struck(Fault::skipped_slot);
  chain_.skip(1 + draw.below(3));
}

void SolanaWorld::count(const devnet::SolanaTx& tx, FaultSpace& space) const {
  std::set<std::pair<std::string, std::string>> paid;
  for (const devnet::SolanaPayment& pay : tx.pays)
    if (!paid.emplace(pay.owner, pay.mint).second) space.struck(Fault::summed_transfers);
}

void SolanaWorld::bad_weather(int, Host& host, Draw& draw) {
  Faults& f = host.faults;
  // Not both: where a provider takes no batches, one node may show a block and another one list what it has not written (ADR 0011).
  if (draw.percent(25))
    f.lags = {draw.below(4), draw.below(4), draw.below(4)};
  else if (draw.percent(30))
    f.written_behind = 1 + draw.below(10);
  if (draw.percent(6)) f.first_slot = head() - std::min(head(), draw.below(30));
  if (draw.percent(12)) f.slots_left_out = true;
  if (draw.percent(8)) f.pages_shifted = true;
  if (draw.percent(6)) f.forgets_before = true;
  if (draw.percent(5)) f.untold = true;
  if (draw.percent(5)) f.told_failed = true;
  if (draw.percent(5)) f.tokens_left_out = true;
  if (draw.percent(5)) f.times_left_out = true;
  if (draw.percent(6)) f.down = true;
  if (draw.percent(2)) host.chain = &test_network_;
}

}  // namespace bepusdt::sim
