#include "devnet/evm/evm_ledger.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace bepusdt::devnet {
namespace {

const std::string kToken = evm_address(7), kAnn = evm_address(1), kBob = evm_address(2);

EvmLedger ledger_with_money() {
  EvmLedger ledger({{kToken, "USDT", 6}});
  ledger.give(kAnn, 100);
  ledger.give(kAnn, 50, kToken);
  return ledger;
}

EvmTx tx(const std::string& to, const core::BaseUnits& value, const std::string& input) {
  EvmTx tx;
  tx.from = kAnn;
  tx.to = to;
  tx.value = evm_quantity(value);
  tx.input = input;
  return tx;
}
EvmTx transfer(const core::BaseUnits& units, const core::BaseUnits& value = 0) {
  return tx(kToken, value, "0xa9059cbb" + evm_topic(kBob).substr(2) + evm_word(units).substr(2));
}

TEST(EvmLedger, ACoinPaymentMovesCoinsAndLogsNothing) {
  EvmLedger ledger = ledger_with_money();
  EvmTx payment = tx(kBob, 100, "0x");
  ledger.carry_out(payment);
  EXPECT_TRUE(payment.ok);
  EXPECT_TRUE(payment.logs.empty());
  EXPECT_EQ(ledger.balance(kAnn), 0);
  EXPECT_EQ(ledger.balance(kBob), 100);
}

TEST(EvmLedger, ATokenPaymentMovesTokensAndLogsTheTransfer) {
  EvmLedger ledger = ledger_with_money();
  EvmTx payment = transfer(50);
  ledger.carry_out(payment);
  EXPECT_TRUE(payment.ok);
  ASSERT_EQ(payment.logs.size(), 1U);
  EXPECT_EQ(payment.logs[0].address, kToken);
  EXPECT_EQ(payment.logs[0].topics[2], evm_topic(kBob));
  EXPECT_EQ(payment.logs[0].data, evm_word(50));
  EXPECT_EQ(ledger.balance(kAnn, kToken), 0);
  EXPECT_EQ(ledger.balance(kBob, kToken), 50);
  EXPECT_EQ(ledger.balance(kAnn), 100);
}

TEST(EvmLedger, WhatCannotBeDoneFailsWithoutALogAndMovesNothing) {
  const core::BaseUnits most = std::numeric_limits<core::BaseUnits>::max();
  for (EvmTx payment : {tx(kBob, 101, "0x"), transfer(51), transfer(most), transfer(1, 1), tx(kToken, 1, "0x"),
                        tx(kToken, 0, "0x"), tx(kToken, 0, "0x095ea7b3" + std::string(128, '0'))}) {
    EvmLedger ledger = ledger_with_money();
    ledger.carry_out(payment);
    EXPECT_FALSE(payment.ok) << payment.input;
    EXPECT_TRUE(payment.logs.empty());
    EXPECT_EQ(ledger.balance(kAnn), 100);
    EXPECT_EQ(ledger.balance(kAnn, kToken), 50);
    EXPECT_EQ(ledger.next_nonce(kAnn), 1U) << "a failed transaction has used its number";
  }
}

TEST(EvmLedger, ATransactionThatWasToldToFailDoes) {
  EvmLedger ledger = ledger_with_money();
  EvmTx payment = transfer(1);
  payment.ok = false;
  ledger.carry_out(payment);
  EXPECT_FALSE(payment.ok);
  EXPECT_TRUE(payment.logs.empty());
  EXPECT_EQ(ledger.balance(kBob, kToken), 0);
}

TEST(EvmLedger, AskingAContractInATransactionSucceedsAndMovesNothing) {
  EvmLedger ledger = ledger_with_money();
  EvmTx question = tx(kToken, 0, "0x313ce567");
  ledger.carry_out(question);
  EXPECT_TRUE(question.ok);
  EXPECT_TRUE(question.logs.empty());
  EXPECT_EQ(ledger.balance(kAnn, kToken), 50);
}

TEST(EvmLedger, PayingOneselfChangesNoBalance) {
  EvmLedger ledger = ledger_with_money();
  EvmTx payment = tx(kAnn, 100, "0x");
  ledger.carry_out(payment);
  EXPECT_TRUE(payment.ok);
  EXPECT_EQ(ledger.balance(kAnn), 100);
}

TEST(EvmLedger, RepeatingWhatABlockHoldsGivesTheSameBalances) {
  EvmLedger first = ledger_with_money(), second = ledger_with_money();
  EvmTx good = transfer(20), bad = transfer(31);
  bad.nonce = 1;
  for (EvmTx* payment : {&good, &bad}) first.carry_out(*payment);
  for (const EvmTx* payment : {&good, &bad}) second.repeat(*payment);
  EXPECT_EQ(second.balance(kBob, kToken), 20);
  EXPECT_EQ(second.balance(kAnn, kToken), first.balance(kAnn, kToken));
  EXPECT_EQ(second.next_nonce(kAnn), 2U);
}

}  // namespace
}  // namespace bepusdt::devnet
