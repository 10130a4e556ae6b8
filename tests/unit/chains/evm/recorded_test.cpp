// Recorded blocks of real chains, held against the oracles beside them (../shared/fixtures, MANIFEST.md).
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "chains/evm/decode.hpp"
#include "chains/evm/transfers.hpp"
#include "chains/json_rpc.hpp"

namespace bepusdt::chains::evm {
namespace {

namespace od = simdjson::ondemand;

const std::filesystem::path kFixtures = std::filesystem::path(BEPUSDT_SOURCE_DIR) / "../shared/fixtures";

std::optional<std::string> file(const std::string& name) {
  std::ifstream in(kFixtures / name, std::ios::binary);
  if (!in) {
    std::cout << "recorded data not present, nothing to compare: " << name << "\n";
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// Decodes what stands in the file: a bare value, or the result of a JSON-RPC envelope, which is read as our client reads it.
template <class Decode>
auto decode_file(const std::string& text, Decode&& decode) {
  od::parser parser;
  std::string body = text;
  using Answer = std::invoke_result_t<Decode, od::value>;
  Answer answer = fail(DecodeError{"nothing was decoded"});
  if (text.find("\"jsonrpc\"") != std::string::npos) {
    simdjson::dom::parser peek;
    simdjson::dom::element root;
    std::uint64_t id = 0;
    EXPECT_FALSE(peek.parse(text).get(root));
    if (!root["id"].get(id)) {
      const auto outcomes = read_batch(parser, body, id, 1, [&](std::size_t, od::value value) -> std::optional<std::string> {
        answer = decode(value);
        return std::nullopt;
      });
      EXPECT_TRUE(outcomes) << outcomes.error().reason;
    }
    return answer;
  }
  const simdjson::padded_string padded(text);
  od::document document;
  od::value value;
  EXPECT_FALSE(parser.iterate(padded).get(document));
  EXPECT_FALSE(document.get_value().get(value));
  answer = decode(value);
  return answer;
}

Decoded<Block> block_of(od::value value) { return decode_block(value); }
Decoded<std::vector<Receipt>> receipts_of(od::value value) { return decode_receipts(value); }
Decoded<Receipt> receipt_of(od::value value) { return decode_receipt(value); }
Decoded<std::vector<Log>> logs_of(od::value value) { return decode_logs(value); }
Decoded<Transaction> transaction_of(od::value value) { return decode_transaction(value); }

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

struct RecordedBlock {
  std::string folder, height, chain;
  std::vector<std::string> contracts;  // that the oracle lists
  std::size_t transactions, failed, logs_with_three_topics;
};

class EvmRecorded : public ::testing::TestWithParam<RecordedBlock> {};

TEST_P(EvmRecorded, DecodesToExactlyWhatTheOracleLists) {
  const RecordedBlock& recorded = GetParam();
  const auto block_text = file(recorded.folder + "/block_" + recorded.height + "_full.json");
  const auto receipts_text = file(recorded.folder + "/receipts_" + recorded.height + ".json");
  const auto logs_text = file(recorded.folder + "/getlogs_transfer_" + recorded.height + ".json");
  const auto oracle_text = file(recorded.folder + "/block_" + recorded.height + ".expected.json");
  if (!block_text || !receipts_text || !logs_text || !oracle_text) return;

  const auto block = decode_file(*block_text, block_of);
  const auto receipts = decode_file(*receipts_text, receipts_of);
  const auto logs = decode_file(*logs_text, logs_of);
  ASSERT_TRUE(block) << block.error().reason;
  ASSERT_TRUE(receipts) << receipts.error().reason;
  ASSERT_TRUE(logs) << logs.error().reason;
  EXPECT_EQ(std::to_string(block->number), recorded.height);
  EXPECT_EQ(block->hashes.size(), recorded.transactions);
  EXPECT_EQ(block->transactions.size(), recorded.transactions);
  EXPECT_EQ(receipts->size(), recorded.transactions);
  EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(*receipts, Status::failed, &Receipt::status)), recorded.failed);
  for (const Receipt& receipt : *receipts) EXPECT_EQ(receipt.block_hash, block->hash);
  EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(*logs, std::size_t{3}, &Log::topic_count)),
            recorded.logs_with_three_topics);

  simdjson::dom::parser parser;
  simdjson::dom::element oracle = parser.parse(*oracle_text);
  const auto text = [](const simdjson::dom::element& item, const char* key) {
    return std::string(std::string_view(item[key]));
  };

