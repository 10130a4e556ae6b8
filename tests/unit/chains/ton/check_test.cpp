// Looking at one transfer again before it is credited (part 4 §4, cross-check).
#include "lite_world.hpp"

namespace bepusdt::chains::ton {
namespace {

using ports::TransferCheck;

template <class Family>
class TonCheck : public chains::ReaderWorld<Family> {
 protected:
  using chains::ReaderWorld<Family>::chain;

  TonCheck() {
    chain.mine({chain.token(kPayer, kWallet, 5), chain.coin(kPayer, kOtherWallet, 7)});
    chain.mine_empty(3);
  }
  std::vector<core::Transfer> found() {
    auto transfers = this->scanned(this->at(1)).transfers;
    EXPECT_EQ(transfers.size(), 2u);
    return transfers;
  }
  TransferCheck check(const core::Transfer& transfer) {
    const auto answer = this->reader().check(transfer);
    if (!answer) ADD_FAILURE() << answer.error().reason;
    return answer.value_or(TransferCheck::absent);
  }
};

TYPED_TEST_SUITE(TonCheck, Kinds, KindName);

TYPED_TEST(TonCheck, AnotherAmountReceiverContractHashOrPositionIsAbsent) {
  for (const core::Transfer& transfer : this->found()) {
    core::Transfer wrong = transfer;
    wrong.units += 1;
    EXPECT_EQ(this->check(wrong), TransferCheck::absent);
    wrong = transfer;
    wrong.to = core::Address(kStranger);
    EXPECT_EQ(this->check(wrong), TransferCheck::absent);
    wrong = transfer;
    wrong.key.hash = core::TxHash(std::string(64, '1'));
    EXPECT_EQ(this->check(wrong), TransferCheck::absent);
    for (const char* position : {"9", "999999999999", "x", ""}) {
      wrong = transfer;
      wrong.key.position = core::Position(position);
      EXPECT_EQ(this->check(wrong), TransferCheck::absent) << position;
    }
    wrong = transfer;
    wrong.contract = transfer.contract.empty() ? devnet::kTonUsdt : "";
    EXPECT_EQ(this->check(wrong), TransferCheck::absent);
  }
}

TYPED_TEST(TonCheck, InAnotherBlockThanItNamesItHasMoved) {
  for (core::Transfer transfer : this->found()) {
    transfer.block = this->at(4);
    EXPECT_EQ(this->check(transfer), TransferCheck::moved);
    transfer.block = this->at(2);
    transfer.block.hash = this->at(4).hash;
    EXPECT_EQ(this->check(transfer), TransferCheck::moved);
  }
}

TYPED_TEST(TonCheck, ANodeThatIsBehindTheBlockCannotTell) {
  const auto transfers = this->found();
  for (const std::vector<std::uint64_t>& lags : {std::vector<std::uint64_t>{4}, std::vector<std::uint64_t>{9}}) {
    this->a().lags = lags;
    for (const core::Transfer& transfer : transfers) {
      const auto answer = this->reader().check(transfer);
      ASSERT_FALSE(answer.has_value());
      EXPECT_EQ(answer.error().kind, ports::ReadError::Kind::lagging);
    }
  }
  this->a() = {};
  TypeParam::lose_transactions(this->a());
  EXPECT_FALSE(this->reader().check(transfers[0]).has_value());
}

}  // namespace
}  // namespace bepusdt::chains::ton
