#include "devnet/evm/evm_miner.hpp"

#include "unit/devnet/testnet_world.hpp"

namespace bepusdt::devnet {
namespace {

class EvmMinerTest : public TestnetWorld {
 protected:
  std::uint64_t head() const { return testnet.chain().head(); }
};

TEST_F(EvmMinerTest, ABlockComesEveryIntervalOfTheTimeThatItIsTold) {
  wait(Millis(0));
  wait(Millis(999));
  EXPECT_EQ(head(), 0U);
  wait(Millis(1));
  EXPECT_EQ(head(), 1U);
  wait(Millis(1'000));
  EXPECT_EQ(head(), 2U);
  EXPECT_EQ(testnet.chain().tip().time, 1'790'000'002);
}

TEST_F(EvmMinerTest, AfterALongPauseOneBlockComesAndNotAllThatWereMissed) {
  wait(Millis(0));
  wait(Millis(3'600'000));
  EXPECT_EQ(head(), 1U);
  wait(Millis(1));
  EXPECT_EQ(head(), 2U);
  wait(Millis(1));
  EXPECT_EQ(head(), 2U);
}

TEST_F(EvmMinerTest, AClockThatIsSetBackDoesNotStopTheChainAndTheStampsDoNotFall) {
  wait(Millis(0));
  wait(Millis(1'000));
  const auto stamp = testnet.chain().tip().time;
  wait(Millis(-3'600'000));
  wait(Millis(1'000));
  EXPECT_EQ(head(), 2U);
  EXPECT_EQ(testnet.chain().tip().time, stamp);
}

TEST_F(EvmMinerTest, WhatWasSentIsInTheNextBlockInItsOrder) {
  const std::string first = pay_token(5), second = pay_coin(6);
  EXPECT_EQ(status(first), "none");
  wait(Millis(0));
  wait(Millis(1'000));
  ASSERT_EQ(testnet.chain().tip().txs.size(), 2U);
  EXPECT_EQ(testnet.chain().tip().txs[0].hash, first);
  EXPECT_EQ(testnet.chain().tip().txs[1].hash, second);
  EXPECT_EQ(testnet.chain().tip().txs[1].nonce, 1U);
  EXPECT_EQ(status(first), "0x1");
}

TEST_F(EvmMinerTest, TheSamePaymentTwiceIsTwoTransactions) {
  const std::string first = pay_token(5);
  EXPECT_NE(pay_token(5), first);
  result("devnet_mine");
  EXPECT_NE(pay_token(5), first);
}

TEST_F(EvmMinerTest, AForkTakesPaymentsBackWithTheMoneyTheyMoved) {
  const std::string earlier = pay_token(1);
  result("devnet_mine");
  const std::string taken = pay_token(5), coin = pay_coin(6);
  result("devnet_mine", "[2]");
  EXPECT_EQ(token_balance(kShop), evm_word(6));
  const std::string before = testnet.chain().tip().hash;
  EXPECT_EQ(text("devnet_fork", "[2]"), "0x3");
  EXPECT_NE(testnet.chain().tip().hash, before);
  EXPECT_EQ(status(taken), "none");
  EXPECT_EQ(status(coin), "none");
  EXPECT_EQ(status(earlier), "0x1");
  EXPECT_EQ(token_balance(kShop), evm_word(1));
  EXPECT_EQ(coin_balance(kShop), "0x0");
}

TEST_F(EvmMinerTest, AForkThatBringsThePaymentsBackKeepsTheirHashesAndCountsThemOnce) {
  const std::string taken = pay_token(5);
  result("devnet_mine", "[3]");
  const std::string block = testnet.chain().find(taken)->block->hash;
  result("devnet_fork", "[3,true]");
  EXPECT_EQ(status(taken), "0x1");
  EXPECT_NE(testnet.chain().find(taken)->block->hash, block);
  EXPECT_EQ(token_balance(kShop), evm_word(5));
}

TEST_F(EvmMinerTest, WhatFailedOnCommandSucceedsWhenAForkBringsItBack) {
  result("devnet_failNext");
  const std::string payment = pay_token(5);
  result("devnet_mine");
  EXPECT_EQ(status(payment), "0x0");
  result("devnet_fork", "[1,true]");
  EXPECT_EQ(status(payment), "0x1");
  EXPECT_EQ(token_balance(kShop), evm_word(5));
}

TEST_F(EvmMinerTest, TheTagsFollowTheHead) {
  const auto tagged = [&](const char* tag) {
    const std::string block = result("eth_getBlockByNumber", std::string("[\"") + tag + "\",false]");
    return block.substr(block.find(R"("number":)") + 9, 5);
  };
  EXPECT_EQ(tagged("finalized"), "\"0x0\"");
  result("devnet_mine", "[5]");
  EXPECT_EQ(tagged("finalized"), "\"0x3\"");
  EXPECT_EQ(tagged("safe"), "\"0x3\"");
}

TEST_F(EvmMinerTest, AnotherRunIsAnotherChainWithOtherHashes) {
  test::SetClock later(from_unix_millis(1'790'000'100'000));
  EvmNode elsewhere;
  EvmTestnet second(elsewhere, *catalog::find_chain("ethereum"), pace(), later);
  EvmMiner miner(elsewhere.host("ethereum"), EvmLedger({}), pace());
  EvmTx payment;
  payment.from = kPayer;
  payment.to = kShop;
  payment.value = "0x6";
  payment.input = "0x";
  EXPECT_NE(*miner.send(payment), pay_coin(6));
}

TEST_F(EvmMinerTest, NoMoreTransactionsWaitThanMay) {
  EvmTx payment;
  payment.from = kPayer;
  payment.to = kShop;
  EvmChain chain;
  EvmNode::Host host;
  host.chain = &chain;
  EvmMiner miner(host, EvmLedger({}), pace());
  for (std::size_t i = 0; i < EvmMiner::kMostPending; ++i) {
    ASSERT_TRUE(miner.send(payment));
  }
  EXPECT_FALSE(miner.send(payment));
  miner.mine(clock.now());
  EXPECT_TRUE(miner.send(payment));
}

}  // namespace
}  // namespace bepusdt::devnet
