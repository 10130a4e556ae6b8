// Value that a contract pays, as traces tell of it (docs/adr/0014): which calls count, where they stand, by whichever
// method; and what happens where traces are missing.
#include "traces_world.hpp"

namespace bepusdt::chains::evm {
namespace {

using devnet::EvmCall;
using Kind = EvmCall::Kind;
using ports::TransferCheck;

const std::string kInner = devnet::evm_address(71);
const std::string kPrecompiled = "0x0000000000000000000000000000000000000004";

EvmCall of_kind(Kind kind, const std::string& to, std::uint64_t wei, std::vector<EvmCall> calls = {}) {
  return {.kind = kind, .from = kContract, .to = to, .value = devnet::evm_quantity(wei), .calls = std::move(calls)};
}
EvmCall undone(EvmCall call) {
  call.ok = false;
  return call;
}

// By either of the two methods that nodes have.
class EvmTracesBothWays : public EvmTraces, public ::testing::WithParamInterface<bool> {
 protected:
  EvmTracesBothWays() { only_one(a()); }
  void only_one(devnet::EvmFaults& faults) const {
    faults.no_call_tracer = GetParam();
    faults.no_trace_block = !GetParam();
  }
};
INSTANTIATE_TEST_SUITE_P(Methods, EvmTracesBothWays, ::testing::Bool(),
                         [](const auto& method) { return std::string(method.param ? "trace_block" : "callTracer"); });

TEST_P(EvmTracesBothWays, WhatAContractPaysIsReadWithItsPlaceInTheCallTree) {
  const devnet::EvmTx tx = calling({pays(kInner, 9), of_kind(Kind::call, kInner, 0, {pays(kWallet, 7, kInner)})}, 16);
  const devnet::EvmBlock block = chain.mine({chain.token(kUsdt, kPayer, kStranger, 5), tx});
  const ports::Scanned found = scanned(at(0));
  ASSERT_EQ(found.transfers.size(), 1u);
  const core::Transfer& transfer = found.transfers[0];
  EXPECT_EQ(transfer.key, (core::TransferKey{core::ChainName("ethereum"), core::TxHash(tx.hash), core::Position("t1.0")}));
  EXPECT_EQ(transfer.trade_type, catalog::find_trade_type("ethereum.eth"));
  EXPECT_EQ(transfer.contract, "");
  EXPECT_EQ(transfer.from.value(), kInner);
  EXPECT_EQ(transfer.to.value(), kWallet);
  EXPECT_EQ(transfer.units, 7);
  EXPECT_EQ(transfer.block, at(block.number));
}

TEST_P(EvmTracesBothWays, OfWhatSucceededOnlyCallsCreationsAndEndsMoveValue) {
  chain.mine({calling({pays(kWallet, 1), of_kind(Kind::delegate_call, kWallet, 2), of_kind(Kind::call_code, kWallet, 3),
                       of_kind(Kind::static_call, kWallet, 4), of_kind(Kind::create, kWallet, 5), pays(kWallet, 0),
                       pays(kOtherWallet, 6, kOtherWallet), of_kind(Kind::self_destruct, kWallet, 7)})});
  EXPECT_EQ(positions(scanned(at(0))), (std::vector<std::string>{"t0=1", "t4=5", "t7=7"}));
}

TEST_P(EvmTracesBothWays, WhatIsCalledByCodeThatRunsForItsCallerCounts) {
  chain.mine({calling({of_kind(Kind::delegate_call, kInner, 5, {pays(kWallet, 3)})})});
  EXPECT_EQ(positions(scanned(at(0))), (std::vector<std::string>{"t0.0=3"}));
}

TEST_P(EvmTracesBothWays, AFailureAnywhereAboveUndoesIt) {
  chain.mine({calling({undone(of_kind(Kind::call, kInner, 1, {of_kind(Kind::call, kInner, 0, {pays(kWallet, 2)})})),
                       undone(pays(kWallet, 3)), of_kind(Kind::call, kInner, 0, {undone(pays(kWallet, 4))})})});
  devnet::EvmTx failed = calling({pays(kWallet, 5)});
  failed.ok = false;
  chain.mine({failed});
  EXPECT_TRUE(scanned(at(0)).transfers.empty());
}

TEST_P(EvmTracesBothWays, TheTransactionsOwnValueKeepsItsPlaceAndCountsOnce) {
  devnet::EvmTx tx = chain.coin(kPayer, kWallet, 9);  // a wallet that is a contract, and is paid back
  tx.calls = {pays(kStranger, 9, kWallet), pays(kWallet, 4, kStranger)};
  tx.logs.push_back(devnet::EvmChain::transfer_log(kUsdt, kPayer, kWallet, 3));
  chain.mine({tx});
  const ports::Scanned found = scanned(at(0));
  EXPECT_EQ(positions(found), (std::vector<std::string>{"n=9", "t1=4", "0=3"}));
  EXPECT_EQ(plain(found.transfers), expected());
}

TEST_P(EvmTracesBothWays, ATransactionThatMakesAContractAtTheWalletPaysIt) {
  devnet::EvmTx tx = chain.coin(kPayer, "", 9);
  tx.created = kWallet;
  chain.mine({tx});
  EXPECT_EQ(positions(scanned(at(0))), (std::vector<std::string>{"t=9"}));
}

TEST_P(EvmTracesBothWays, SeveralPaymentsInOneTransactionAreSeveral) {
  chain.mine({calling({pays(kWallet, 5), pays(kWallet, 5), pays(kOtherWallet, 5)})});
  EXPECT_EQ(positions(scanned(at(0))), (std::vector<std::string>{"t0=5", "t1=5", "t2=5"}));
}

TEST_P(EvmTracesBothWays, TheSameTransactionMinedAgainKeepsItsPositions) {
  const devnet::EvmTx tx = calling({of_kind(Kind::call, kInner, 0, {pays(kWallet, 7, kInner)})});
  chain.mine({tx});
  const auto first = scanned(at(0)).transfers;
  chain.fork(1);
  chain.mine({chain.coin(kPayer, kStranger, 1), tx});
  const auto second = scanned(at(0)).transfers;
  ASSERT_EQ(first.size(), 1u);
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(first[0].key, second[0].key);
  EXPECT_NE(first[0].block.hash, second[0].block.hash);
}

TEST_P(EvmTracesBothWays, ThousandCallsWithinOneAnotherAreFollowed) {
  EvmCall innermost = pays(kWallet, 7, kInner);
  for (int i = 0; i < 1'022; ++i) innermost = of_kind(Kind::call, kInner, 0, {std::move(innermost)});
  chain.mine({calling({std::move(innermost)})});
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  EXPECT_EQ(expected().size(), 1u);
}

// A hundred times as deep as they are many would be places of a hundred times the answer's own size. No gas pays for it.
TEST_F(EvmTraces, PaymentsOfWhichThePlacesTakeMoreThanAnyAnswerAreNotRead) {
  std::vector<EvmCall> many(1'000, pays(kWallet, 7, kInner));
  EvmCall around = of_kind(Kind::call, kInner, 0, std::move(many));
  for (int i = 0; i < 1'010; ++i) around = of_kind(Kind::call, kInner, 0, {std::move(around)});
  chain.mine({calling({std::move(around)})});
  EXPECT_FALSE(scan(at(0)).has_value());
}

TEST_P(EvmTracesBothWays, WhatIsMissingNullOrOfAnotherBlockIsAskedAgainAndNeverNothing) {
  chain.mine({calling({pays(kWallet, 1)})});
  chain.mine({calling({pays(kWallet, 5)}), calling({pays(kWallet, 6)})});
  const std::string method = GetParam() ? "trace_block" : "debug_traceBlockByHash";
  const std::vector<std::pair<const char*, std::function<void()>>> troubles{
      {"null", [&] { a().null_method = method; }},
      {"no answer", [&] { a().drop_method = method; }},
      {"an error", [&] { a().error_method = method; }},
      {"cut off", [&] { a().traces_cut = true; }},
      {"of another block", [&] { a().traces_of_parent = true; }},
      {"not traceable", [&] { a().untraceable = true; }},
      {"too slow", [&] { a().slow_traces = 1; }}};
  for (const auto& [what, begin] : troubles) {
    begin();
    const Scan answer = scan(at(1));
    EXPECT_FALSE(answer.has_value()) << what;
    a() = {};
    only_one(a());
    clock.advance(Millis(60'000));
    EXPECT_EQ(plain(scanned(at(1)).transfers), expected(1)) << what;
  }
}

TEST_P(EvmTracesBothWays, BlocksBelowOneThatCannotBeTracedStillCount) {
  for (std::uint64_t wei = 1; wei <= 4; ++wei) chain.mine({calling({pays(kWallet, wei)})});
  scanned(at(0));  // several are traced at a time by now
  node.before_answer = [&](const std::string&) {
    const std::string& asked = node.requests.back().body;
    a().traces_cut = asked.find(chain.at(4)->hash) != std::string::npos || asked.find("\"0x4\"") != std::string::npos;
  };
  core::BlockRef after = at(0);
  for (int i = 0; i < 10; ++i)
    if (const Scan answer = scan(after)) after = std::get<ports::Scanned>(*answer).last;
  EXPECT_EQ(after, at(3));
  node.before_answer = nullptr;
  a() = {};
  only_one(a());
  EXPECT_EQ(plain(scanned(at(3)).transfers), expected(3));
}

TEST_P(EvmTracesBothWays, AReceiptThatSaysFailedIsBelievedMoreThanATrace) {
  devnet::EvmTx tx = calling({pays(kWallet, 5)});
  chain.mine({tx});
  reader().head().value();
  // The same transaction fails in the block that stands there by the time of the receipts.
  node.before_answer = [&](const std::string&) {
    if (node.requests.back().body.find("eth_getTransactionReceipt") == std::string::npos) return;
    chain.fork(1);
    tx.ok = false;
    chain.mine({tx});
  };
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::lagging);
  node.before_answer = nullptr;
  EXPECT_TRUE(scanned(at(0)).transfers.empty());
}

TEST_F(EvmTraces, BothMethodsGiveOnePlaceThoughTheyShowDifferentCalls) {
  EvmCall never_begun = undone(pays(kWallet, 1'000));
  never_begun.begun = false;
  chain.mine({calling({of_kind(Kind::static_call, kPrecompiled, 0), never_begun, undone(pays(kStranger, 1)),
                       of_kind(Kind::call, kInner, 0, {pays(kPrecompiled, 0, kInner), pays(kWallet, 7, kInner)}),
                       pays(kOtherWallet, 2)})});
  a().no_trace_block = true;
  const auto by_calls = plain(scanned(at(0)).transfers);
  fresh_reader();
  a() = {};
  a().no_call_tracer = true;
  EXPECT_EQ(plain(scanned(at(0)).transfers), by_calls);
  ASSERT_EQ(by_calls.size(), 2u);
  EXPECT_EQ(by_calls[0].position, "t0.0");
  EXPECT_EQ(by_calls[1].position, "t1");
}

TEST_P(EvmTracesBothWays, ATransactionThatNobodySentNeedNotBeTraced) {
  const std::string nobody = "0x0000000000000000000000000000000000000000";
  chain.mine({calling({pays(kWallet, 1)}), chain.coin(nobody, nobody, 0)});
  const ports::Scanned found = scanned(at(0));
  EXPECT_EQ(plain(found.transfers), expected());
  ASSERT_EQ(found.transfers.size(), 1u);
  EXPECT_EQ(*reader().check(found.transfers[0]), TransferCheck::present);
}

TEST_F(EvmTraces, ANodeThatNamesNoTransactionsIsReadInTheirOrder) {
  chain.mine({calling({pays(kWallet, 1)}), calling({pays(kWallet, 2)})});
  a().traces_unnamed = true;
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  a().traces_cut = true;
  EXPECT_FALSE(scan(at(0)).has_value());
}

TEST_F(EvmTraces, WhichMethodANodeHasIsLearntByAskingOnceAndAskedAgainLater) {
  a().no_call_tracer = true;
  for (int i = 0; i < 3; ++i) {
    chain.mine({calling({pays(kWallet, 1)})});
    EXPECT_EQ(scanned(at(chain.head() - 1)).transfers.size(), 1u);
  }
  EXPECT_EQ(called("a", "debug_traceBlockByHash"), 1);
  EXPECT_EQ(called("a", "trace_block"), 3);
  a().no_call_tracer = false;
  clock.advance(config.limits.feature_retry);
  scanned(at(chain.head() - 1));
  EXPECT_EQ(called("a", "debug_traceBlockByHash"), 2);
}

TEST_F(EvmTraces, AMarkedNodeWithoutTracesIsAnErrorAndItsBlocksStayDue) {
  chain.mine({calling({pays(kWallet, 1)})});
  a().no_call_tracer = a().no_trace_block = true;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::unreachable);
    clock.advance(Millis(60'000));
  }
  EXPECT_EQ(log.count("endpoint.no_traces"), 1);
  EXPECT_FALSE(reader().endpoints()[0].healthy);
  a() = {};
  clock.advance(config.limits.feature_retry);
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_F(EvmTraces, ABlockWithoutTransactionsIsNotTraced) {
  chain.mine_empty(3);
  EXPECT_EQ(scanned(at(0)).last, tip());
  EXPECT_EQ(called("a", "debug_traceBlockByHash"), 0);
}

TEST_F(EvmTraces, NothingIsTracedWhereTheCoinIsNotLookedForOrTheEndpointNotMarked) {
  chain.mine({calling({pays(kWallet, 1)}), chain.token(kUsdt, kPayer, kWallet, 5)});
  watch.native = false;
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  fresh_reader();
  watch.native = true;
  config.endpoints[0].traces = false;
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  EXPECT_EQ(called("a", "debug_traceBlockByHash") + called("a", "trace_block"), 0);
}

TEST_F(EvmTraces, BlocksThatTakeLongAreTracedFewerAtATime) {
  for (int i = 0; i < 40; ++i) chain.mine({calling({pays(kWallet, 1)})});
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  fresh_reader();
  a().slow_traces = 3;
  core::BlockRef after = at(0);
  std::vector<devnet::EvmTransfer> all;
  int failures = 0;
  for (int i = 0; i < 100 && after != tip(); ++i) {
    const Scan answer = scan(after);
    if (!answer) {
      ++failures;
      clock.advance(Millis(60'000));
      continue;
    }
    const auto& found = std::get<ports::Scanned>(*answer);
    for (const auto& transfer : plain(found.transfers)) all.push_back(transfer);
    after = found.last;
    clock.advance(Millis(60'000));
  }
  EXPECT_EQ(all, expected());
  EXPECT_LT(failures, 20);
}

}  // namespace
}  // namespace bepusdt::chains::evm
