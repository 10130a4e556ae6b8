// Looking at one transfer again before it is credited (part 4 §4, cross-check).
#include "reader_world.hpp"

namespace bepusdt::chains::ton {
namespace {

using ports::TransferCheck;

class TonCheck : public ReaderWorld {
 protected:
  TonCheck() {
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

TEST_F(TonCheck, AnotherAmountReceiverContractHashOrPositionIsAbsent) {
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

TEST_F(TonCheck, InAnotherBlockThanItNamesItHasMoved) {
  for (core::Transfer transfer : found()) {
    transfer.block = at(4);
    EXPECT_EQ(check(transfer), TransferCheck::moved);
    transfer.block = at(2);
    transfer.block.hash = at(4).hash;
    EXPECT_EQ(check(transfer), TransferCheck::moved);
  }
}

TEST_F(TonCheck, AnIndexThatIsBehindTheBlockCannotTell) {
  const auto transfers = found();
  for (const std::vector<std::uint64_t>& lags : {std::vector<std::uint64_t>{4}, std::vector<std::uint64_t>{9}}) {
    a().lags = lags;
    for (const core::Transfer& transfer : transfers) {
      const auto answer = reader().check(transfer);
      ASSERT_FALSE(answer.has_value());
      EXPECT_EQ(answer.error().kind, ports::ReadError::Kind::lagging);
    }
  }
  a() = {};
  a().empty_method = "transactions";
  EXPECT_FALSE(reader().check(transfers[0]).has_value());
}

}  // namespace
}  // namespace bepusdt::chains::ton
