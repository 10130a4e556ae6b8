// Nothing is skipped on an EVM chain, whatever happens there and to its nodes: trouble, lag, forks, missing logs and receipts.
// Every seed is a case.
#include "contract/chains/followed_chain.hpp"
#include "reader_world.hpp"

namespace bepusdt::chains::evm {
namespace {

class EvmNothingSkipped : public FollowedChain<Family> {
 protected:
  devnet::EvmTx any_transaction() {
    const std::string to = chance(40) ? kWallet : chance(50) ? kOtherWallet : kStranger;
    const std::string contract = chance(50) ? kUsdt : chance(70) ? kUsdc : devnet::evm_address(99);
    devnet::EvmTx tx = chance(25) ? chain.coin(kPayer, to, below(4)) : chain.token(contract, kPayer, to, below(4));
    if (chance(20)) tx.logs.insert(tx.logs.begin(), devnet::EvmChain::other_log(kUsdt));
    if (chance(15)) tx.logs.push_back(devnet::EvmChain::transfer_log(kUsdc, kPayer, kWallet, 1 + below(9)));
    if (traces && chance(40)) tx.calls = any_calls(tx.to, 3);
    if (chance(10)) tx.ok = false;
    return tx;
  }
  std::vector<devnet::EvmCall> any_calls(const std::string& from, int depth) {
    using Kind = devnet::EvmCall::Kind;
    constexpr std::array kKinds{Kind::call,          Kind::call,        Kind::call,   Kind::call_code,
                                Kind::delegate_call, Kind::static_call, Kind::create, Kind::self_destruct};
    std::vector<devnet::EvmCall> calls;
    while (calls.size() < 4 && chance(60)) {
      devnet::EvmCall& call = calls.emplace_back();
      call.kind = kKinds[below(kKinds.size())];
      call.from = from;
      call.to = chance(40)   ? kWallet
                : chance(30) ? "0x0000000000000000000000000000000000000004"
                             : devnet::evm_address(70 + below(3));
      call.value = devnet::evm_quantity(below(3));
      call.ok = chance(80);
      if (call.kind == Kind::self_destruct) {
        call.ok = true;
        break;
      }
      call.begun = call.ok || chance(50);
      if (depth > 0 && call.begun) call.calls = any_calls(call.to, depth - 1);
    }
    return calls;
  }
  void mine(std::uint64_t count) override {
    for (std::uint64_t i = 0; i < count; ++i) {
      std::vector<devnet::EvmTx> txs;
      while (chance(45)) txs.push_back(any_transaction());
      chain.mine(std::move(txs));
      if (chance(10))
        chain.spoil_bloom(
            {kUsdt, devnet::evm_topic(kWallet), "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"});
    }
  }
  void fork() override {
    const std::uint64_t depth = 1 + below(std::min<std::uint64_t>(20, chain.head() - 1));
    auto txs = chain.fork(depth);
    if (chance(20)) return;  // the head goes backwards for now
    std::ranges::shuffle(txs, random);
    for (devnet::EvmTx& tx : txs) {
      if (chance(20)) continue;
      if (chance(10)) tx.ok = !tx.ok;
      chain.mine({tx});
    }
    mine(below(3));
  }
  void change_faults() override {
    a() = {};
    b() = {};
    a().random_trouble = chance(50) ? 0.2 : 0;
    b().random_trouble = chance(50) ? 0.2 : 0;
    a().in_order = chance(50);
    b().id_last = chance(50);
    if (chance(40)) a().empty_logs_within = 1 + below(8);
    if (chance(20)) a().empty_logs_calls = {chance(50), false, chance(50)};
    if (chance(40)) a().lags = {below(4), below(4), below(4)};
    if (chance(40)) b().lags = {below(4), below(4)};
    if (chance(20)) a().logs_disabled = true;
    if (chance(20)) a().block_receipts_disabled = true;
    if (chance(20)) b().most_log_range = 1 + below(30);
    if (chance(20)) b().most_batch = 1 + below(6);
    if (traces) {
      if (chance(30)) a().no_call_tracer = true;
      if (chance(30)) b().no_trace_block = true;
      if (chance(10)) a().traces_cut = true;
      if (chance(10)) a().traces_of_parent = true;
      if (chance(10)) a().untraceable = true;
      if (chance(10)) b().slow_traces = 1 + below(3);
      if (chance(10)) b().null_method = chance(50) ? "debug_traceBlockByHash" : "trace_block";
    }
    if (chance(10)) b().down = true;
    if (chance(10)) b().chain_id = 137;
    if (a().empty_logs_calls.size() > 0) a().lags.clear();
    if (config.finality.by_tag()) {
      const std::uint64_t final_height = chain.head() > 25 ? chain.head() - 25 : 0;
      for (const char* name : {"a", "b"})
        node.host(name).finalized = chance(80) ? std::optional(final_height) : std::nullopt;
      if (chance(20)) b().no_tags = true;
    }
  }

  void begin() override {
    watch.native = chance(40);
    config.limits.first_log_range = 1 + below(40);
    config.limits.wallets_per_filter = 1 + below(2);
    config.limits.blocks_per_step = 1 + below(25);
    config.finality = chance(30) ? Finality{Finality::Kind::finalized, 0} : Finality{Finality::Kind::blocks, below(25)};
    mine(30 + below(60));
  }

  bool traces = false;
};

// Where one endpoint has traces, or both.
class EvmNothingSkippedByTraces : public EvmNothingSkipped {
 protected:
  void begin() override {
    traces = true;
    config.endpoints[below(2)].traces = true;
    if (chance(50)) config.endpoints[0].traces = true;
    EvmNothingSkipped::begin();
    watch.native = true;
  }
};

TEST_P(EvmNothingSkipped, TheScansTogetherHoldExactlyWhatTheChainHolds) { run(GetParam()); }

TEST_P(EvmNothingSkippedByTraces, TheScansTogetherHoldWhatContractsPaid) { run(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Seeds, EvmNothingSkipped, ::testing::Range<std::uint64_t>(1, 121));
INSTANTIATE_TEST_SUITE_P(Seeds, EvmNothingSkippedByTraces, ::testing::Range<std::uint64_t>(1, 121));

}  // namespace
}  // namespace bepusdt::chains::evm
