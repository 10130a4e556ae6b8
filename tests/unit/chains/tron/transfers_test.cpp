// What a payment on Tron is (contract part 4 §2), through the whole reader.
#include "chains/tron/transfers.hpp"
#include "chains/tron/token_call.hpp"
#include "core/tron_account.hpp"
#include "reader_world.hpp"

namespace bepusdt::chains::tron {
namespace {

using devnet::TronChain;

class TronTransfers : public ReaderWorld {
 protected:
  std::vector<devnet::TronTransfer> found(std::vector<devnet::TronTx> txs) {
    const core::BlockRef before = tip();
    chain.mine(std::move(txs));
    const auto transfers = plain(scanned(before).transfers);
    EXPECT_EQ(transfers, expected(before.height));
    return transfers;
  }
};

TEST_F(TronTransfers, ATokenTransferHasTheTradeTypeOfItsContractAndTheBlockItIsIn) {
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 1'350'000)});
  const auto transfers = scanned(at(0)).transfers;
  ASSERT_EQ(transfers.size(), 1u);
  EXPECT_EQ(transfers[0].trade_type->name, "usdt.trc20");
  EXPECT_EQ(transfers[0].contract, kUsdt);
  EXPECT_EQ(transfers[0].from.value(), kPayer);
  EXPECT_EQ(transfers[0].to.value(), kWallet);
  EXPECT_EQ(transfers[0].units, 1'350'000);
  EXPECT_EQ(transfers[0].block, at(1));
  EXPECT_EQ(transfers[0].key.position.value(), "call");
}

TEST_F(TronTransfers, OfAnAddressWordOnlyTheLastTwentyBytesCount) {
  EXPECT_EQ(found({chain.token(kUsdt, kPayer, kWallet, 5, true)}).size(), 1u);
}

TEST_F(TronTransfers, TransferFromPaysTheReceiverInTheNameOfTheOwner) {
  const auto transfers = found({chain.token_from(kUsdt, kStranger, kPayer, kWallet, 5)});
  ASSERT_EQ(transfers.size(), 1u);
  EXPECT_EQ(transfers[0].from, kPayer);
}

TEST_F(TronTransfers, WhatAContractPaysOutIsSeenByItsLogs) {
  const auto transfers =
      found({chain.payout(kUsdt, kPayer, {{kStranger, 1}, {kWallet, 2}, {kOtherWallet, 3}, {kWallet, 4}})});
  ASSERT_EQ(transfers.size(), 3u);
  EXPECT_EQ(transfers[0].position, "1");
  EXPECT_EQ(transfers[2].position, "3");
}

TEST_F(TronTransfers, AGasFreePermitPaysTheReceiver) {
  const auto transfers = found({chain.permit(kUsdt, kPayer, kWallet, 7)});
  ASSERT_EQ(transfers.size(), 1u);
  EXPECT_EQ(transfers[0].position, "call");
  EXPECT_EQ(transfers[0].units, "7");
}

TEST_F(TronTransfers, TheCoinIsSeenOnlyWhereItIsLookedFor) {
  EXPECT_TRUE(found({chain.coin(kPayer, kWallet, 5)}).empty());
  watch.native = true;
  const auto transfers = found({chain.coin(kPayer, kWallet, 5), chain.coin(kPayer, kStranger, 5)});
  ASSERT_EQ(transfers.size(), 1u);
  EXPECT_EQ(transfers[0].position, "n");
  EXPECT_EQ(transfers[0].contract, "");
  EXPECT_EQ(scanned(at(1)).transfers[0].trade_type->name, "tron.trx");
}

TEST(TronTransferRule, LogsOfAFailedTransactionPayNothing) {
  Transaction transaction;
  transaction.runs_code = true;
  Info info;
  Log& log = info.logs.emplace_back();
  log.topics = {kTransferTopic, kZeroWord, kZeroWord};
  log.data[31] = 5;
  log.data_size = 32;
  EXPECT_TRUE(token_transfers(transaction, info).empty());
  transaction.succeeded = true;
  EXPECT_EQ(token_transfers(transaction, info).size(), 1u);
  info.failed = true;
  EXPECT_TRUE(token_transfers(transaction, info).empty());
}

TEST(TronTransferRule, GasFreesMethodCountsAtItsOwnControllerOnly) {
  Bytes data{0x6f, 0x21, 0xb8, 0x98};
  data.resize(420, 0x07);
  const Account gas_free = core::tron_account("TFFAMQLZybALaLb4uxHA9RBE7pxhUAjF3U"), caller{1}, other{2};
  EXPECT_TRUE(token_call_of(caller, gas_free, data).has_value());
  EXPECT_FALSE(token_call_of(caller, other, data).has_value());
  data.resize(100);
  EXPECT_FALSE(token_call_of(caller, gas_free, data).has_value());
}

