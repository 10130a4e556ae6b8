// What counts as a payment, and what does not (contract part 4 §2).
#include "reader_world.hpp"

namespace bepusdt::chains::evm {
namespace {

class EvmTransfers : public ReaderWorld {};

TEST_F(EvmTransfers, ATokenTransferIsReadWithEverythingThatIdentifiesIt) {
  devnet::EvmTx tx = chain.token(kUsdt, kPayer, kWallet, 28'800'000);
  const devnet::EvmBlock block = chain.mine({chain.token(kUsdt, kPayer, kStranger, 5), tx});
  const ports::Scanned found = scanned(at(0));
  ASSERT_EQ(found.transfers.size(), 1u);
  const core::Transfer& transfer = found.transfers[0];
  EXPECT_EQ(transfer.key, (core::TransferKey{core::ChainName("ethereum"), core::TxHash(tx.hash), core::Position("0")}));
  EXPECT_EQ(transfer.trade_type, catalog::find_trade_type("usdt.erc20"));
  EXPECT_EQ(transfer.contract, kUsdt);
  EXPECT_EQ(transfer.from.value(), kPayer);
  EXPECT_EQ(transfer.to.value(), kWallet);
  EXPECT_EQ(transfer.units, 28'800'000);
  EXPECT_EQ(transfer.block, at(block.number));
  EXPECT_EQ(found.last, at(block.number));
  EXPECT_EQ(found.head, 1u);
}

TEST_F(EvmTransfers, ThePositionIsTheIndexWithinTheReceiptAndNotWithinTheBlock) {
  devnet::EvmTx tx = chain.token(kUsdt, kPayer, kWallet, 7);
  tx.logs.insert(tx.logs.begin(), 3, devnet::EvmChain::other_log(kUsdt));
  chain.mine({chain.token(kUsdt, kPayer, kStranger, 5), tx});
  const ports::Scanned found = scanned(at(0));
  ASSERT_EQ(found.transfers.size(), 1u);
  EXPECT_EQ(found.transfers[0].key.position.value(), "3");
}

TEST_F(EvmTransfers, SeveralTransfersInOneTransactionAreSeveralPayments) {
  devnet::EvmTx tx = chain.token(kUsdt, kPayer, kWallet, 7);
  tx.logs.push_back(devnet::EvmChain::transfer_log(kUsdt, kPayer, kWallet, 7));
  tx.logs.push_back(devnet::EvmChain::transfer_log(kUsdc, kPayer, kOtherWallet, 9));
  chain.mine({tx});
  const auto found = plain(scanned(at(0)).transfers);
  EXPECT_EQ(found.size(), 3u);
  EXPECT_EQ(found, expected());
}

TEST_F(EvmTransfers, ATransferMadeByAContractCountsAndItsPayerIsTheTransfersSender) {
  devnet::EvmTx tx = chain.token(kUsdt, kPayer, kWallet, 11);
  tx.from = kStranger;              // who signed
  tx.to = devnet::evm_address(77);  // a payout contract
  chain.mine({tx});
  const ports::Scanned found = scanned(at(0));
  ASSERT_EQ(found.transfers.size(), 1u);
  EXPECT_EQ(found.transfers[0].from.value(), kPayer);
}

TEST_F(EvmTransfers, AForgedLogInAGenuineTransactionNeverCounts) {
  devnet::EvmTx tx = chain.token(devnet::evm_address(99), kPayer, kWallet, 1'000'000'000);
  tx.logs.push_back(devnet::EvmChain::transfer_log(kUsdt, kPayer, kWallet, 3));
  chain.mine({tx});
  const ports::Scanned found = scanned(at(0));
  ASSERT_EQ(found.transfers.size(), 1u);
  EXPECT_EQ(found.transfers[0].units, 3);
  EXPECT_EQ(found.transfers[0].key.position.value(), "1");
}

TEST_F(EvmTransfers, AFailedTransactionPaysNothing) {
  devnet::EvmTx tx = chain.token(kUsdt, kPayer, kWallet, 5);
  tx.ok = false;
  devnet::EvmTx coin = chain.coin(kPayer, kWallet, 5);
  coin.ok = false;
  watch.native = true;
  chain.mine({tx, coin});
  EXPECT_TRUE(scanned(at(0)).transfers.empty());
}

TEST_F(EvmTransfers, AFourthTopicOrOddDataIsNoErc20Transfer) {
  devnet::EvmTx nft = chain.token(kUsdt, kPayer, kWallet, 5);
  nft.logs[0].topics.push_back(devnet::evm_word(5));
  devnet::EvmTx odd = chain.token(kUsdt, kPayer, kWallet, 5);
  odd.logs[0].data += std::string(64, '0');
  devnet::EvmTx short_data = chain.token(kUsdt, kPayer, kWallet, 5);
  short_data.logs[0].data = "0x";
  chain.mine({nft, odd, short_data});
  EXPECT_TRUE(scanned(at(0)).transfers.empty());
}

TEST_F(EvmTransfers, ARecipientWordWithDirtyUpperBytesIsNotOurWallet) {
  devnet::EvmTx tx = chain.token(kUsdt, kPayer, kWallet, 5);
  tx.logs[0].topics[2][10] = '1';
  chain.mine({tx});
  EXPECT_TRUE(scanned(at(0)).transfers.empty());
}

TEST_F(EvmTransfers, LogsMarkedAsRemovedAreNoPayments) {
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  a().marks_removed = true;
  EXPECT_TRUE(scanned(at(0)).transfers.empty());
}

TEST_F(EvmTransfers, LogsOfATransactionThatAForkTookAwayAreNoPaymentsThoughANodeStillTellsThem) {
  chain.mine_empty(2);
  const core::BlockRef start = tip();
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5), chain.token(kUsdt, kPayer, kWallet, 6)});
  const devnet::EvmTx kept = chain.fork(1).back();
  chain.mine({kept});
  chain.mine_empty(1);
  a().ghost_logs = true;
  ASSERT_EQ(expected().size(), 1u);
  const auto reads_what_is_there = [&](const char* how) { EXPECT_EQ(plain(scanned(start).transfers), expected()) << how; };
  reads_what_is_there("by block hash");
  EXPECT_GT(called("a", "eth_getLogs"), 0);
  a().logs_disabled = true;
  reads_what_is_there("from the receipts of blocks");
  EXPECT_GT(called("a", "eth_getBlockReceipts"), 0);
  a().logs_disabled = false;
  chain.mine_empty(200);
  fresh_reader();
  reads_what_is_there("by ranges");
  chain.fork(chain.head() - start.height);
  chain.mine_empty(3);
  EXPECT_TRUE(scanned(start).transfers.empty()) << "no transaction came back";
}