  // Tokens: from the receipts, and from the eth_getLogs answer, every Transfer of the contracts.
  std::vector<std::string> expected;
  for (const auto item : oracle["tokenTransfers"].get_array())
    expected.push_back(lower(text(item, "tx")) + " " + std::to_string(std::uint64_t(item["logIndex"])) + " " +
                       lower(text(item, "from")) + " " + lower(text(item, "to")) + " " + text(item, "value"));
  std::vector<std::string> from_receipts, from_logs;
  const auto line = [&](const Log& log, const Word& tx) {
    return text_of(tx) + " " + std::to_string(log.index) + " " + text_of(*unpadded(log.topics[1])) + " " +
           text_of(*unpadded(log.topics[2])) + " " + units_of(log.data).str();
  };
  const auto ours = [&](const Log& log) {
    return log.topic_count == 3 && log.topics[0] == kTransferTopic && log.data_size == 32 &&
           std::ranges::find(recorded.contracts, text_of(log.address)) != recorded.contracts.end();
  };
  for (const Receipt& receipt : *receipts)
    for (const Log& log : receipt.logs)
      if (ours(log)) from_receipts.push_back(line(log, receipt.transaction_hash));
  for (const Log& log : *logs)
    if (ours(log)) from_logs.push_back(line(log, log.transaction_hash));
  EXPECT_EQ(from_receipts, expected);
  EXPECT_EQ(from_logs, expected);

  // The chain's own coin: every transaction with value and without input is in the oracle, with its status.
  std::vector<std::string> expected_coin;
  for (const auto item : oracle["nativeTransfers"].get_array())
    expected_coin.push_back(lower(text(item, "tx")) + " " + lower(text(item, "from")) + " " + lower(text(item, "to")) + " " +
                            text(item, "wei") + " " + text(item, "status"));
  ASSERT_FALSE(expected_coin.empty());
  std::vector<std::string> coin;
  for (const Transaction& tx : block->transactions) {
    const auto receipt = std::ranges::find(*receipts, tx.hash, &Receipt::transaction_hash);
    ASSERT_NE(receipt, receipts->end());
    const std::string status = receipt->status == Status::succeeded ? "0x1" : "0x0";
    const std::string entry =
        text_of(tx.hash) + " " + text_of(tx.from) + " " + text_of(tx.to) + " " + units_of(tx.value).str() + " " + status;
    if (std::ranges::find(expected_coin, entry) != expected_coin.end()) coin.push_back(entry);
  }
  EXPECT_EQ(coin, expected_coin);
}

TEST_P(EvmRecorded, TheRuleFindsTheOraclesTransfersWhenEveryRecipientIsWatchedAndDropsZero) {
  const RecordedBlock& recorded = GetParam();
  const auto block_text = file(recorded.folder + "/block_" + recorded.height + "_full.json");
  const auto receipts_text = file(recorded.folder + "/receipts_" + recorded.height + ".json");
  const auto oracle_text = file(recorded.folder + "/block_" + recorded.height + ".expected.json");
  if (!block_text || !receipts_text || !oracle_text) return;
  simdjson::dom::parser parser;
  simdjson::dom::element oracle = parser.parse(*oracle_text);
  ports::WatchList watch;
  watch.native = true;
  std::size_t tokens = 0, coins = 0;
  for (const auto item : oracle["tokenTransfers"].get_array()) {
    watch.addresses.emplace_back(lower(std::string_view(item["to"])));
    const std::string_view asset = item["asset"];
    if ((asset == "USDT" || asset == "USDC") && std::string_view(item["value"]) != "0") ++tokens;
  }
  for (const auto item : oracle["nativeTransfers"].get_array()) {
    watch.addresses.emplace_back(lower(std::string_view(item["to"])));
    if (std::string_view(item["status"]) == "0x1" && std::string_view(item["wei"]) != "0") ++coins;
  }
  std::ranges::sort(watch.addresses);
  const auto repeated = std::ranges::unique(watch.addresses);
  watch.addresses.erase(repeated.begin(), repeated.end());
  const Watched watched(recorded.chain, watch, 500);

  // Read as the reader reads: what is not ours is dropped on the way.
  const auto block = decode_file(*block_text, [&](od::value v) { return decode_block(v, watched.recipient_sieve()); });
  const auto receipts = decode_file(*receipts_text, [&](od::value v) { return decode_receipts(v, watched.log_sieve()); });
  ASSERT_TRUE(block) << block.error().reason;
  ASSERT_TRUE(receipts) << receipts.error().reason;
  const core::ChainName chain(recorded.chain);
  std::vector<core::Transfer> found;
  std::size_t found_coins = 0;
  const core::TradeType* coin_type = catalog::find_trade_type(recorded.chain == "ethereum" ? "ethereum.eth" : "polygon.pol");
  for (const Receipt& receipt : *receipts) {
    for (core::Transfer& transfer : token_transfers(chain, block->ref(), receipt, watched)) {
      EXPECT_FALSE(transfer.units.is_zero());
      found.push_back(std::move(transfer));
    }
    const auto tx = std::ranges::find(block->transactions, receipt.transaction_hash, &Transaction::hash);
    if (tx == block->transactions.end()) continue;
    const auto transfer = native_transfer(chain, *coin_type, block->ref(), *tx, receipt, watched);
    bool listed = false;
    for (const auto item : oracle["nativeTransfers"].get_array())
      listed |= std::string_view(item["tx"]) == text_of(tx->hash);
    if (transfer && listed) ++found_coins;
  }
  EXPECT_EQ(found.size(), tokens);
  EXPECT_EQ(found_coins, coins);
  for (const core::Transfer& transfer : found) {
    // The position counts from the receipt's own first log.
    const auto receipt = std::ranges::find(*receipts, *word_of(transfer.key.hash.value()), &Receipt::transaction_hash);
    EXPECT_LT(std::stoul(transfer.key.position.value()), receipt->log_count);
  }
}

