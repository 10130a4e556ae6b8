// What a payment on Aptos is (contract part 4 §2), through the whole reader.
#include "chains/aptos/transfers.hpp"
#include "reader_world.hpp"

namespace bepusdt::chains::aptos {
namespace {

using devnet::aptos_deposit;
using devnet::aptos_primary_store;

class AptosTransfers : public ReaderWorld {
 protected:
  std::vector<devnet::AptosTransfer> found(std::vector<devnet::AptosTx> txs) {
    const core::BlockRef before = tip();
    chain.mine(std::move(txs));
    const auto transfers = plain(scanned(before).transfers);
    EXPECT_EQ(transfers, expected(before.height));
    return transfers;
  }
  const std::string store = aptos_primary_store(kWallet, kUsdt);
};

TEST_F(AptosTransfers, ADepositHasTheTradeTypeOfItsStoresAssetAndTheBlockItIsIn) {
  chain.mine({chain.transfer(kUsdt, kPayer, kWallet, 1'350'000), chain.transfer(kUsdc, kPayer, kOtherWallet, 7)});
  const auto transfers = scanned(at(0)).transfers;
  ASSERT_EQ(transfers.size(), 2u);
  EXPECT_EQ(transfers[0].trade_type->name, "usdt.aptos");
  EXPECT_EQ(transfers[0].contract, kUsdt);
  EXPECT_EQ(transfers[0].from.value(), kPayer);
  EXPECT_EQ(transfers[0].to.value(), kWallet);
  EXPECT_EQ(transfers[0].units, 1'350'000);
  EXPECT_EQ(transfers[0].block, at(1));
  EXPECT_EQ(transfers[0].key.position.value(), "1");  // after the withdrawal
  EXPECT_EQ(transfers[1].trade_type->name, "usdc.aptos");
  EXPECT_EQ(transfers[1].to.value(), kOtherWallet);
}

TEST_F(AptosTransfers, TwoEqualDepositsOfOneTransactionAreTwoPayments) {
  const auto transfers = found({chain.payout(kUsdt, kPayer, {{kWallet, 5}, {kWallet, 5}})});
  ASSERT_EQ(transfers.size(), 2u);
  EXPECT_EQ(transfers[0].hash, transfers[1].hash);
  EXPECT_EQ(transfers[0].position, "1");
  EXPECT_EQ(transfers[1].position, "3");
}

TEST_F(AptosTransfers, TheLargestAmountThatADepositCanHaveIsReadWhole) {
  EXPECT_EQ(found({chain.transfer(kUsdt, kPayer, kWallet, 18'446'744'073'709'551'615u)}).at(0).units,
            "18446744073709551615");
}

TEST_F(AptosTransfers, EventsOfAFailedTransactionPayNothingHoweverTheyCameThere) {
  auto failed = chain.transfer(kUsdt, kPayer, kWallet, 5);
  const auto events = failed.events;
  failed.ok = false;
  failed.pays.clear();
  devnet::AptosChain odd = chain;
  odd.mine({failed});
  ASSERT_EQ(odd.tip().txs[1].events.size(), 1u);  // the chain itself leaves only that of the fee
  Transaction transaction;
  transaction.deposits.push_back({1, *word_of(store), 5});
  const Watched watched("aptos", watch);
  EXPECT_TRUE(transfers_to_us(core::ChainName("aptos"), {}, transaction, watched).empty());
  transaction.succeeded = true;
  const auto paid = transfers_to_us(core::ChainName("aptos"), {}, transaction, watched);
  ASSERT_EQ(paid.size(), 1u);
  EXPECT_TRUE(holds(transaction, paid[0]));
  transaction.succeeded = false;
  EXPECT_FALSE(holds(transaction, paid[0]));
}

TEST_F(AptosTransfers, AnotherAssetReceiverOrAnAmountOfZeroPaysNothing) {
  EXPECT_TRUE(found({chain.transfer(kFakeUsdt, kPayer, kWallet, 5), chain.transfer(kUsdt, kPayer, kStranger, 5),
                     chain.transfer(kUsdt, kPayer, kWallet, 0)})
                  .empty());
}

TEST_F(AptosTransfers, AnyOtherStoreThanThePrimaryOnePaysNothing) {
  EXPECT_TRUE(
      found({chain.into_store(devnet::aptos_account(7), kPayer, 5),              // any
             chain.into_store(kWallet, kPayer, 5),                               // the account itself
             chain.into_store(aptos_primary_store(kUsdt, kWallet), kPayer, 5)})  // of the asset, with us as the asset
          .empty());
}

TEST_F(AptosTransfers, EventsThatOnlyLookLikeADepositPayNothing) {
  EXPECT_TRUE(found({chain.emitting(kPayer,
                                    {
                                        aptos_deposit(store, 5, "0xbad::fungible_asset::Deposit"),
                                        aptos_deposit(store, 5, "0x10::fungible_asset::Deposit"),
                                        aptos_deposit(store, 5, "0x1::fungible_asset::DepositEvent"),
                                        aptos_deposit(store, 5, "0x1::fungible_asset::Deposit<0x1::a::B>"),
                                        aptos_deposit(store, 5, "0x1::fungible_asset::Withdraw"),
                                        aptos_deposit(store, 5, "0x1::stablecoin::Deposit"),
                                        aptos_deposit(store, 5, "0x1::coin::CoinDeposit"),
                                        aptos_deposit(store, 5, "1::fungible_asset::Deposit"),
                                    })})
                  .empty());
}

TEST_F(AptosTransfers, TheFrameworkMayBeWrittenWithItsZeros) {
  auto tx = chain.emitting(kPayer, {aptos_deposit(store, 5, "0x" + std::string(63, '0') + "1::fungible_asset::Deposit")});
  tx.pays.push_back({0, kUsdt, kWallet, 5});
  EXPECT_EQ(found({tx}).size(), 1u);
}

TEST_F(AptosTransfers, EventsBetweenTheDepositsCountInTheirPositions) {
  auto tx = chain.emitting(kPayer, {{"0x5::pool::Swap", "{}"},
                                    aptos_deposit(devnet::aptos_account(7), 9),
                                    {"0x5::pool::Swap", R"({"a":["b"]})"},
                                    aptos_deposit(store, 5)});
  tx.pays.push_back({3, kUsdt, kWallet, 5});
  EXPECT_EQ(found({tx}).at(0).position, "3");
}

TEST_F(AptosTransfers, WhereOnlyTheCoinIsLookedForNothingIsFoundBecauseItHasNoTradeType) {
  watch.tokens = false;
  watch.native = true;
  chain.mine({chain.transfer(kUsdt, kPayer, kWallet, 5)});
  const ports::Scanned found = scanned(at(0));
  EXPECT_TRUE(found.transfers.empty());
  EXPECT_EQ(found.last, tip());
}

TEST_F(AptosTransfers, AWalletThatIsWatchedLaterIsSeenFromThenOn) {
  watch.addresses.clear();
  chain.mine({chain.transfer(kUsdt, kPayer, kWallet, 5)});
  EXPECT_TRUE(scanned(at(0)).transfers.empty());
  watch.addresses = {core::Address(kWallet)};
  EXPECT_EQ(scanned(at(0)).transfers.size(), 1u);
}

}  // namespace
}  // namespace bepusdt::chains::aptos
