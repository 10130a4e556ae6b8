// Looking at one transfer again before it is credited (part 4 §4, cross-check).
#include "reader_world.hpp"

namespace bepusdt::chains::tron {
namespace {

using ports::TransferCheck;

class TronCheck : public ReaderWorld {
 protected:
  TronCheck() {
    watch.native = true;
    txs = {chain.token(kUsdt, kPayer, kWallet, 5), chain.payout(kUsdt, kPayer, {{kStranger, 1}, {kWallet, 6}}),
           chain.coin(kPayer, kOtherWallet, 7)};
    chain.mine(txs);
    chain.mine_empty(5);
  }
  std::vector<core::Transfer> found() {
    auto transfers = scanned(at(0)).transfers;
    EXPECT_EQ(transfers.size(), 3u);
    return transfers;
  }
  TransferCheck check(const core::Transfer& transfer) {
    const auto answer = reader().check(transfer);
    if (!answer) ADD_FAILURE() << answer.error().reason;
    return answer.value_or(TransferCheck::absent);
  }
  std::vector<devnet::TronTx> txs;
};

TEST_F(TronCheck, WhatIsThereIsPresent) {
  for (const core::Transfer& transfer : found()) EXPECT_EQ(check(transfer), TransferCheck::present);
}

TEST_F(TronCheck, WhatWasMinedAgainElsewhereHasMoved) {
  const auto transfers = found();
  chain.fork(6);
  chain.mine();
  chain.mine(txs);
  chain.mine_empty(5);
  for (const core::Transfer& transfer : transfers) EXPECT_EQ(check(transfer), TransferCheck::moved);
}

TEST_F(TronCheck, WhatWasMinedAgainAtTheSameHeightHasMoved) {
  const auto transfers = found();
  chain.fork(6);
  chain.mine(txs);
  chain.mine_empty(5);
  for (const core::Transfer& transfer : transfers) EXPECT_EQ(check(transfer), TransferCheck::moved);
}

TEST_F(TronCheck, WhatIsGoneIsAbsent) {
  const auto transfers = found();
  chain.fork(6);
  chain.mine_empty(7);
  for (const core::Transfer& transfer : transfers) EXPECT_EQ(check(transfer), TransferCheck::absent);
}

TEST_F(TronCheck, WhatFailedWhenItWasMinedAgainIsAbsent) {
  const auto transfers = found();
  chain.fork(6);
  for (devnet::TronTx& tx : txs) tx.ok = false;
  chain.mine();
  chain.mine(txs);
  chain.mine_empty(5);
  for (const core::Transfer& transfer : transfers) EXPECT_EQ(check(transfer), TransferCheck::absent);
}

TEST_F(TronCheck, AnotherAmountReceiverContractOrPositionIsAbsent) {
  for (const core::Transfer& transfer : found()) {
    core::Transfer wrong = transfer;
    wrong.units += 1;
    EXPECT_EQ(check(wrong), TransferCheck::absent);
    wrong = transfer;
    wrong.to = core::Address(kStranger);
    EXPECT_EQ(check(wrong), TransferCheck::absent);
    wrong = transfer;
    wrong.key.position = core::Position("9");
    EXPECT_EQ(check(wrong), TransferCheck::absent);
    if (transfer.contract.empty()) continue;
    wrong = transfer;
    wrong.contract = kUsdc;
    EXPECT_EQ(check(wrong), TransferCheck::absent);
  }
}

TEST_F(TronCheck, ANodeThatIsBehindTheBlockCannotTell) {
  const auto transfers = found();
  a().lags = {6};
  const auto answer = reader().check(transfers[0]);
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().kind, ports::ReadError::Kind::lagging);
}

TEST_F(TronCheck, ANodeThatLeavesOutWhatTheCallAskedForCannotTell) {
  const auto transfers = found();
  const auto by_call = std::ranges::find(transfers, core::Position("call"), [](const auto& t) { return t.key.position; });
  ASSERT_NE(by_call, transfers.end());
  a().logs_of_calls_left_out = true;
  EXPECT_FALSE(reader().check(*by_call).has_value());
  a() = {};
  EXPECT_EQ(check(*by_call), TransferCheck::present);
}

TEST_F(TronCheck, TwoEndpointsAreAskedBeforeATransferIsPresent) {
  second_endpoint();
  const auto transfers = found();
  const int asked = node.host("a").requests;
  EXPECT_EQ(check(transfers[0]), TransferCheck::present);
  EXPECT_GT(node.host("a").requests, asked);
  EXPECT_GT(node.host("b").requests, 0);
}

TEST_F(TronCheck, AForgedTransferIsUnmaskedByTheOtherEndpoint) {
  second_endpoint();
  devnet::TronChain forged = chain;
  forged.fork(3);
  forged.mine({forged.token(kUsdt, kPayer, kWallet, 1'000'000)});
  forged.mine_empty(3);
  node.host("a").chain = &forged;
  const auto lies = scanned(at(3)).transfers;
  ASSERT_EQ(lies.size(), 1u);
  EXPECT_EQ(check(lies[0]), TransferCheck::absent);
}

}  // namespace
}  // namespace bepusdt::chains::tron