TEST_P(EvmRecorded, TheBloomOfTheHeaderIsThatOfItsLogs) {
  const RecordedBlock& recorded = GetParam();
  const auto block_text = file(recorded.folder + "/block_" + recorded.height + "_full.json");
  const auto receipts_text = file(recorded.folder + "/receipts_" + recorded.height + ".json");
  if (!block_text || !receipts_text) return;
  const auto block = decode_file(*block_text, block_of);
  const auto receipts = decode_file(*receipts_text, receipts_of);
  ASSERT_TRUE(block && receipts);
  Bloom bloom{};
  for (const Receipt& receipt : *receipts)
    for (const Log& log : receipt.logs) {
      BloomBits(log.address).add_to(bloom);
      for (std::size_t i = 0; i < log.topic_count; ++i) BloomBits(log.topics[i]).add_to(bloom);
      EXPECT_TRUE(BloomBits(log.address).may_be_in(block->bloom));
    }
  EXPECT_TRUE(block->has_bloom);
  EXPECT_EQ(text_of(bloom), text_of(block->bloom));
}

INSTANTIATE_TEST_SUITE_P(
    Blocks, EvmRecorded,
    ::testing::Values(
        RecordedBlock{"ethereum",
                      "11098450",
                      "ethereum",
                      {"0xdac17f958d2ee523a2206206994597c13d831ec7", "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"},
                      185,
                      7,
                      131},
        RecordedBlock{"ethereum",
                      "17053184",
                      "ethereum",
                      {"0xdac17f958d2ee523a2206206994597c13d831ec7", "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"},
                      125,
                      4,
                      74},
        RecordedBlock{"polygon",
                      "38102393",
                      "polygon",
                      {"0xc2132d05d31c914a87c6611c10748aeb04b58e8f", "0x2791bca1f2de4661ed88a30c99a7a9449aa84174"},
                      65,
                      2,
                      72}),
    [](const auto& row) { return row.param.folder + row.param.height; });

TEST(EvmRecordedFiles, BlocksOfEveryChainAndTimeAreRead) {
  const std::tuple<const char*, std::size_t> files[] = {
      {"ethereum/block_24476000_full.json", 273}, {"ethereum/block_24476001_full.json", 376},
      {"arbitrum/block_18413839_full.json", 1},   {"base/block_goerli_1041847_full.json", 50},
      {"base/getblock_headers_only.json", 1},     {"polygon/polygon_fixture_header_34155965.json", 0}};
  for (const auto& [name, transactions] : files) {
    const auto text = file(name);
    if (!text) continue;
    const auto block = decode_file(*text, block_of);
    ASSERT_TRUE(block) << name << ": " << block.error().reason;
    if (transactions > 0) {
      EXPECT_EQ(block->hashes.size(), transactions) << name;
    }
    EXPECT_NE(block->hash, kZeroWord);
    EXPECT_TRUE(block->has_bloom);
  }
}

TEST(EvmRecordedFiles, ConsecutiveBlocksAreLinked) {
  const auto first = file("ethereum/block_24476000_full.json");
  const auto second = file("ethereum/block_24476001_full.json");
  if (!first || !second) return;
  EXPECT_EQ(decode_file(*second, block_of)->parent, decode_file(*first, block_of)->hash);
}

