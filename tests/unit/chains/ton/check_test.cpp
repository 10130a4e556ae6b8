// Looking at one transfer again before it is credited (part 4 §4, cross-check).
#include "reader_world.hpp"

namespace bepusdt::chains::ton {
namespace {

using ports::TransferCheck;

class TonCheck : public ReaderWorld, public ::testing::WithParamInterface<Nodes> {
 protected:
  TonCheck() {
    over(GetParam());
    chain.mine({chain.token(kPayer, kWallet, 5), chain.coin(kPayer, kOtherWallet, 7)});
    chain.mine_empty(3);
  }
  std::vector<core::Transfer> found() {
    auto transfers = scanned(at(1)).transfers;
    EXPECT_EQ(transfers.size(), 2u);
    return transfers;
  }
  TransferCheck check(const core::Transfer& transfer) {
    const auto answer = reader().check(transfer);
    if (!answer) ADD_FAILURE() << answer.error().reason;
    return answer.value_or(TransferCheck::absent);
  }
};

INSTANTIATE_TEST_SUITE_P(Over, TonCheck, ::testing::Values(Nodes::indexes, Nodes::lite_servers), kind_name);

TEST_P(TonCheck, WhatIsThereIsPresent) {
  for (const core::Transfer& transfer : found()) EXPECT_EQ(check(transfer), TransferCheck::present);
}

TEST_P(TonCheck, AnotherAmountReceiverContractHashOrPositionIsAbsent) {
  for (const core::Transfer& transfer : found()) {
    core::Transfer wrong = transfer;
    wrong.units += 1;
    EXPECT_EQ(check(wrong), TransferCheck::absent);
    wrong = transfer;
    wrong.to = core::Address(kStranger);
    EXPECT_EQ(check(wrong), TransferCheck::absent);
    wrong = transfer;
    wrong.key.hash = core::TxHash(std::string(64, '1'));
    EXPECT_EQ(check(wrong), TransferCheck::absent);
    for (const char* position : {"9", "999999999999", "x", ""}) {
      wrong = transfer;
      wrong.key.position = core::Position(position);
      EXPECT_EQ(check(wrong), TransferCheck::absent) << position;
    }
    wrong = transfer;
    wrong.contract = transfer.contract.empty() ? devnet::kTonUsdt : "";
    EXPECT_EQ(check(wrong), TransferCheck::absent);
  }
}

TEST_P(TonCheck, InAnotherBlockThanItNamesItHasMoved) {
  for (core::Transfer transfer : found()) {
    transfer.block = at(4);
    EXPECT_EQ(check(transfer), TransferCheck::moved);
    transfer.block = at(2);
    transfer.block.hash = at(4).hash;
    EXPECT_EQ(check(transfer), TransferCheck::moved);
  }
}

TEST_P(TonCheck, ANodeThatIsBehindTheBlockCannotTell) {
  const auto transfers = found();
  for (const std::vector<std::uint64_t>& lags : {std::vector<std::uint64_t>{4}, std::vector<std::uint64_t>{9}}) {
    lag("a", lags);
    for (const core::Transfer& transfer : transfers) {
      const auto answer = reader().check(transfer);
      ASSERT_FALSE(answer.has_value());
      EXPECT_EQ(answer.error().kind, ports::ReadError::Kind::lagging);
    }
  }
  lag("a", {});
  a().empty_method = "transactions";
  lite.host("a").faults.missing_method = "getBlock";
  EXPECT_FALSE(reader().check(transfers[0]).has_value());
}

TEST_P(TonCheck, TwoEndpointsAreAskedBeforeATransferIsPresent) {
  second_endpoint();
  const auto transfers = found();
  const int before = asked("a");
  EXPECT_EQ(check(transfers[0]), TransferCheck::present);
  EXPECT_GT(asked("a"), before);
  EXPECT_GT(asked("b"), 0);
}

TEST_P(TonCheck, AForgedTransferIsUnmaskedByTheOtherEndpoint) {
  second_endpoint();
  devnet::TonChain forged = chain;
  forged.mine({forged.token(kPayer, kWallet, 1'000'000)});
  chain.mine();
  tells("a", forged);
  const auto lies = scanned(at(5)).transfers;
  ASSERT_EQ(lies.size(), 1u);
  EXPECT_EQ(check(lies[0]), TransferCheck::absent);
}

TEST_P(TonCheck, WhereNoOtherAnswersOneMustDo) {
  second_endpoint();
  const auto transfers = found();
  take_down("b");
  EXPECT_EQ(check(transfers[0]), TransferCheck::present);
}

}  // namespace
}  // namespace bepusdt::chains::ton
