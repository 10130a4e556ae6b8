#include "devnet/evm/evm_commands.hpp"

#include "unit/devnet/testnet_world.hpp"

namespace bepusdt::devnet {
namespace {

class EvmCommandsTest : public TestnetWorld {};

TEST_F(EvmCommandsTest, MiningAnswersWithTheNewestBlock) {
  EXPECT_EQ(text("devnet_mine"), "0x1");
  EXPECT_EQ(text("devnet_mine", "[4]"), "0x5");
  EXPECT_EQ(text("eth_blockNumber"), "0x5");
}

TEST_F(EvmCommandsTest, SoManyTransactionsFailAsWasSaidAndTheNextDoesNot) {
  result("devnet_failNext", "[2]");
  const std::string first = pay_token(1), second = pay_coin(2), third = pay_token(3);
  result("devnet_mine");
  EXPECT_EQ(status(first), "0x0");
  EXPECT_EQ(status(second), "0x0");
  EXPECT_EQ(status(third), "0x1");
  EXPECT_EQ(token_balance(kShop), evm_word(3));
}

TEST_F(EvmCommandsTest, FaultsBeginAndEndOnCommandThoughTheNodeIsDown) {
  result("devnet_setFaults", R"([{"down":true}])");
  EXPECT_EQ(ask("eth_blockNumber", "[]"), "no answer: connection refused");
  EXPECT_EQ(text("devnet_mine"), "0x1");
  EXPECT_EQ(text("devnet_setFaults", "[{}]"), "0x1");
  EXPECT_EQ(text("eth_blockNumber"), "0x1");
}

TEST_F(EvmCommandsTest, EachKindOfFaultIsReadAndWhatIsNotNamedEnds) {
  result("devnet_mine", "[9]");
  result("devnet_setFaults", R"([{"lags":[4],"chain_id":5,"logs_disabled":true,"error_method":"eth_getBlockReceipts"}])");
  EXPECT_EQ(text("eth_blockNumber"), "0x5");
  EXPECT_EQ(text("eth_chainId"), "0x5");
  EXPECT_EQ(text("eth_getBlockReceipts", "[]"), "error -32000");
  result("devnet_setFaults", R"([{"http_status":503,"empty_logs_calls":[true,false],"random_trouble":0.0}])");
  EXPECT_EQ(text("eth_blockNumber"), "0x9");
  EXPECT_EQ(text("eth_chainId"), "0x1");
}

TEST_F(EvmCommandsTest, WhatIsNotUnderstoodIsRefusedAndChangesNothing) {
  for (const char* params : {"[]", "[1]", R"([{"dwon":true}])", R"([{"down":1}])", R"([{"http_status":42}])",
                             R"([{"lags":["1"]}])", R"([{"drop_method":"a\"b"}])", R"([{"random_trouble":2}])"})
    EXPECT_EQ(text("devnet_setFaults", params), "error -32602") << params;
  EXPECT_EQ(text("devnet_mine", R"(["0x1"])"), "error -32602");
  EXPECT_EQ(text("devnet_mine", "[10001]"), "error -32602");
  EXPECT_EQ(text("devnet_failNext", "[-1]"), "error -32602");
  EXPECT_EQ(text("devnet_fork", "[]"), "error -32602");
  EXPECT_EQ(text("devnet_fork", "[1]"), "error -32602") << "there is only the genesis block";
  EXPECT_EQ(text("devnet_fork", "[0,1]"), "error -32602");
  EXPECT_EQ(text("eth_blockNumber"), "0x0");
}

}  // namespace
}  // namespace bepusdt::devnet
