// A recorded block of the main network, held against the oracle beside it (../shared/fixtures, MANIFEST.md).
#include <gtest/gtest.h>
#include <simdjson.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/digest.hpp"
#include "chains/tron/decode.hpp"
#include "chains/tron/transfers.hpp"
#include "core/tron_account.hpp"

namespace bepusdt::chains::tron {
namespace {

namespace dom = simdjson::dom;

const std::filesystem::path kFixtures = std::filesystem::path(BEPUSDT_SOURCE_DIR) / "../shared/fixtures/tron";

std::optional<std::string> file(const std::string& name) {
  std::ifstream in(kFixtures / name, std::ios::binary);
  if (!in) {
    std::cout << "recorded data not present, nothing to compare: " << name << "\n";
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string text(dom::element element, const char* key) { return std::string(element[key].get_string().value()); }
std::string base58(const Account& account) { return core::tron_address(account).value(); }

// One line a thing, so that two lists can be compared as they stand.
using Lines = std::vector<std::string>;

Lines lines_of(const Block& block, bool resources) {
  Lines lines;
  for (std::size_t i = 0; i < block.transactions.size(); ++i) {
    const Transaction& t = block.transactions[i];
    const std::string begin = std::to_string(i) + " " + hash_text(t.hash) + (t.succeeded ? " ok " : " failed ");
    if (resources && t.delegation)
      lines.push_back(begin + (t.delegation->taken_back ? "58 " : "57 ") + base58(t.delegation->owner) + " " +
                      base58(t.delegation->receiver) + " " + std::to_string(static_cast<int>(t.delegation->resource)) + " " +
                      std::to_string(t.delegation->sun));
    if (!resources && t.coin)
      lines.push_back(begin + "TRX " + base58(t.coin->from) + " " + base58(t.coin->to) + " " + std::to_string(t.coin->sun));
    if (!resources && t.call && catalog::find_contract("tron", base58(t.call->contract)) != nullptr)
      lines.push_back(begin + "USDT " + base58(t.call->from) + " " + base58(t.call->to) + " " + t.call->units.str());
  }
  return lines;
}

Lines lines_of(const dom::array& rows, bool resources) {
  Lines lines;
  for (dom::element row : rows) {
    const std::string i = std::to_string(row["i"].get_uint64().value());
    if (resources) {
      lines.push_back(i + " " + text(row, "tx") + " ok " + std::to_string(row["type"].get_uint64().value()) + " " +
                      text(row, "owner") + " " + text(row, "receiver") + " " +
                      std::to_string(row["resource"].get_uint64().value()) + " " + text(row, "balance"));
    } else {
      const bool ok = row["contractRet"].get_uint64().value() == 1;
      lines.push_back(i + " " + text(row, "tx") + (ok ? " ok " : " failed ") + text(row, "asset") + " " + text(row, "from") +
                      " " + text(row, "to") + " " + text(row, "amount"));
    }
  }
  return lines;
}

TEST(TronRecorded, TheBlockHasExactlyTheTransfersAndDelegationsThatTheOracleLists) {
  const auto bytes = file("block_79072107.blockextention.bin");
  const auto oracle_text = file("block_79072107.expected.json");
  if (!bytes || !oracle_text) return;
  const auto decoded = decode_block_bytes(*bytes);
  ASSERT_TRUE(decoded) << decoded.error().reason;
  ASSERT_TRUE(decoded->has_value());
  const Block& block = **decoded;
  dom::parser parser;
  const dom::element oracle = parser.parse(*oracle_text);

  EXPECT_EQ(block.header.number, oracle["block"].get_uint64().value());
  EXPECT_EQ(block.header.time_ms, oracle["timestamp_ms"].get_int64().value());
  EXPECT_EQ(hash_text(block.header.id), text(oracle, "blockid"));
  EXPECT_EQ(hash_text(block.header.parent), text(oracle, "parentHash"));
  EXPECT_EQ(base58(block.header.witness), text(oracle, "witness"));
  EXPECT_EQ(block.transactions.size(), 619u);

  const Lines transfers = lines_of(block, false), delegations = lines_of(block, true);
  EXPECT_EQ(transfers.size(), 384u);
  EXPECT_EQ(delegations.size(), 191u);
  EXPECT_EQ(transfers, lines_of(oracle["transfers"].get_array().value(), false));
  EXPECT_EQ(delegations, lines_of(oracle["resources"].get_array().value(), true));
}

TEST(TronRecorded, EveryWalletOfTheBlockGetsWhatTheOracleListsForIt) {
  const auto bytes = file("block_79072107.blockextention.bin");
  const auto oracle_text = file("block_79072107.expected.json");
  if (!bytes || !oracle_text) return;
  const auto decoded = decode_block_bytes(*bytes);
  ASSERT_TRUE(decoded && *decoded);
  dom::parser parser;
  const dom::element oracle = parser.parse(*oracle_text);
  ports::WatchList list;
  list.native = true;
  Lines expected;
  const dom::array rows = oracle["transfers"].get_array().value();
  for (dom::element row : rows) {
    list.addresses.emplace_back(text(row, "to"));
    if (text(row, "amount") != "0")
      expected.push_back(text(row, "tx") + " " + (text(row, "asset") == "TRX" ? "tron.trx n " : "usdt.trc20 call ") +
                         text(row, "from") + " " + text(row, "to") + " " + text(row, "amount"));
  }
  const Watched watched("tron", list);
  Lines found;
  for (const Transaction& transaction : (*decoded)->transactions)
    for (const core::Transfer& t : transfers_to_us(core::ChainName("tron"), **decoded, transaction, nullptr, watched))
      found.push_back(t.key.hash.value() + " " + std::string(t.trade_type->name) + " " + t.key.position.value() + " " +
                      t.from.value() + " " + t.to.value() + " " + t.units.str());
  EXPECT_EQ(found, expected);
}

TEST(TronRecorded, ABlockOfWhichOneBitOfAHeaderOrTransactionChangedIsRefused) {
  const auto bytes = file("block_79072107.blockextention.bin");
  if (!bytes) return;
  const auto good = decode_block_bytes(*bytes);
  ASSERT_TRUE(good && *good);
  // The receiver of the first USDT transfer, wherever it stands.
  std::string forged = *bytes;
  const std::string method("\xa9\x05\x9c\xbb", 4);
  const auto at = forged.find(method);
  ASSERT_NE(at, std::string::npos);
  forged[at + 30] = static_cast<char>(forged[at + 30] ^ 1);
  EXPECT_FALSE(decode_block_bytes(forged));
  forged = *bytes;
  const auto witness = forged.find(std::string(reinterpret_cast<const char*>((*good)->header.witness.data()), 20));
  ASSERT_NE(witness, std::string::npos);
  forged[witness] = static_cast<char>(forged[witness] ^ 1);
  EXPECT_FALSE(decode_block_bytes(forged));
}

TEST(TronRecorded, ATransferIsDecodedFromItsRawDataAlone) {
  const auto coin = file("gem_transaction_coin_transfer.json");
  const auto token = file("gem_transaction_token_transfer.json");
  if (!coin || !token) return;
  dom::parser parser;
  for (const std::string* one : {&*coin, &*token}) {
    const dom::element root = parser.parse(*one);
    dom::element transaction = root;
    if (root.at_key("result").error() == simdjson::SUCCESS) transaction = root["result"];
    const auto raw = from_hex(text(transaction, "raw_data_hex"));
    ASSERT_TRUE(raw);
    const auto decoded = decode_transaction({reinterpret_cast<const char*>(raw->data()), raw->size()}, true);
    ASSERT_TRUE(decoded) << decoded.error().reason;
    EXPECT_EQ(hash_text(decoded->hash), text(transaction, "txID"));
    EXPECT_EQ(decoded->coin.has_value(), one == &*coin);
    EXPECT_EQ(decoded->call.has_value(), one == &*token);
  }
}

}  // namespace
}  // namespace bepusdt::chains::tron
