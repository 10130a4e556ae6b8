// Answers of toncenter's API v3 as they were recorded: read whole, and what of them is a payment.
#include <algorithm>

#include "chains/ton/decode_json.hpp"
#include "chains/ton/jetton_wallet.hpp"
#include "chains/ton/transfers.hpp"
#include "chains/ton/visit.hpp"
#include "fixtures.hpp"

namespace bepusdt::chains::ton {
namespace {

namespace dom = simdjson::dom;

class TonRecordedJson : public ::testing::Test {
 protected:
  std::optional<dom::object> answer(const std::string& name) {
    text = recorded(name);
    if (!text) return std::nullopt;
    dom::object object;
    EXPECT_FALSE(parser.parse(*text).get(object));
    return object;
  }
  std::vector<TransactionRow> transactions(const std::string& name) {
    const auto object = answer(name);
    if (!object) return {};
    auto rows = decode_transactions(*object);
    EXPECT_TRUE(rows) << rows.error().reason;
    return rows ? std::move(*rows) : std::vector<TransactionRow>{};
  }

  dom::parser parser;
  std::optional<std::string> text;
};

TEST_F(TonRecordedJson, TheNewestBlock) {
  const auto object = answer("toncenter_masterchain_info.json");
  if (!object) return;
  const auto block = decode_newest(*object);
  ASSERT_TRUE(block) << block.error().reason;
  EXPECT_EQ(block->name, (BlockName{kMasterchain, kWholeChain, 51317643}));
  EXPECT_EQ(block->network, -239);
  EXPECT_EQ(block->start_lt, 60881689000000u);
  EXPECT_EQ(block->master, 51317643u);
  EXPECT_EQ(block->time, from_unix_seconds(1756242080));
  ASSERT_EQ(block->previous.size(), 1u);
  EXPECT_EQ(block->previous[0].seqno, 51317642u);
}

TEST_F(TonRecordedJson, ABlocksTransactionsAndTheWitnessAmongThem) {
  const auto rows = transactions("toncenter_block_transactions.json");
  if (rows.empty()) return;
  EXPECT_EQ(rows.size(), 18u);
  int witnessed = 0, tick_tock = 0, coins = 0;
  for (const TransactionRow& row : rows) {
    EXPECT_EQ(row.master, 51319006u);
    EXPECT_FALSE(row.emulated);
    EXPECT_GT(row.transaction.lt, row.transaction.previous_lt);
    witnessed += row.transaction.account == kWitness && row.block == BlockName{kMasterchain, kWholeChain, 51319006};
    tick_tock += !row.transaction.ordinary;
    coins += received_coin(row.transaction).has_value();
  }
  EXPECT_EQ(witnessed, 1);
  EXPECT_EQ(tick_tock, 2);
  EXPECT_GT(coins, 5);
}

TEST_F(TonRecordedJson, WhatWasSentBackIsNoPayment) {
  const auto rows = transactions("toncenter_transaction_bounced.json");
  if (rows.empty()) return;
  EXPECT_TRUE(rows[0].transaction.sent_back);
  EXPECT_TRUE(rows[0].transaction.aborted);
  EXPECT_EQ(rows[0].transaction.in->value, 100'000'000);
  for (const TransactionRow& row : rows) {
    // The one that sent the coin out was called from outside; the one that got it back got a bounced message.
    EXPECT_FALSE(received_coin(row.transaction)) << to_hex(row.transaction.hash);
  }
}

TEST_F(TonRecordedJson, AnAccountWithoutCodeKeepsWhatItGets) {
  const auto rows = transactions("toncenter_transaction_aborted.json");
  if (rows.empty()) return;
  EXPECT_TRUE(rows[0].transaction.aborted);
  EXPECT_FALSE(rows[0].transaction.computed);
  const auto receipt = received_coin(rows[0].transaction);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->units, 3'000'000'000);
}

TEST_F(TonRecordedJson, SendingATokenIsNoReceipt) {
  for (const char* name :
       {"toncenter_transaction_transfer_jetton_success.json", "toncenter_transaction_transfer_jetton_error.json"})
    for (const TransactionRow& row : transactions(name)) {
      EXPECT_FALSE(received_coin(row.transaction));
      EXPECT_FALSE(received_token(row.transaction));
      EXPECT_EQ(row.transaction.in->kind, Message::Kind::external_in);
      EXPECT_NE(row.transaction.in->body, nullptr);
    }
}

TEST_F(TonRecordedJson, TheUsdtWalletOfAnOwnerIsTheOneThatIsComputed) {
  const auto object = answer("toncenter_balance_jettons.json");
  if (!object) return;
  const Account usdt = *account_of("EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs");
  int checked = 0;
  for (const dom::object wallet : (*object)["jetton_wallets"].get_array()) {
    const auto of = [&](const char* field) { return *account_of(wallet[field].get_string().value()); };
    EXPECT_EQ(usdt_wallet(of("owner"), usdt) == of("address"), of("jetton") == usdt);
    checked += of("jetton") == usdt;
  }
  EXPECT_GE(checked, 1);
}

TEST_F(TonRecordedJson, WhatLacksAFieldIsMalformed) {
  const auto good = recorded("toncenter_transaction_bounced.json");
  if (!good) return;
  for (const char* name : {"hash", "lt", "account", "description", "block_ref", "prev_trans_lt", "prev_trans_hash", "now",
                           "type", "aborted", "compute_ph", "skipped", "value", "bounced"}) {
    std::string bad = *good;
    const std::string key = "\"" + std::string(name) + "\"";
    for (auto at = bad.find(key); at != std::string::npos; at = bad.find(key, at)) bad.replace(at, key.size(), "\"x\"");
    dom::object object;
    ASSERT_FALSE(parser.parse(bad).get(object));
    EXPECT_FALSE(decode_transactions(object)) << name;
  }
}

}  // namespace
}  // namespace bepusdt::chains::ton