TEST_F(EvmTransfers, NativeTransfersCountWhateverTheirInputIs) {
  watch.native = true;
  devnet::EvmTx tx = chain.coin(kPayer, kWallet, 1'500'000'000'000'000'000);
  const devnet::EvmBlock block = chain.mine({chain.coin(kPayer, kStranger, 3), tx});
  const ports::Scanned found = scanned(at(0));
  ASSERT_EQ(found.transfers.size(), 1u);
  EXPECT_EQ(found.transfers[0].key.position.value(), "n");
  EXPECT_EQ(found.transfers[0].trade_type, catalog::find_trade_type("ethereum.eth"));
  EXPECT_EQ(found.transfers[0].contract, "");
  EXPECT_EQ(found.transfers[0].from.value(), kPayer);
  EXPECT_EQ(found.transfers[0].amount().to_string(), "1.5");
  EXPECT_EQ(found.transfers[0].block, at(block.number));
}

TEST_F(EvmTransfers, NativeTransfersAreNotReadUnlessAskedFor) {
  chain.mine({chain.coin(kPayer, kWallet, 5)});
  EXPECT_TRUE(scanned(at(0)).transfers.empty());
}

TEST_F(EvmTransfers, CoinAndTokenOfOneTransactionAreTwoPayments) {
  watch.native = true;
  devnet::EvmTx tx = chain.token(kUsdt, kPayer, kOtherWallet, 5);
  tx.to = kWallet;
  tx.value = "0x9";
  chain.mine({tx});
  auto found = plain(scanned(at(0)).transfers);
  EXPECT_EQ(found.size(), 2u);
  EXPECT_EQ(found, expected());
}

TEST_F(EvmTransfers, ContractCreationsAreReadAndIgnored) {
  watch.native = true;
  devnet::EvmTx creation = chain.coin(kPayer, "", 5);
  chain.mine({creation, chain.coin(kPayer, kWallet, 6)});
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_F(EvmTransfers, TheLargestAmountOfAWordIsReadExactly) {
  devnet::EvmTx tx = chain.token(kUsdt, kPayer, kWallet, 5);
  tx.logs[0].data = "0x" + std::string(64, 'f');
  chain.mine({tx});
  const ports::Scanned found = scanned(at(0));
  ASSERT_EQ(found.transfers.size(), 1u);
  EXPECT_EQ(found.transfers[0].units.str(),
            "115792089237316195423570985008687907853269984665640564039457584007913129639935");
}

TEST_F(EvmTransfers, ManyWalletsAreAskedForInPieces) {
  config.limits.wallets_per_filter = 10;
  watch.addresses.clear();
  for (std::uint64_t i = 1; i <= 95; ++i) watch.addresses.emplace_back(devnet::evm_address(1'000 + i));
  std::ranges::sort(watch.addresses);
  chain.mine({chain.token(kUsdt, kPayer, devnet::evm_address(1'001), 5),
              chain.token(kUsdt, kPayer, devnet::evm_address(1'095), 6)});
  EXPECT_EQ(scanned(at(0)).transfers.size(), 2u);
  EXPECT_EQ(called("a", "eth_getLogs"), 10);
}

TEST_F(EvmTransfers, WithoutWalletsBlocksAreCoveredAllTheSame) {
  watch.addresses.clear();
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
  chain.mine_empty(30);
  const ports::Scanned found = scanned(at(0));
  EXPECT_EQ(found.last, tip());
  EXPECT_TRUE(found.transfers.empty());
  EXPECT_EQ(called("a", "eth_getLogs"), 0);
}

TEST_F(EvmTransfers, TransfersComeInTheOrderOfTheChain) {
  for (int i = 0; i < 40; ++i)
    chain.mine({chain.token(kUsdt, kPayer, kWallet, 100 + i), chain.token(kUsdc, kPayer, kOtherWallet, 200 + i)});
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

}  // namespace
}  // namespace bepusdt::chains::evm
