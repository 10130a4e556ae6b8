#include "devnet/evm/evm_wallet.hpp"

#include "devnet/evm/erc20_call.hpp"
#include "unit/devnet/testnet_world.hpp"

namespace bepusdt::devnet {
namespace {

class EvmWalletTest : public TestnetWorld {};

TEST_F(EvmWalletTest, TenAccountsOwnCoinsAndEveryTokenOfTheCatalog) {
  const std::string accounts = result("eth_accounts");
  EXPECT_EQ(std::ranges::count(accounts, 'x'), 10);
  for (const std::string_view account : evm_accounts()) {
    EXPECT_NE(accounts.find(account), std::string::npos);
    EXPECT_EQ(coin_balance(std::string(account)), "0x21e19e0c9bab2400000");  // 10 000 ETH
    EXPECT_EQ(token_balance(std::string(account)), evm_word(core::BaseUnits("1000000000000000")));
  }
  EXPECT_EQ(coin_balance(kShop), "0x0");
  EXPECT_EQ(token_balance(kShop), evm_word(0));
}

TEST_F(EvmWalletTest, TokensTellTheirDecimalsAndSymbolAndPlainAddressesNothing) {
  const auto call = [&](const std::string& to, const std::string& data) {
    return text("eth_call", R"([{"to":")" + to + R"(","data":")" + data + R"("},"latest"])");
  };
  EXPECT_EQ(call(kUsdt, "0x313ce567"), evm_word(6));
  EXPECT_EQ(call(kUsdt, "0x95d89b41"), abi_string("USDT"));
  EXPECT_EQ(call("0xdAC17F958D2ee523a2206206994597C13D831ec7", "0x313ce567"), evm_word(6)) << "checksummed";
  EXPECT_EQ(call(kShop, "0x313ce567"), "0x");
  EXPECT_EQ(call(kUsdt, "0x12345678"), "error 3");
}

TEST_F(EvmWalletTest, ATransferCallSaysWhetherItWouldSucceedAndMovesNothing) {
  EXPECT_EQ(text("eth_call", request(kUsdt, "0x0", transfer_of(kShop, 5))), evm_word(1));
  EXPECT_EQ(text("eth_call", request(kUsdt, "0x0", transfer_of(kShop, 5), kShop)), "error 3");
  EXPECT_EQ(token_balance(kShop), evm_word(0));
}

TEST_F(EvmWalletTest, PaymentsMoveMoneyOnceTheyAreMined) {
  const std::string token = pay_token(5), coin = pay_coin(6);
  EXPECT_EQ(token_balance(kShop), evm_word(0));
  result("devnet_mine");
  EXPECT_EQ(status(token), "0x1");
  EXPECT_EQ(status(coin), "0x1");
  EXPECT_EQ(token_balance(kShop), evm_word(5));
  EXPECT_EQ(coin_balance(kShop), "0x6");
  EXPECT_NE(logs_of(token).find(evm_topic(kShop)), std::string::npos);
}

TEST_F(EvmWalletTest, WhatCannotBePaidIsMinedAsFailedWithoutALog) {
  for (const std::string& hash :
       {pay_token(core::BaseUnits("1000000000000001")), pay_coin(core::BaseUnits("10000000000000000000001")),
        text("eth_sendTransaction", request(kUsdt, "0x0", "0x12345678"))}) {
    result("devnet_mine");
    EXPECT_EQ(status(hash), "0x0");
    EXPECT_EQ(logs_of(hash), "\"logs\":[]}");
  }
}

TEST_F(EvmWalletTest, AStrangersPaymentIsRefused) {
  EXPECT_EQ(text("eth_sendTransaction", request(kShop, "0x1", "0x", evm_address(99))), "error -32602");
}

TEST_F(EvmWalletTest, NumbersOfTransactionsAreCountedMinedAndWaiting) {
  const auto count = [&](const char* tag) {
    return text("eth_getTransactionCount", R"([")" + kPayer + R"(",")" + tag + R"("])");
  };
  pay_coin(1);
  pay_coin(1);
  EXPECT_EQ(count("latest"), "0x0");
  EXPECT_EQ(count("pending"), "0x2");
  result("devnet_mine");
  EXPECT_EQ(count("latest"), "0x2");
  const auto with_nonce = [&](const char* nonce) {
    return text("eth_sendTransaction",
                R"([{"from":")" + kPayer + R"(","to":")" + kShop + R"(","value":"0x1","nonce":")" + nonce + R"("}])");
  };
  EXPECT_EQ(with_nonce("0x1"), "error -32003");
  EXPECT_TRUE(is_hex(with_nonce("0x2"), 64));
}

TEST_F(EvmWalletTest, TheNodeTellsItsNetworkAndThatGasIsFree) {
  EXPECT_EQ(text("net_version"), "1");
  EXPECT_EQ(text("eth_chainId"), "0x1");
  EXPECT_EQ(text("eth_gasPrice"), "0x0");
  EXPECT_EQ(text("eth_estimateGas", request(kShop, "0x1", "0x")), "0x5208");
  EXPECT_TRUE(text("web3_clientVersion").starts_with("bepusdt-devnet"));
}

TEST_F(EvmWalletTest, WhatIsNotWellFormedIsRefused) {
  for (const char* params :
       {"[]", "[1]", R"([{"from":"0x1","to":"0x2"}])", R"([{"from":"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"}])",
        R"([{"to":"0x70997970c51812dc3a010c7d01b50e0d17dc79c8","value":"0x01"}])",
        R"([{"to":"0x70997970c51812dc3a010c7d01b50e0d17dc79c8","value":"1"}])",
        R"([{"to":"0x70997970c51812dc3a010c7d01b50e0d17dc79c8","data":"0x1"}])",
        R"([{"to":"0x70997970c51812dc3a010c7d01b50e0d17dc79c8","colour":"0x1"}])"})
    for (const char* method : {"eth_sendTransaction", "eth_call", "eth_estimateGas"})
      EXPECT_EQ(text(method, params), "error -32602") << method << params;
  EXPECT_EQ(text("eth_getBalance", R"(["0x12","latest"])"), "error -32602");
  EXPECT_EQ(text("eth_getBalance", R"([")" + kShop + R"(","0x0"])"), "error -32602") << "only the newest state is known";
}

}  // namespace
}  // namespace bepusdt::devnet
