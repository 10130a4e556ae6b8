#include "web/payment_uri.hpp"

#include <gtest/gtest.h>

#include "catalog/chains.hpp"

namespace bepusdt::web {
namespace {

using core::Family;

constexpr const char* kPayer = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
constexpr const char* kUsdt = "0xdAC17F958D2ee523a2206206994597C13D831ec7";

core::Amount amount(const char* text, const char* trade_type) {
  return *core::Amount::parse(text, *catalog::find_trade_type(trade_type));
}

TEST(PaymentUri, AnEvmTokenCallsTransferOfItsContractOnItsChain) {
  EXPECT_EQ(payment_uri({Family::evm, 1, kUsdt, kPayer, amount("4.25", "usdt.erc20")}),
            std::string("ethereum:") + kUsdt + "@1/transfer?address=" + kPayer + "&uint256=4250000");
}

TEST(PaymentUri, TheUnitsAreTheContractsOwnNotTheCurrencys) {  // USDT has 18 decimals on BSC
  EXPECT_EQ(
      payment_uri({Family::evm, 56, "0x55d398326f99059fF775485246999027B3197955", kPayer, amount("4.25", "usdt.bep20")}),
      std::string("ethereum:0x55d398326f99059fF775485246999027B3197955@56/transfer?address=") + kPayer +
          "&uint256=4250000000000000000");
}

TEST(PaymentUri, AnEvmCoinCarriesItsValueInWei) {
  EXPECT_EQ(payment_uri({Family::evm, 1, "", kPayer, amount("0.001234", "ethereum.eth")}),
            std::string("ethereum:") + kPayer + "@1?value=1234000000000000");
}

TEST(PaymentUri, NoExponentWhateverTheSize) {
  EXPECT_EQ(payment_uri({Family::evm, 1, "", kPayer, amount("1000000", "ethereum.eth")}),
            std::string("ethereum:") + kPayer + "@1?value=1000000000000000000000000");
}

TEST(PaymentUri, SolanaCountsInWholeUnitsAndNamesTheMint) {
  EXPECT_EQ(payment_uri({Family::solana, 0, "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB",
                         "mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2kN", amount("4.25", "usdt.solana")}),
            "solana:mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2kN?amount=4.25"
            "&spl-token=Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB");
}

TEST(PaymentUri, SolanaBelowOneHasAZeroBeforeThePoint) {
  EXPECT_EQ(payment_uri(
                {Family::solana, 0, "", "mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2kN", amount("0.000000001", "solana.sol")}),
            "solana:mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2kN?amount=0.000000001");
}

TEST(PaymentUri, TonCountsInTheJettonsUnits) {
  EXPECT_EQ(payment_uri({Family::ton, 0, "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs",
                         "UQDrjaLahLkMB-hMCmkzOyBuHJ186Qg_CZQhrOhIPBr0oDkB", amount("4.25", "usdt.ton")}),
            "ton://transfer/UQDrjaLahLkMB-hMCmkzOyBuHJ186Qg_CZQhrOhIPBr0oDkB"
            "?jetton=EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs&amount=4250000");
}

TEST(PaymentUri, TonsCoinCountsInNano) {
  EXPECT_EQ(payment_uri({Family::ton, 0, "", "UQDrjaLahLkMB-hMCmkzOyBuHJ186Qg_CZQhrOhIPBr0oDkB", amount("1.5", "ton.gram")}),
            "ton://transfer/UQDrjaLahLkMB-hMCmkzOyBuHJ186Qg_CZQhrOhIPBr0oDkB?amount=1500000000");
}

TEST(PaymentUri, TronAndAptosAreThePlainAddress) {
  EXPECT_EQ(payment_uri({Family::tron, 0, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TMuA6YqfCeX8EhbfYEg5y7S4DqzSJireY9",
                         amount("4.25", "usdt.trc20")}),
            "TMuA6YqfCeX8EhbfYEg5y7S4DqzSJireY9");
  const std::string aptos = "0x357b0b74bc833e95a115ad22604854d6b0fca151cecd94111770e5d6ffc9dc2b";
  EXPECT_EQ(payment_uri({Family::aptos, 0, aptos, aptos, amount("4.25", "usdt.aptos")}), aptos);
}

TEST(PaymentUri, AnOpenAmountIsLeftToThePayer) {
  EXPECT_EQ(payment_uri({Family::evm, 1, kUsdt, kPayer, amount("0", "usdt.erc20")}),
            std::string("ethereum:") + kUsdt + "@1/transfer?address=" + kPayer);
  EXPECT_EQ(payment_uri({Family::evm, 1, "", kPayer, amount("0", "ethereum.eth")}),
            std::string("ethereum:") + kPayer + "@1");
  EXPECT_EQ(payment_uri({Family::solana, 0, "Mint", "Owner", amount("0", "usdt.solana")}), "solana:Owner?spl-token=Mint");
  EXPECT_EQ(payment_uri({Family::ton, 0, "", "UQ", amount("0", "ton.gram")}), "ton://transfer/UQ");
}

}  // namespace
}  // namespace bepusdt::web
