// Contract of the chain readers: looking at one transfer again before it is credited (contract part 4 §4, cross-check).
#include "contract/chains/reader_contract.hpp"

namespace bepusdt::chains {
namespace {

using ports::TransferCheck;

template <class Family>
class Check : public ReaderContract<Family> {
 protected:
  Check() {
    std::vector<typename Family::Transactions> payments{
        Family::token(this->chain, this->ours(), 5),
        Family::payout(this->chain, {{this->others(), 1}, {Family::wallet(2), 6}})};
    if constexpr (Family::kHasCoin) {
      this->watch.native = true;
      payments.push_back(Family::coin(this->chain, this->ours(), 7));
    }
    this->mine(payments);
    this->chain.mine_empty(5);
  }
  std::vector<core::Transfer> found() {
    auto transfers = this->scanned(this->start).transfers;
    EXPECT_EQ(transfers.size(), Family::kHasCoin ? 3u : 2u);
    return transfers;
  }
};
TYPED_TEST_SUITE(Check, Families, FamilyName);

TYPED_TEST(Check, WhatIsThereIsPresent) {
  for (const core::Transfer& transfer : this->found()) EXPECT_EQ(this->check(transfer), TransferCheck::present);
}

TYPED_TEST(Check, AnotherAmountReceiverContractOrPositionIsAbsent) {
  for (const core::Transfer& transfer : this->found()) {
    core::Transfer wrong = transfer;
    wrong.units += 1;
    EXPECT_EQ(this->check(wrong), TransferCheck::absent);
    wrong = transfer;
    wrong.to = core::Address(this->others());
    EXPECT_EQ(this->check(wrong), TransferCheck::absent);
    for (const std::string& position :
         {std::string("9"), std::string("999999999999"), std::string("x"), std::string(), transfer.to.value() + "/9"}) {
      wrong = transfer;
      wrong.key.position = core::Position(position);
      EXPECT_EQ(this->check(wrong), TransferCheck::absent) << position;
    }
    if (transfer.contract.empty()) continue;
    wrong = transfer;
    wrong.contract = TypeParam::wallet(99);
    EXPECT_EQ(this->check(wrong), TransferCheck::absent);
    for (const catalog::TokenContract& token : catalog::token_contracts()) {
      if (token.chain != this->config.chain->name || token.contract == transfer.contract) continue;
      wrong.contract = token.contract;
      EXPECT_EQ(this->check(wrong), TransferCheck::absent) << token.contract;
    }
  }
}

TYPED_TEST(Check, ANodeThatIsBehindTheBlockCannotTell) {
  const auto transfers = this->found();
  this->a().lags = {this->chain.head() - transfers[0].block.height + 1};
  for (const core::Transfer& transfer : transfers) {
    const auto answer = this->reader().check(transfer);
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().kind, ports::ReadError::Kind::lagging);
  }
}

TYPED_TEST(Check, TwoEndpointsAreAskedBeforeATransferIsPresent) {
  this->second_endpoint();
  const auto transfers = this->found();
  const int asked = this->node.host("a").requests;
  EXPECT_EQ(this->check(transfers[0]), TransferCheck::present);
  EXPECT_GT(this->node.host("a").requests, asked);
  EXPECT_GT(this->node.host("b").requests, 0);
}

TYPED_TEST(Check, WhereNoOtherAnswersOneMustDo) {
  this->second_endpoint();
  const auto transfers = this->found();
  this->b().down = true;
  EXPECT_EQ(this->check(transfers[0]), TransferCheck::present);
}

TYPED_TEST(Check, WhereTwoAreRequiredOneThatAnswersIsNotEnough) {
  this->config.cross_check = CrossCheck::required;
  this->second_endpoint();
  const auto transfers = this->found();
  this->b().down = true;
  EXPECT_FALSE(this->reader().check(transfers[0]).has_value());
  this->b() = {};
  this->clock.advance(Millis(600'000));
  EXPECT_EQ(this->check(transfers[0]), TransferCheck::present);
}

TYPED_TEST(Check, AForgedTransferIsUnmaskedByTheOtherEndpoint) {
  this->second_endpoint();
  const core::BlockRef before = this->tip();
  auto forged = this->chain;
  forged.mine(TypeParam::token(forged, this->ours(), 1'000'000));
  this->chain.mine_empty(1);
  for (auto* each : {&forged, &this->chain}) each->mine_empty(this->held_back());
  this->node.host("a").chain = &forged;
  const auto lies = this->scanned(before).transfers;
  ASSERT_EQ(lies.size(), 1u);
  EXPECT_EQ(this->check(lies[0]), TransferCheck::absent);
}

}  // namespace
}  // namespace bepusdt::chains
