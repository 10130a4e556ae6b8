#include "sim/ton_world.hpp"

#include "base/hex.hpp"
#include "chains/ton/ton_reader.hpp"

namespace bepusdt::sim {
namespace {

constexpr std::uint64_t kFakeTokenWallet = 7'777;
constexpr int kMainNetwork = -239, kTestNetwork = -3;

using Faults = devnet::TonFaults;

std::string some_method(Draw& draw) {
  return draw.one_of({"masterchainInfo", "masterchainBlockShardState", "blocks", "transactions", "accountStates"});
}

constexpr auto kPassing = common_passing_and<Faults>({
    {Fault::node_null, [](Faults& f, Draw& draw) { f.null_method = some_method(draw); }},
    {Fault::node_error_object, [](Faults& f, Draw& draw) { f.error_method = some_method(draw); }},
    {Fault::node_empty_list, [](Faults& f, Draw& draw) { f.empty_method = some_method(draw); }},
    {Fault::node_broken_pages, [](Faults& f, Draw& draw) { (draw.percent(50) ? f.rows_cut : f.rows_lost) = true; }},
    {Fault::node_shards_lost, [](Faults& f, Draw& draw) { (draw.percent(50) ? f.shard_block_lost : f.shard_lost) = true; }},
});

constexpr auto kLasting = common_lasting_and<Faults>({
    {Fault::node_broken_pages, [](const Faults& f) { return f.rows_lost; }},
    {Fault::node_shards_lost, [](const Faults& f) { return f.shard_block_lost || f.shard_lost || f.shard_rows_lost; }},
    {Fault::node_left_out, [](const Faults& f) { return f.bodies_left_out; }},
    {Fault::node_guesses, [](const Faults& f) { return f.emulated_too; }},
});

struct StillClock final : ports::Clock {  // for a limit of requests a second, which these indexes have none of
  [[nodiscard]] Time now() const override { return {}; }
};
const StillClock kStillClock;

}  // namespace

std::span<const Passing<Faults>> TonKind::passing() { return kPassing; }
std::span<const Lasting<Faults>> TonKind::lasting() { return kLasting; }

core::BlockRef TonKind::ref(const Block& block) {
  return {block.name.seqno, core::BlockHash(to_hex(bytes_of(block.hash))), {}, from_unix_seconds(block.time)};
}

TonWorld::TonWorld(ChainPlan plan, BlockTime start, std::uint64_t seed)
    : SettledWorld(plan, start,
                   devnet::TonChain(kMainNetwork, to_unix_seconds(start) - kBlocksAtStart * plan.block_interval),
                   kStillClock, seed),
      test_network_(kTestNetwork, to_unix_seconds(start)),
      limits_(Draw(seed)) {}

std::unique_ptr<ports::ChainReader> TonWorld::make_reader(const ReaderPorts& ports) {
  using chains::Finality;
  chains::ton::TonConfig config;
  config.chain = &row_;
  Draw draw = limits_;
  bool of_few_requests = false;
  for (int i = 0; i < plan().endpoints; ++i) {
    const double per_second = draw.one_of({0.0, 0.0, 1.0, 10.0});
    of_few_requests = of_few_requests || per_second > 0;
    config.endpoints.push_back({fmt::format("http://{}/api/v3", host_name(i)), {}, per_second});
  }
  config.cross_check = plan().cross_check;
  config.finality =
      plan().by_tag ? Finality{Finality::Kind::finalized, 0} : Finality{Finality::Kind::blocks, plan().finality};
  config.limits.blocks_per_step = static_cast<std::uint64_t>(draw.between(1, 100));
  // Small questions make many, more than an index that answers one a second has time for in a step.
  if (!of_few_requests) {
    config.limits.rows_per_page = static_cast<std::size_t>(draw.one_of({20, 100, 1'000}));
    config.limits.accounts_per_question = static_cast<std::size_t>(draw.between(1, 40));
  }
  return std::make_unique<chains::ton::TonReader>(std::move(config), ports.client, chains::ton::LiteLineMaker(), ports.pause,
                                                  ports.clock, ports.log, ports.metrics);
}

std::vector<devnet::TonTx> TonWorld::transactions_of(const Payment& payment, const std::string& payer) {
  std::vector<devnet::TonTx> all;  // one message pays once
  for (const Payment::Part& part : payment.parts)
    all.push_back(part.trade_type->native ? coin(payment, part, payer) : token(payment, part, payer));
  return all;
}

devnet::TonTx TonWorld::coin(const Payment& payment, const Payment::Part& part, const std::string& payer) const {
  devnet::TonTx tx = devnet::TonChain::coin(payer, part.to.value(), part.units, devnet::ton_comment("thanks"));
  if (payment.fails) {
    tx.pays.clear();
    tx.aborted = tx.sent_back = true;
    tx.succeeded = false;
  } else if (payers_ % 3 == 0) {  // a wallet that is not deployed receives all the same
    tx.computed = false;
    tx.aborted = true;
  } else if (payers_ % 3 == 1) {  // its code refused the message and sent nothing back
    tx.succeeded = false;
    tx.aborted = true;
  }
  return tx;
}

devnet::TonTx TonWorld::token(const Payment& payment, const Payment::Part& part, const std::string& payer) const {
  const std::string& to = part.to.value();
  if (payment.spoofed && payers_ % 2 == 0)
    return devnet::TonChain::token(payer, to, part.units, devnet::ton_wallet(kFakeTokenWallet));
  if (payment.spoofed) {  // to the wallet itself, to which it is nothing but the coin that it carries
    devnet::TonTx tx = devnet::TonChain::token(payer, to, part.units, to);
    tx.pays.push_back({"", tx.from, to, tx.value});
    return tx;
  }
  devnet::TonTx tx = devnet::TonChain::token(payer, to, part.units);
  if (!payment.fails) return tx;
  tx.pays.clear();
  tx.aborted = true;
  if (payers_ % 2 == 0) {
    tx.succeeded = false;
    tx.sent_back = true;
  } else {
    tx.acted = false;
    tx.sent_back = payers_ % 4 == 1;
  }
  return tx;
}

// What comes back of a message that failed; or the coin, sent to a token wallet.
devnet::TonTx TonWorld::look_alike(const std::string& wallet, Draw& draw) {
  const bool back = draw.percent(50);
  devnet::TonTx tx = devnet::TonChain::coin(address(kFakeTokenWallet).value(),
                                            back ? wallet : devnet::ton_usdt_wallet(wallet, devnet::kTonUsdt),
                                            1 + draw.below(1'000'000'000));
  tx.pays.clear();
  tx.bounced = back;
  return tx;
}

void TonWorld::before_block(Draw& draw, FaultSpace& space) {
  if (!draw.percent(3)) return;
  space.struck(Fault::shards_changed);
  chain_.set_shards(draw.one_of({1U, 2U, 4U}));
}

void TonWorld::count(const devnet::TonTx& tx, FaultSpace& space) const {
  if (tx.sent_back) space.struck(Fault::bounced_message);
}

void TonWorld::bad_weather(int, Host& host, Draw& draw) {
  Faults& f = host.faults;
  if (draw.percent(25)) f.lags = {draw.below(4), draw.below(4), draw.below(4)};
  if (draw.percent(8)) f.rows_lost = true;
  if (draw.percent(6)) f.shard_block_lost = true;
  if (draw.percent(6)) f.shard_lost = true;
  if (draw.percent(8)) f.shard_rows_lost = true;
  if (draw.percent(6)) f.bodies_left_out = true;
  if (draw.percent(25)) f.emulated_too = true;
  if (draw.percent(6)) f.down = true;
  if (draw.percent(2)) host.chain = &test_network_;
}

}  // namespace bepusdt::sim
