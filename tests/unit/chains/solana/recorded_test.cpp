// Recorded transactions and blocks of Solana, held against the oracle beside them (../shared/fixtures, MANIFEST.md).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

#include "chains/solana/credits.hpp"
#include "chains/solana/refusals.hpp"

namespace bepusdt::chains::solana {
namespace {

const std::filesystem::path kFixtures = std::filesystem::path(BEPUSDT_SOURCE_DIR) / "../shared/fixtures/solana";
const std::string kUsdt = "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB";
const std::string kUsdc = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v";

std::optional<simdjson::padded_string> file(const std::string& name) {
  std::ifstream in(kFixtures / name, std::ios::binary);
  if (!in) {
    std::cout << "recorded data not present, nothing to compare: " << name << "\n";
    return std::nullopt;
  }
  return simdjson::padded_string(std::string(std::istreambuf_iterator<char>(in), {}));
}

// `bare`: the file is the result itself, without an envelope.
Decoded<Header> block_of(const simdjson::padded_string& text, bool bare, std::vector<Transaction>& transactions) {
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document = parser.iterate(text);
  Json value;
  if (bare ? document.get_value().get(value) : document["result"].get(value)) return fail(DecodeError{"no block"});
  return decode_block(value, {[&](const Transaction& each) { transactions.push_back(each); }, {}});
}

Decoded<PlacedTransaction> transaction_of(const simdjson::padded_string& text) {
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document = parser.iterate(text);
  Json value;
  if (document["result"].get(value)) return fail(DecodeError{"no transaction"});
  return decode_transaction(value);
}

using Sums = std::map<std::tuple<std::string, std::string, std::string>, std::int64_t>;  // by signature, owner, mint

Sums oracle_sums(const simdjson::padded_string& text, ports::WatchList& everybody) {
  simdjson::dom::parser parser;
  Sums sums;
  const simdjson::dom::array rows = parser.parse(text).get_array().value();
  for (const simdjson::dom::element row : rows) {
    const auto get = [&](const char* key) { return std::string(row[key].get_string().value()); };
    const std::string mint = get("asset") == "USDT" ? kUsdt : kUsdc;
    sums[{get("sig"), get("fromOwner"), mint}] -= std::stoll(get("amount"));
    sums[{get("sig"), get("toOwner"), mint}] += std::stoll(get("amount"));
    everybody.addresses.emplace_back(get("fromOwner"));
    everybody.addresses.emplace_back(get("toOwner"));
  }
  std::erase_if(sums, [](const auto& each) { return each.second <= 0; });
  return sums;
}

TEST(SolanaRecorded, EveryOwnerOfTheBlockGetsWhatTheOracleListsForItSummed) {
  const auto block = file("composed_getblock_of_genuine_txs.json"), oracle = file("composed.expected.json");
  if (!block || !oracle) return;
  ports::WatchList everybody;
  const Sums expected = oracle_sums(*oracle, everybody);
  EXPECT_EQ(expected.size(), 10u);
  std::ranges::sort(everybody.addresses);
  const auto repeated = std::ranges::unique(everybody.addresses);
  everybody.addresses.erase(repeated.begin(), repeated.end());
  const Watched watched("solana", everybody);
  std::vector<Transaction> transactions;
  const auto header = block_of(*block, false, transactions);
  ASSERT_TRUE(header) << header.error().reason;
  EXPECT_EQ(transactions.size(), 6u);
  Sums found;
  for (const Transaction& transaction : transactions) {
    const auto credits = credits_to_us(transaction, watched);
    ASSERT_TRUE(credits) << credits.error().reason;
    for (const Credit& credit : *credits)
      found[{transaction.signature, credit.owner, credit.mint}] += static_cast<std::int64_t>(credit.units);
  }
  EXPECT_EQ(found, expected);
}

TEST(SolanaRecorded, AWholeBlockAndOnesCutDownAreDecoded) {
  struct Row {
    const char* name;
    bool bare;
    std::size_t count;
    std::uint64_t parent;
  };
  for (const Row& row :
       {Row{"block_147078735_json_devnet.json", false, 25, 147078734}, Row{"block_100000000_json.json", true, 10, 99999999},
        Row{"block_with_versioned_tx.json", true, 1, 0}}) {
    const auto text = file(row.name);
    if (!text) return;
    std::vector<Transaction> transactions;
    const auto header = block_of(*text, row.bare, transactions);
    ASSERT_TRUE(header) << row.name << ": " << header.error().reason;
    EXPECT_EQ(transactions.size(), row.count) << row.name;
    if (row.parent > 0) {
      EXPECT_EQ(header->parent_slot, row.parent);
    }
    EXPECT_TRUE(header->transactions_told && header->time);
  }
}

TEST(SolanaRecorded, KeysOfLookupTablesStandBehindTheMessagesOwn) {
  const auto text = file("tx_swap_token_to_token.json");
  if (!text) return;
  const auto placed = transaction_of(*text);
  ASSERT_TRUE(placed) << placed.error().reason;
  simdjson::dom::parser parser;
  const simdjson::dom::element result = parser.parse(*text)["result"];
  std::vector<std::string> keys;
  for (const char* path :
       {"/transaction/message/accountKeys", "/meta/loadedAddresses/writable", "/meta/loadedAddresses/readonly"}) {
    const simdjson::dom::array part = result.at_pointer(path).get_array().value();
    for (const simdjson::dom::element key : part) keys.emplace_back(key.get_string().value());
  }
  EXPECT_EQ(placed->transaction.accounts, keys);
  EXPECT_GT(keys.size(), 25u);
}

TEST(SolanaRecorded, ATransferOfSolIsWhatTheReceiversAccountGained) {
  const auto text = file("tx_transfer_sol.json");
  if (!text) return;
  const auto placed = transaction_of(*text);
  ASSERT_TRUE(placed) << placed.error().reason;
  EXPECT_EQ(placed->slot, 350464523u);
  ports::WatchList list;
  list.addresses = {core::Address("DfXygSm4jCyNCybVYYK6DwvWqjKee8pbDmJGcLWNDXjh")};
  list.native = true;
  const auto credits = credits_to_us(placed->transaction, Watched("solana", list));
  ASSERT_TRUE(credits && credits->size() == 1);
  EXPECT_EQ(credits->front().units, 7874850 - 7872677);
  EXPECT_EQ(credits->front().from, "DyB4TbDBqPUsCfsJMuoqjktEAod7D3KMNULSo7R1Rb61");
  EXPECT_EQ(credits->front().mint, "");
}

TEST(SolanaRecorded, TheAccountsOfOurMintsAreThoseThatWeCompute) {
  std::size_t associated = 0;
  for (const char* name : {"tx_usdc_transfer.json", "tx_usdc_transfer_fee_payer.json", "tx_swap_token_to_token.json",
                           "tx_swap_sol_to_token.json", "tx_swap_okx_token_to_token.json"}) {
    const auto text = file(name);
    if (!text) return;
    const auto placed = transaction_of(*text);
    ASSERT_TRUE(placed) << name << ": " << placed.error().reason;
    for (const TokenBalance& balance : placed->transaction.tokens_after) {
      if (balance.mint != kUsdt && balance.mint != kUsdc) continue;
      ports::WatchList list;
      list.addresses = {core::Address(balance.owner)};
      const Watched watched("solana", list);
      if (std::ranges::find(watched.listed_accounts(), placed->transaction.accounts[balance.account]) !=
          watched.listed_accounts().end())
        ++associated;
    }
  }
  EXPECT_GE(associated, 10u);
}

TEST(SolanaRecorded, AnErrorObjectOfARealNodeIsNoSkippedSlot) {
  const auto text = file("tx_transaction_broadcast_swap_error.json");
  if (!text) return;
  simdjson::dom::parser parser;
  const std::int64_t code = parser.parse(*text)["error"]["code"].get_int64().value();
  EXPECT_EQ(refusal_of({code, ""}), Refusal::failed);
}

}  // namespace
}  // namespace bepusdt::chains::solana
