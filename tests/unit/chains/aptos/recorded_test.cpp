// Recorded blocks and transactions of the main network (../shared/fixtures, MANIFEST.md). What the swap's deposits went to is
// held against the stores and their owners that the transaction's own changes list.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

#include "chains/aptos/decode.hpp"
#include "chains/aptos/primary_store.hpp"
#include "chains/aptos/transfers.hpp"
#include "core/address.hpp"

namespace bepusdt::chains::aptos {
namespace {

namespace dom = simdjson::dom;

const std::filesystem::path kFixtures = std::filesystem::path(BEPUSDT_SOURCE_DIR) / "../shared/fixtures/aptos";

std::optional<std::string> file(const std::string& name) {
  std::ifstream in(kFixtures / name, std::ios::binary);
  if (!in) {
    std::cout << "recorded data not present, nothing to compare: " << name << "\n";
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string text(dom::element element, const char* key) { return std::string(element[key].get_string().value()); }

std::string padded(std::string_view address) { return core::parse_address(core::Family::aptos, address)->value(); }

struct RecordedBlock {
  const char* name;
  std::uint64_t height, first, last;
  std::size_t transactions;
  bool whole;  // the file holds all of the block's transactions
};

class AptosRecordedBlock : public ::testing::TestWithParam<RecordedBlock> {};

TEST_P(AptosRecordedBlock, IsReadWithItsTransactions) {
  const auto json = file(std::string(GetParam().name) + ".json");
  if (!json) return;
  dom::parser parser;
  const dom::element root = parser.parse(*json);
  const auto header = decode_header(root);
  ASSERT_TRUE(header) << header.error().reason;
  EXPECT_EQ(header->height, GetParam().height);
  EXPECT_EQ(header->first_version, GetParam().first);
  EXPECT_EQ(header->last_version, GetParam().last);
  EXPECT_EQ(text_of(header->hash), text(root, "block_hash"));
  const auto transactions = decode_transactions(root["transactions"]);
  ASSERT_TRUE(transactions) << transactions.error().reason;
  ASSERT_EQ(transactions->size(), GetParam().transactions);
  if (!GetParam().whole) return;
  EXPECT_EQ(transactions->front().version, header->first_version);
  EXPECT_EQ(transactions->back().version, header->last_version);
  ASSERT_TRUE(transactions->front().begins);
  EXPECT_EQ(transactions->front().begins->hash, header->hash);
  EXPECT_EQ(transactions->front().begins->time, header->time);
  for (std::size_t i = 1; i < transactions->size(); ++i) EXPECT_FALSE((*transactions)[i].begins);
}

INSTANTIATE_TEST_SUITE_P(Each, AptosRecordedBlock,
                         ::testing::Values(RecordedBlock{"block", 10'000, 20'083, 20'084, 2, true},
                                           RecordedBlock{"fee_payer_block", 84'219'770, 236'728'774, 236'728'778, 1, false},
                                           RecordedBlock{"null_abi_block", 1'798'814, 6'526'660, 6'526'662, 3, true}),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(AptosRecorded, TheTimeOfABlockIsItsMicrosecondsInSeconds) {
  const auto json = file("block.json");
  if (!json) return;
  dom::parser parser;
  EXPECT_EQ(to_unix_seconds(decode_header(parser.parse(*json))->time), 1'665'614'928);
}

TEST(AptosRecorded, AFailedTransactionIsReadAsFailed) {
  const auto json = file("null_abi_block.json");
  if (!json) return;
  dom::parser parser;
  const auto transactions = decode_transactions(parser.parse(*json)["transactions"]);
  ASSERT_TRUE(transactions);
  EXPECT_TRUE((*transactions)[0].succeeded);
  EXPECT_FALSE((*transactions)[1].succeeded);
}

TEST(AptosRecorded, AnErrorIsNoTransactionBlockOrLedger) {
  const auto json = file("tx_invalid_transaction_response.json");
  if (!json) return;
  dom::parser parser;
  const dom::element root = parser.parse(*json);
  EXPECT_FALSE(decode_ledger(root));
  EXPECT_FALSE(decode_header(root));
  EXPECT_FALSE(decode_transaction(root));
  EXPECT_FALSE(decode_transactions(root));
}

TEST(AptosRecorded, ListsOfOtherThingsAreNoTransactions) {
  for (const char* name : {"transaction_signatures.json", "write_set_changes.json"}) {
    const auto json = file(name);
    if (!json) return;
    dom::parser parser;
    EXPECT_FALSE(decode_transactions(parser.parse(*json))) << name;
  }
}

TEST(AptosRecorded, ATransactionWithoutDepositsHasNone) {
  const auto json = file("tx_transaction_stake_undelegate.json");
  if (!json) return;
  dom::parser parser;
  const auto transaction = decode_transaction(parser.parse(*json));
  ASSERT_TRUE(transaction && *transaction);
  EXPECT_EQ((*transaction)->version, 3'521'671'381u);
  EXPECT_TRUE((*transaction)->deposits.empty());
}

class AptosRecordedSwap : public ::testing::Test {
 protected:
  AptosRecordedSwap() : json(file("tx_transaction_swap_panora.json")) {
    if (!json) return;
    root = parser.parse(*json);
    auto decoded = decode_transaction(root);
    EXPECT_TRUE(decoded && *decoded);
    if (decoded && *decoded) transaction = **decoded;
    // Whose a store is and what it holds, as the changes of the state say.
    const dom::array changes = root["changes"].get_array().value();
    for (const dom::element change : changes) {
      dom::element data;
      std::string_view type;
      if (change["data"].get(data) || data["type"].get(type)) continue;
      if (type == "0x1::object::ObjectCore") owner[padded(text(change, "address"))] = padded(text(data["data"], "owner"));
      if (type == "0x1::fungible_asset::FungibleStore")
        asset[padded(text(change, "address"))] = padded(text(data["data"]["metadata"], "inner"));
    }
  }
  std::optional<std::string> json;
  dom::parser parser;
  dom::element root;
  Transaction transaction;
  std::map<std::string, std::string> owner, asset;
};

TEST_F(AptosRecordedSwap, HasTwentyFiveDepositsAtTheirPlacesAmongTheEvents) {
  if (!json) return;
  EXPECT_TRUE(transaction.succeeded);
  EXPECT_EQ(text_of(transaction.sender), "0x4eb20e735591a85bb58921ef2e6b55c385bba10e817ffe1e02e50deb6c594aef");
  ASSERT_EQ(transaction.deposits.size(), 25u);
  std::size_t index = 0, next = 0;
  const dom::array events = root["events"].get_array().value();
  for (const dom::element event : events) {
    if (text(event, "type") == "0x1::fungible_asset::Deposit") {
      const Deposit& deposit = transaction.deposits.at(next++);
      EXPECT_EQ(deposit.event, index);
      EXPECT_EQ(text_of(deposit.store), padded(text(event["data"], "store")));
      EXPECT_EQ(std::to_string(deposit.units), text(event["data"], "amount"));
    }
    ++index;
  }
  EXPECT_EQ(next, 25u);
}

// Nineteen of the deposits went into a store that is the primary one of its owner.
TEST_F(AptosRecordedSwap, StoresThatTheChainMadeAreWhereTheyAreComputedToBe) {
  if (!json) return;
  int primary = 0;
  for (const Deposit& deposit : transaction.deposits) {
    const std::string store = text_of(deposit.store);
    if (primary_store(*word_of(owner.at(store)), *word_of(asset.at(store))) == deposit.store) ++primary;
  }
  EXPECT_EQ(primary, 19);
}

TEST_F(AptosRecordedSwap, EveryOwnerOfAStoreGetsExactlyWhatWentIntoItsPrimaryStoresOfOurAssets) {
  if (!json) return;
  ports::WatchList everybody;
  for (const auto& [store, who] : owner) everybody.addresses.emplace_back(who);
  std::ranges::sort(everybody.addresses);
  const auto repeated = std::ranges::unique(everybody.addresses);
  everybody.addresses.erase(repeated.begin(), repeated.end());
  std::vector<std::string> found;
  for (const core::Transfer& t :
       transfers_to_us(core::ChainName("aptos"), core::BlockRef{}, transaction, Watched("aptos", everybody)))
    found.push_back(t.key.position.value() + " " + std::string(t.trade_type->name) + " " + t.units.str() + " " +
                    t.to.value().substr(0, 10));
  EXPECT_EQ(found,
            (std::vector<std::string>{
                "4 usdt.aptos 8 0xd0b17bea", "5 usdt.aptos 2 0xfee091c1", "11 usdt.aptos 110 0x075b4890",
                "12 usdt.aptos 2205425 0xfec90c11", "17 usdc.aptos 2205743 0xb7cb159d", "23 usdc.aptos 2205380 0x57edaae7",
                "32 usdc.aptos 363 0x57edaae7", "38 usdt.aptos 2 0x007730cd", "39 usdt.aptos 46925 0xaf5f759c"}));
}

}  // namespace
}  // namespace bepusdt::chains::aptos
