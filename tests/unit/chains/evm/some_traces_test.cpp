// An endpoint with traces among others: where blocks are read, who confirms what a contract paid (docs/adr/0014).
#include "traces_world.hpp"

namespace bepusdt::chains::evm {
namespace {

using ports::TransferCheck;

class EvmSomeTraces : public EvmTraces {
 protected:
  EvmSomeTraces() {
    second_endpoint();
    std::swap(config.endpoints[0].traces, config.endpoints[1].traces);  // "b" has them, "a" is preferred
  }
  core::Transfer paid_by_contract() {
    chain.mine({calling({pays(kWallet, 7)})});
    chain.mine_empty(3);
    return scanned(at(0)).transfers.at(0);
  }
};

TEST_F(EvmSomeTraces, WhileTheCoinIsLookedForBlocksAreReadWhereTracesAre) {
  chain.mine({calling({pays(kWallet, 7)})});
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  EXPECT_EQ(node.host("a").requests, 0);
  watch.native = false;
  scanned(at(0));
  EXPECT_GT(node.host("a").requests, 0);
}

TEST_F(EvmSomeTraces, WhileNoneWithTracesAnswersTheBlocksStayDue) {
  chain.mine({calling({pays(kWallet, 7)}), chain.token(kUsdt, kPayer, kWallet, 5)});
  b().down = true;
  const ports::ReadError why = error(at(0));
  EXPECT_EQ(why.kind, ports::ReadError::Kind::unreachable);
  EXPECT_NE(why.reason.find("a:80: is not marked with traces"), std::string::npos) << why.reason;
  b().down = false;
  clock.advance(Millis(60'000));
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_F(EvmSomeTraces, AnotherOneWithTracesStepsIn) {
  config.endpoints[0].traces = true;
  chain.mine({calling({pays(kWallet, 7)})});
  a().no_call_tracer = a().no_trace_block = true;
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_F(EvmSomeTraces, AnEndpointWithoutTracesNeitherConfirmsNorHoldsBackWhatAContractPaid) {
  const core::Transfer transfer = paid_by_contract();
  EXPECT_EQ(*reader().check(transfer), TransferCheck::present);
  EXPECT_EQ(called("a", "debug_traceBlockByHash") + called("a", "trace_block"), 0);
  b().down = true;
  EXPECT_FALSE(reader().check(transfer).has_value()) << "one that cannot tell does not confirm";
}

TEST_F(EvmSomeTraces, AnEndpointWithoutTracesMayContradict) {
  const core::Transfer transfer = paid_by_contract();
  devnet::EvmChain other = chain;
  other.fork(4);
  other.mine_empty(4);
  node.host("a").chain = &other;
  EXPECT_EQ(*reader().check(transfer), TransferCheck::absent);
}

TEST_F(EvmSomeTraces, WhereTwoAreRequiredTwoWithTracesAre) {
  config.cross_check = CrossCheck::required;
  const core::Transfer transfer = paid_by_contract();
  EXPECT_FALSE(reader().check(transfer).has_value());
  fresh_reader();
  config.endpoints[0].traces = true;
  EXPECT_EQ(*reader().check(transfer), TransferCheck::present);
}

TEST_F(EvmSomeTraces, AnotherAmountReceiverOrPlaceIsAbsent) {
  config.endpoints[0].traces = true;
  const core::Transfer transfer = paid_by_contract();
  core::Transfer wrong = transfer;
  wrong.units += 1;
  EXPECT_EQ(*reader().check(wrong), TransferCheck::absent);
  wrong = transfer;
  wrong.to = core::Address(kOtherWallet);
  EXPECT_EQ(*reader().check(wrong), TransferCheck::absent);
  for (const char* place : {"t", "t1", "t0.0", "n"}) {
    wrong = transfer;
    wrong.key.position = core::Position(place);
    EXPECT_EQ(*reader().check(wrong), TransferCheck::absent) << place;
  }
}

TEST_F(EvmSomeTraces, WhatWasMinedAgainElsewhereHasMoved) {
  const core::Transfer transfer = paid_by_contract();
  auto txs = chain.fork(4);
  chain.mine();
  chain.mine(std::move(txs));
  chain.mine_empty(5);
  EXPECT_EQ(*reader().check(transfer), TransferCheck::moved);
}

TEST_F(EvmSomeTraces, WhatWasSeenWhileMarkedIsConfirmedAfterTheMarkIsGone) {
  const core::Transfer transfer = paid_by_contract();
  fresh_reader();
  config.endpoints[1].traces = false;
  EXPECT_EQ(*reader().check(transfer), TransferCheck::present);
}

}  // namespace
}  // namespace bepusdt::chains::evm