TEST(TronTransferRule, CallDataThatIsCutShortAsksForNothing) {
  for (const std::array<std::uint8_t, 4>& selector :
       {std::array<std::uint8_t, 4>{0xa9, 0x05, 0x9c, 0xbb}, std::array<std::uint8_t, 4>{0x23, 0xb8, 0x72, 0xdd}}) {
    Bytes data(selector.begin(), selector.end());
    const std::size_t whole = selector[0] == 0xa9 ? 68 : 100;
    for (std::size_t size = 0; size < whole; ++size) {
      data.resize(size);
      if (size >= 4) std::ranges::copy(selector, data.begin());
      EXPECT_FALSE(token_call_of({}, {}, data).has_value()) << size;
    }
    data.resize(whole);
    EXPECT_TRUE(token_call_of({}, {}, data).has_value());
    data.resize(whole + 32);  // contracts do not look at what follows
    EXPECT_TRUE(token_call_of({}, {}, data).has_value());
  }
}

TEST_F(TronTransfers, AnotherTokenOrReceiverOrAnAmountOfZeroPaysNothing) {
  watch.native = true;
  EXPECT_TRUE(found({chain.token(kFakeUsdt, kPayer, kWallet, 5), chain.token(kUsdt, kPayer, kStranger, 5),
                     chain.token(kUsdt, kPayer, kWallet, 0), chain.coin(kPayer, kWallet, 0),
                     chain.payout(kFakeUsdt, kPayer, {{kWallet, 5}})})
                  .empty());
}

TEST_F(TronTransfers, OtherEventsOfTheContractPayNothing) {
  auto tx = chain.payout(kUsdt, kPayer, {{kWallet, 5}});
  tx.logs.insert(tx.logs.begin(), TronChain::other_log(kUsdt));
  tx.pays[0].position = "1";
  auto odd = chain.payout(kUsdt, kPayer, {});
  odd.logs.push_back(TronChain::transfer_log(kUsdt, kPayer, kWallet, 9));
  odd.logs[0].topics.pop_back();  // two topics
  odd.logs.push_back(TronChain::transfer_log(kUsdt, kPayer, kWallet, 9));
  odd.logs[1].data.pop_back();  // 31 bytes
  EXPECT_EQ(found({tx, odd}).size(), 1u);
}

TEST_F(TronTransfers, TwoTransfersOfOneTransactionAreTwoPayments) {
  auto tx = chain.token(kUsdt, kPayer, kWallet, 5);
  tx.logs.push_back(TronChain::transfer_log(kUsdt, kPayer, kWallet, 5));
  tx.pays.push_back({"1", kUsdt, kPayer, kWallet, 5});
  EXPECT_EQ(found({tx}).size(), 2u);
}

TEST_F(TronTransfers, OneTransferHasOnePositionWhetherItIsReadFromItsLogOrItsCall) {
  auto fee_first = chain.token(kUsdt, kPayer, kWallet, 5);
  fee_first.logs.insert(fee_first.logs.begin(), TronChain::other_log(kUsdt));
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5), fee_first, chain.token_from(kUsdt, kStranger, kPayer, kOtherWallet, 6),
              chain.token(kUsdc, kPayer, kWallet, 7, true)});
  const auto by_logs = scanned(at(0)).transfers;
  fresh_reader();
  a().infos_disabled = true;
  error(at(0));
  clock.advance(config.limits.refusal_patience);
  const auto by_calls = scanned(at(0)).transfers;
  EXPECT_EQ(plain(by_logs), plain(by_calls));
  EXPECT_EQ(plain(by_logs), expected());
  EXPECT_EQ(by_logs.size(), 4u);
}

TEST_F(TronTransfers, EnergyThatIsLentToAWalletIsReportedAndPaysNothing) {
  EXPECT_TRUE(found({chain.delegation(kPayer, kWallet, true, 65'000'000, false),
                     chain.delegation(kPayer, kWallet, false, 1, true), chain.delegation(kPayer, kStranger, true, 5, false)})
                  .empty());
  ASSERT_EQ(log.count("wallet.resource"), 2);
  for (auto line : log.lines()) {
    if (line.event != "wallet.resource") continue;
    const bool first = line.fields["change"] == "lent";
    EXPECT_EQ(line.fields["resource"], first ? "energy" : "bandwidth");
    EXPECT_EQ(line.fields["sun"], first ? "65000000" : "1");
    EXPECT_EQ(line.fields["wallet"], kWallet);
    EXPECT_EQ(line.fields["from"], kPayer);
  }
}

TEST_F(TronTransfers, ABlockWithoutContractsIsReadWithoutAskingWhatCameOfIt) {
  watch.native = true;
  EXPECT_EQ(found({chain.coin(kPayer, kWallet, 5)}).size(), 1u);
  EXPECT_EQ(called("a", "wallet/gettransactioninfobyblocknum"), 0);
}

}  // namespace
}  // namespace bepusdt::chains::tron
