// Looking at one transfer again before it is credited (part 4 §4, cross-check).
#include "reader_world.hpp"

namespace bepusdt::chains::aptos {
namespace {

using ports::TransferCheck;
using Kind = ports::ReadError::Kind;

class AptosCheck : public ReaderWorld {
 protected:
  AptosCheck() {
    txs = {chain.transfer(kUsdt, kPayer, kWallet, 5), chain.payout(kUsdc, kPayer, {{kStranger, 1}, {kOtherWallet, 6}})};
    chain.mine(txs);
    chain.mine_empty(5);
  }
  std::vector<core::Transfer> found() {
    auto transfers = scanned(at(0)).transfers;
    EXPECT_EQ(transfers.size(), 2u);
    return transfers;
  }
  TransferCheck check(const core::Transfer& transfer) {
    const auto answer = reader().check(transfer);
    if (!answer) ADD_FAILURE() << answer.error().reason;
    return answer.value_or(TransferCheck::absent);
  }
  Kind check_error(const core::Transfer& transfer) {
    const auto answer = reader().check(transfer);
    if (!answer) return answer.error().kind;
    ADD_FAILURE() << "the check came off";
    return {};
  }
  // A node that was lied to, or lies: the newest six blocks are other ones there.
  devnet::AptosChain other(const std::vector<devnet::AptosTx>& instead, std::uint64_t before = 0) {
    devnet::AptosChain lying = chain;
    lying.forget(6);
    lying.mine_empty(before);
    lying.mine(instead);
    lying.mine_empty(5);
    return lying;
  }
  std::vector<devnet::AptosTx> txs;
};

TEST_F(AptosCheck, WhatIsInAnotherBlockHasMoved) {
  const auto transfers = found();
  for (const std::uint64_t before : {0u, 1u}) {
    const devnet::AptosChain moved = other(txs, before);
    node.host("a").chain = &moved;
    for (const core::Transfer& transfer : transfers) EXPECT_EQ(check(transfer), TransferCheck::moved) << before;
  }
}

TEST_F(AptosCheck, WhatIsNotThereIsAbsent) {
  const auto transfers = found();
  const devnet::AptosChain without = other({});
  node.host("a").chain = &without;
  for (const core::Transfer& transfer : transfers) EXPECT_EQ(check(transfer), TransferCheck::absent);
}

TEST_F(AptosCheck, WithoutTheHeadersOfTheApiTheBlockItselfShowsWhatIsNotThere) {
  const auto transfers = found();
  a().headers_left_out = true;
  a().hides_transactions = true;  // by their hashes; its block has them all the same
  EXPECT_EQ(check_error(transfers[0]), Kind::lagging);
  const devnet::AptosChain without = other({});
  node.host("a").chain = &without;
  EXPECT_EQ(check(transfers[0]), TransferCheck::absent);
}

TEST_F(AptosCheck, WhatFailedIsAbsent) {
  const auto transfers = found();
  for (devnet::AptosTx& tx : txs) tx.ok = false;
  const devnet::AptosChain failed = other(txs);
  node.host("a").chain = &failed;
  for (const core::Transfer& transfer : transfers) EXPECT_EQ(check(transfer), TransferCheck::absent);
}

TEST_F(AptosCheck, AnotherAmountReceiverAssetOrPositionIsAbsent) {
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
    wrong = transfer;
    wrong.contract = kFakeUsdt;
    EXPECT_EQ(check(wrong), TransferCheck::absent);
    wrong.contract = "no asset";
    EXPECT_EQ(check(wrong), TransferCheck::absent);
    wrong = transfer;
    wrong.key.hash = core::TxHash("no hash");
    EXPECT_EQ(check(wrong), TransferCheck::absent);
  }
}

TEST_F(AptosCheck, ANodeThatIsBehindTheBlockOrPrunedItCannotTell) {
  const auto transfers = found();
  for (const bool with_headers : {true, false}) {
    a() = {};
    a().headers_left_out = !with_headers;
    a().lags = {6};
    EXPECT_EQ(check_error(transfers[0]), Kind::lagging);
    a().lags = {};
    a().oldest = 3;
    EXPECT_EQ(check_error(transfers[0]), Kind::lagging);
  }
}

TEST_F(AptosCheck, OfTwoNodesBehindOneNameTheOneThatIsBehindProvesNoAbsence) {
  const auto transfers = found();
  a().lags = {0, 6};
  int present = 0;
  for (int i = 0; i < 60; ++i) {
    a().headers_left_out = i >= 30;
    const auto answer = reader().check(transfers[0]);
    if (answer) {
      EXPECT_EQ(*answer, TransferCheck::present);
      ++present;
    } else {
      EXPECT_EQ(answer.error().kind, Kind::lagging) << answer.error().reason;
    }
  }
  EXPECT_GT(present, 5);
  EXPECT_LT(present, 60);
}

TEST_F(AptosCheck, ATransactionThatWaitsOrIsAnotherOrIsRefusedWithoutTheApisCodeProvesNothing) {
  const auto transfers = found();
  a().pending = true;
  EXPECT_EQ(check_error(transfers[0]), Kind::lagging);
  a() = {};
  a().wrong_transaction = true;
  EXPECT_EQ(check_error(transfers[0]), Kind::malformed);
  clock.advance(Millis(60'000));
  a() = {};
  a().not_found_for = "transaction";
  EXPECT_EQ(check_error(transfers[0]), Kind::unreachable);
  clock.advance(Millis(60'000));
  a() = {};
  a().wrong_block = true;
  EXPECT_EQ(check_error(transfers[0]), Kind::malformed);
}

TEST_F(AptosCheck, TwoEndpointsAreAskedBeforeATransferIsPresent) {
  second_endpoint();
  const auto transfers = found();
  EXPECT_EQ(check(transfers[0]), TransferCheck::present);
  EXPECT_EQ(asked("a", "transaction"), 1);
  EXPECT_EQ(asked("b", "transaction"), 1);
}

TEST_F(AptosCheck, ATransferThatTheSecondEndpointHidesIsNotPresent) {
  second_endpoint();
  const auto transfers = found();
  b().hides_transactions = true;
  EXPECT_EQ(check(transfers[0]), TransferCheck::absent);
}

TEST_F(AptosCheck, ATransferThatTheSecondEndpointHasElsewhereHasMoved) {
  second_endpoint();
  const auto transfers = found();
  const devnet::AptosChain moved = other(txs, 1);
  node.host("b").chain = &moved;
  EXPECT_EQ(check(transfers[0]), TransferCheck::moved);
}

}  // namespace
}  // namespace bepusdt::chains::aptos
