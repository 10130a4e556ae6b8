// Contract of the chain readers: what is a payment, and what is none (contract part 4 §2).
#include "contract/chains/reader_contract.hpp"

namespace bepusdt::chains {
namespace {

template <class Family>
class Payments : public ReaderContract<Family> {};
TYPED_TEST_SUITE(Payments, Families, FamilyName);

TYPED_TEST(Payments, ATransferToUsIsFoundWithEverythingThatIdentifiesIt) {
  this->pay(1'350'000);
  const auto found = this->scanned(this->start).transfers;
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(this->plain(found), this->expected());
  EXPECT_EQ(found[0].key.chain.value(), this->config.chain->name);
  EXPECT_EQ(found[0].units, 1'350'000);
  EXPECT_EQ(found[0].to.value(), this->ours());
  ASSERT_NE(found[0].trade_type, nullptr);
  EXPECT_EQ(found[0].trade_type->currency, "USDT");
  EXPECT_EQ(found[0].trade_type->chain, this->config.chain->name);
  EXPECT_TRUE(this->same(found[0].block, this->at(found[0].block.height)));
}

TYPED_TEST(Payments, AFailedTransactionPaysNobody) {
  auto token = TypeParam::token(this->chain, this->ours(), 5);
  auto payout = TypeParam::payout(this->chain, {{this->ours(), 6}, {this->others(), 7}});
  for (auto& tx : token) TypeParam::fail(tx);
  for (auto& tx : payout) TypeParam::fail(tx);
  this->expect_nothing({token, payout});
}

TYPED_TEST(Payments, AFailedTransferOfTheCoinPaysNobody) {
  if constexpr (TypeParam::kHasCoin) {
    this->watch.native = true;
    auto coin = TypeParam::coin(this->chain, this->ours(), 5);
    for (auto& tx : coin) TypeParam::fail(tx);
    this->expect_nothing({coin});
  } else {
    EXPECT_TRUE(std::ranges::none_of(catalog::trade_types(), [&](const core::TradeType& type) {
      return type.native && type.chain == this->config.chain->name;
    }));
  }
}

TYPED_TEST(Payments, AnotherTokenPaysNobody) {
  this->watch.native = false;
  this->expect_nothing({TypeParam::other_token(this->chain, this->ours(), 5)});
}

TYPED_TEST(Payments, AnotherReceiverIsNotOurs) {
  this->expect_nothing({TypeParam::token(this->chain, this->others(), 5),
                        TypeParam::payout(this->chain, {{this->others(), 6}, {this->others(), 7}})});
}

TYPED_TEST(Payments, AnAmountOfZeroPaysNothing) { this->expect_nothing({TypeParam::token(this->chain, this->ours(), 0)}); }

TYPED_TEST(Payments, TwoTransfersOfOneTransactionAreBothFound) {
  this->expect_found({TypeParam::payout(this->chain, {{this->ours(), 5}, {TypeParam::wallet(2), 6}})}, 2);
}

TYPED_TEST(Payments, TwoEqualTransfersOfOneTransactionPayTheirSum) {
  this->mine({TypeParam::payout(this->chain, {{this->ours(), 5}, {this->ours(), 5}})});
  const auto found = this->scanned(this->start).transfers;
  EXPECT_EQ(this->plain(found), this->expected());
  EXPECT_EQ(found.size(), TypeParam::kOfTwoEqualOnes);
  core::BaseUnits sum = 0;
  for (const core::Transfer& transfer : found) sum += transfer.units;
  EXPECT_EQ(sum, 10);
}

TYPED_TEST(Payments, WhatAContractPaysOutAmongOthersIsFound) {
  this->expect_found({TypeParam::payout(this->chain, {{this->others(), 1}, {this->ours(), 2}, {this->others(), 3}})}, 1);
}

TYPED_TEST(Payments, TheCoinIsSeenWhereItIsLookedForAndOnlyThere) {
  if constexpr (TypeParam::kHasCoin) {
    this->watch.native = false;
    this->expect_nothing({TypeParam::coin(this->chain, this->ours(), 5)});
    this->watch.native = true;
    this->fresh_reader();
    this->expect_found(
        {TypeParam::coin(this->chain, this->others(), 6), TypeParam::coin(this->chain, TypeParam::wallet(2), 7)}, 2);
  } else {
    this->watch.native = true;  // nothing more to find, and no trouble
    this->expect_found({TypeParam::token(this->chain, this->ours(), 5)}, 1);
  }
}

TYPED_TEST(Payments, AreFoundFromFarBehindInStepsOfAnySize) {
  for (std::uint64_t n = 1; n <= 40; ++n) {
    this->chain.mine_empty(n % 3);
    this->mine(
        {TypeParam::token(this->chain, this->ours(), n), TypeParam::payout(this->chain, {{TypeParam::wallet(2), n}})});
  }
  EXPECT_EQ(this->expected().size(), 80u);
  for (const std::uint64_t most : {1u, 7u, 500u}) {
    this->fresh_reader();
    EXPECT_EQ(this->scan_all(this->start, most), this->expected()) << most;
  }
}

}  // namespace
}  // namespace bepusdt::chains
