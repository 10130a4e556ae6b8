// Blocks of the main network and transactions of a jetton transfer, held against the oracles beside them.
#include <botan/base64.h>
#include <simdjson.h>

#include <algorithm>
#include <map>
#include <set>

#include "chains/ton/decode_transaction.hpp"
#include "chains/ton/jetton_wallet.hpp"
#include "chains/ton/transfers.hpp"
#include "core/address.hpp"
#include "fixtures.hpp"

namespace bepusdt::chains::ton {
namespace {

namespace dom = simdjson::dom;

const Account kUsdtMaster = *account_of("EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs");

std::string shown(const Account& account) { return core::display_address(core::Family::ton, address_of(account)); }

bool is_plain_or_commented(const Message& message) {
  return message.body->bits() == 0 ||
         (message.body->bits() >= 32 && std::ranges::all_of(message.body->data().first(4), [](auto b) { return b == 0; }));
}

TEST(TonRecorded, ABasechainBlockHasItsTransactionsAndTheTransfersThatWereCounted) {
  const auto bytes = recorded("block_0_71398501.boc");
  if (!bytes) return;
  const Block block = recorded_block(*bytes);
  EXPECT_EQ(block.workchain, 0);
  EXPECT_EQ(block.shard, std::uint64_t{1} << 63);
  EXPECT_EQ(block.seqno, 71398501u);
  EXPECT_EQ(block.network, -239);
  ASSERT_EQ(block.previous.size(), 1u);
  EXPECT_EQ(block.previous[0].seqno, 71398500u);
  EXPECT_LT(block.previous[0].end_lt, block.end_lt);
  EXPECT_EQ(block.transactions.size(), 269u);
  int transfers = 0, large = 0;
  for (const Transaction& transaction : block.transactions) {
    const auto receipt = received_coin(transaction);
    if (!receipt || !is_plain_or_commented(*transaction.in)) continue;
    ++transfers;
    if (receipt->units > 1000) ++large;
    EXPECT_TRUE(receipt->from);
  }
  EXPECT_EQ(transfers, 204);
  EXPECT_EQ(large, 4);
}

TEST(TonRecorded, TheBlocksJettonTransfersAreThoseOfTheOracle) {
  const auto bytes = recorded("block_0_71398501.boc"), oracle = recorded("block_0_71398501.jettons.expected.json");
  if (!bytes || !oracle) return;
  std::vector<std::string> found, told;
  for (const Transaction& transaction : recorded_block(*bytes).transactions)
    if (const auto receipt = received_token(transaction))
      found.push_back(to_hex(transaction.hash) + " " + shown(transaction.account) + " " + receipt->units.str() + " " +
                      (receipt->from ? shown(*receipt->from) : ""));
  dom::parser parser;
  for (dom::element row : parser.parse(*oracle).get_array()) {
    std::string_view from;
    if (row["fromOwner"].get(from)) from = "";
    told.push_back(std::string(row["tx"].get_string().value()) + " " +
                   std::string(row["jettonWallet"].get_string().value()) + " " +
                   std::string(row["amount"].get_string().value()) + " " + std::string(from));
  }
  std::ranges::sort(found);
  std::ranges::sort(told);
  EXPECT_EQ(found, told);
  EXPECT_EQ(found.size(), 9u);
}

// Who owns a jetton wallet is not in its transaction; where the wallet notified an owner in the same block, that is.
TEST(TonRecorded, EightOfThemAreUsdtByTheWalletsThatAreComputedFromTheirOwners) {
  const auto bytes = recorded("block_0_71398501.boc"), oracle = recorded("block_0_71398501.usdt.txt");
  if (!bytes || !oracle) return;
  const Block block = recorded_block(*bytes);
  // Owners that occur anywhere in the block: receivers of a wallet's message, payers of a transfer.
  std::set<Account> owners;
  for (const Transaction& transaction : block.transactions) {
    owners.insert(transaction.account);
    if (transaction.in && transaction.in->from) owners.insert(*transaction.in->from);
    if (const auto receipt = received_token(transaction); receipt && receipt->from) owners.insert(*receipt->from);
  }
  std::map<Account, Account> usdt_wallets;
  for (const Account& owner : owners) usdt_wallets.emplace(usdt_wallet(owner, kUsdtMaster), owner);
  int checked = 0;
  for (const Transaction& transaction : block.transactions) {
    const auto receipt = received_token(transaction);
    if (!receipt) continue;
    const std::string line = "USDT " + to_hex(transaction.hash).substr(0, 16) + " " + receipt->units.str();
    const bool genuine = oracle->find(line) != std::string::npos;
    // A wallet whose owner the block names is recognised exactly when it is USDT's.
    if (usdt_wallets.contains(transaction.account)) {
      EXPECT_TRUE(genuine) << line;
      ++checked;
      // Our rule over it, as if the owner were ours.
      ports::WatchList list;
      list.addresses = {address_of(usdt_wallets.at(transaction.account))};
      const auto paid = transfer_to_us(core::ChainName("ton"), {}, transaction, Watched("ton", list));
      ASSERT_TRUE(paid);
      EXPECT_EQ(paid->trade_type->name, "usdt.ton");
      EXPECT_EQ(paid->key.position.value(), std::to_string(transaction.lt));
      EXPECT_EQ(paid->units, receipt->units);
    } else if (genuine) {
      std::cout << "its owner is not in the block: " << line << "\n";
    }
  }
  EXPECT_GE(checked, 5);
}

TEST(TonRecorded, ASmallBlockAndAMasterchainBlockAndTheConfigurationAreRead) {
  if (const auto bytes = recorded("block_0_54302208.boc")) {
    const Block block = recorded_block(*bytes);
    EXPECT_EQ(block.seqno, 54302208u);
    EXPECT_EQ(block.transactions.size(), 11u);
  }
  if (const auto bytes = recorded("block_mc_17734191.boc")) {
    const Block block = recorded_block(*bytes);
    EXPECT_EQ(block.workchain, -1);
    EXPECT_EQ(block.seqno, 17734191u);
    EXPECT_EQ(block.transactions.size(), 6u);
    ASSERT_FALSE(block.shards.empty());
    for (const ShardTop& top : block.shards) {
      EXPECT_EQ(top.id.workchain, 0);
      EXPECT_LT(top.end_lt, block.start_lt);
    }
  }
  if (const auto bytes = recorded("config_mainnet_seqno_65466080.boc")) {
    const auto roots = read_bag(bytes_of(*bytes));
    ASSERT_TRUE(roots) << roots.error().reason;
    // A proof: that it is read means that its pruned branches give the hash that it proves.
    EXPECT_EQ(roots->front()->kind(), Cell::Kind::merkle_proof);
    EXPECT_EQ(roots->front()->level_mask(), 0u);
    EXPECT_NE(roots->front()->refs()[0]->hash(), roots->front()->refs()[0]->hash(0));
  }
}

TEST(TonRecorded, WhatIsWrittenIsReadAsTheSameCells) {
  for (const char* name : {"block_0_71398501.boc", "block_0_54302208.boc", "block_mc_17734191.boc"}) {
    const auto bytes = recorded(name);
    if (!bytes) continue;
    const CellPtr root = recorded_cell(*bytes);
    const auto again = read_single_root(write_bag(root));
    ASSERT_TRUE(again) << again.error().reason;
    EXPECT_EQ((*again)->hash(), root->hash());
  }
}

TEST(TonRecorded, TheTransactionsOfAJettonTransferHaveTheirHashesAndTheReceiversIsAPayment) {
  const auto bytes = recorded("sandbox_jetton_transfer_txs.json");
  if (!bytes) return;
  dom::parser parser;
  int receipts = 0;
  for (dom::element row : parser.parse(*bytes).get_array()) {
    const auto bag = Botan::base64_decode(std::string(row["boc"].get_string().value()));
    const auto root = read_single_root(BytesView(bag.data(), bag.size()));
    ASSERT_TRUE(root) << root.error().reason;
    const auto transaction = decode_transaction(**root, 0);
    ASSERT_TRUE(transaction);
    EXPECT_EQ(to_hex(transaction->hash), row["hash"].get_string().value());
    const std::string_view op = row["op"].get_string().value();
    const auto receipt = received_token(*transaction);
    EXPECT_EQ(receipt.has_value(), op == "0x178d4519");
    if (!receipt) continue;
    ++receipts;
    ASSERT_TRUE(receipt->from);
    // Its wallets were made there with other code than the main network's: by address they are none of USDT.
    EXPECT_NE(usdt_wallet(*receipt->from, kUsdtMaster), transaction->in->from);
  }
  EXPECT_EQ(receipts, 1);
}

}  // namespace
}  // namespace bepusdt::chains::ton