TEST(EvmRecordedFiles, ReceiptsOfEveryChainAreRead) {
  for (const char* name :
       {"arbitrum/receipt_18413839.json", "arbitrum/receipt_usdt_transfer.json", "base/okx_base_swap_tx_receipt.json",
        "bsc/okx_bsc_swap_tx_receipt.json", "bsc/pancakeswap_bsc_swap_tx_receipt.json",
        "polygon/polygon_fixture_bor_receipt_34155965.json"}) {
    const auto text = file(name);
    if (!text) continue;
    const auto receipt = decode_file(*text, receipt_of);
    ASSERT_TRUE(receipt) << name << ": " << receipt.error().reason;
    EXPECT_GT(receipt->log_count, 0u) << name;
    EXPECT_EQ(receipt->log_count, receipt->logs.size()) << name;
  }
  const auto usdt = file("arbitrum/receipt_usdt_transfer.json");
  if (usdt) {
    EXPECT_EQ(text_of(decode_file(*usdt, receipt_of)->logs[0].address), "0xfd086bc7cd5c481dcc9c85ebe478a1c0b69fcbb9");
  }
  const auto base = file("base/receipts_goerli_1041847.json");
  if (base) {
    EXPECT_EQ(decode_file(*base, receipts_of)->size(), 50u);
  }
}

TEST(EvmRecordedFiles, TransactionsOfEveryChainAreRead) {
  for (const char* name : {"arbitrum/tx_usdt_transfer.json", "base/okx_base_swap_tx.json", "bsc/okx_bsc_swap_tx.json",
                           "bsc/pancakeswap_bsc_swap_tx.json"}) {
    const auto text = file(name);
    if (!text) continue;
    const auto tx = decode_file(*text, transaction_of);
    ASSERT_TRUE(tx) << name << ": " << tx.error().reason;
    EXPECT_FALSE(tx->creates);
  }
}

TEST(EvmRecordedFiles, WhatIsNotTheShapeOfAnswersIsRefusedByName) {
  for (const char* name : {"arbitrum/native_block_150000000.json", "base/native_block_2000000.json",
                           "bsc/okx_bsc_swap_tx_trace.json", "bsc/pancakeswap_bsc_native_swap_tx_trace.json"}) {
    const auto text = file(name);
    if (!text) continue;
    const auto block = decode_file(*text, block_of);
    ASSERT_FALSE(block) << name;
    EXPECT_NE(block.error().reason, "");
  }
}

TEST(EvmRecordedFiles, TheBatchOfARealNodeIsReadById) {
  auto text = file("ethereum/anvil_batch_answer.json");
  if (!text) return;
  od::parser parser;
  std::vector<std::optional<Block>> blocks(5);
  std::optional<std::vector<Log>> logs;
  // The recorded ids are not consecutive; ours are, so they are numbered anew, in the file's order.
  std::uint64_t count = 0;
  for (std::size_t at = text->find("\"id\":"); at != std::string::npos; at = text->find("\"id\":", at + 1)) {
    const std::size_t begin = at + 5, end = text->find(',', begin);
    text->replace(begin, end - begin, std::to_string(++count));
  }
  ASSERT_EQ(count, 5u);
  const auto outcomes = read_batch(parser, *text, 1, 5, [&](std::size_t i, od::value value) -> std::optional<std::string> {
    if (value.is_null().value_unsafe()) return std::nullopt;
    if (value.type().value_unsafe() == od::json_type::array) {
      auto decoded = decode_logs(value);
      if (!decoded) return decoded.error().reason;
      logs = std::move(*decoded);
      return std::nullopt;
    }
    auto decoded = decode_block(value);
    if (!decoded) return decoded.error().reason;
    blocks[i] = std::move(*decoded);
    return std::nullopt;
  });
  ASSERT_TRUE(outcomes) << outcomes.error().reason;
  EXPECT_EQ(std::ranges::count_if(blocks, [](const auto& b) { return b.has_value(); }), 3);
  ASSERT_TRUE(logs.has_value());
  for (const Log& log : *logs) EXPECT_NE(log.transaction_hash, kZeroWord);
}

// Every byte of a real answer is broken in turn: no crash, and what still decodes has the right number of things in it.
TEST(EvmRecordedFiles, BrokenAnswersAreRefusedAndNeverCrash) {
  const auto text = file("arbitrum/receipt_usdt_transfer.json");
  if (!text) return;
  for (std::size_t i = 0; i < text->size(); ++i) {
    for (const char c : {'"', '{', ']', ',', '\0', 'g', '\\', '\xff'}) {
      std::string broken = *text;
      broken[i] = c;
      od::parser parser;
      (void)read_batch(parser, broken, 1, 1, [&](std::size_t, od::value value) -> std::optional<std::string> {
        const auto receipt = decode_receipt(value);
        return receipt ? std::nullopt : std::optional(receipt.error().reason);
      });
    }
    std::string cut = text->substr(0, i);
    od::parser parser;
    EXPECT_FALSE(read_batch(parser, cut, 1, 1, [&](std::size_t, od::value value) -> std::optional<std::string> {
      const auto receipt = decode_receipt(value);
      return receipt ? std::nullopt : std::optional(receipt.error().reason);
    })) << i;
  }
}

}  // namespace
}  // namespace bepusdt::chains::evm
