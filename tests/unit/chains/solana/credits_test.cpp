// The rule what a payment on Solana is, and what of a node's text is refused rather than read as something else.
#include <gtest/gtest.h>

#include "chains/solana/credits.hpp"
#include "devnet/solana/solana_json.hpp"

namespace bepusdt::chains::solana {
namespace {

const std::string kUsdt = "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB";
const std::string kWallet = devnet::solana_wallet(1);
const std::string kPayer = devnet::solana_wallet(50);

Decoded<PlacedTransaction> decode(const std::string& json) {
  const simdjson::padded_string text(json);
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  Json value;
  if (parser.iterate(text).get(document) || document.get_value().get(value)) return fail(DecodeError{"no value"});
  return decode_transaction(value);
}

class SolanaCredits : public ::testing::Test {
 protected:
  SolanaCredits() {
    list.addresses = {core::Address(kWallet)};
    list.native = true;
  }
  std::string json(const devnet::SolanaTx& tx) const { return devnet::solana_tx_json(*chain.at(0), tx, {}); }
  // "<mint or SOL> <units>" each.
  std::vector<std::string> credits(const Transaction& transaction) const {
    const auto found = credits_to_us(transaction, Watched("solana", list));
    if (!found) return {"error: " + found.error().reason};
    std::vector<std::string> all;
    for (const Credit& credit : *found)
      all.push_back((credit.mint.empty() ? "SOL" : credit.mint) + " " + credit.units.str());
    return all;
  }
  Transaction decoded(const devnet::SolanaTx& tx) const {
    auto placed = decode(json(tx));
    if (!placed) ADD_FAILURE() << placed.error().reason;
    return placed ? std::move(placed->transaction) : Transaction{};
  }
  using Lines = std::vector<std::string>;

  devnet::SolanaChain chain;
  ports::WatchList list;
};

TEST_F(SolanaCredits, AFailedTransactionPaysNobodyWhateverItsBalancesSay) {
  Transaction transaction = decoded(chain.token(kUsdt, kPayer, kWallet, 5));
  EXPECT_EQ(credits(transaction), (Lines{kUsdt + " 5"}));
  transaction.succeeded = false;
  EXPECT_EQ(credits(transaction), Lines{});
}

TEST_F(SolanaCredits, ReceivingInOneAccountAndPayingFromAnotherIsTheDifference) {
  Transaction transaction = decoded(chain.token(kUsdt, kPayer, kWallet, 5));
  transaction.accounts.push_back(devnet::solana_wallet(7));
  transaction.lamports_before.push_back(1);
  transaction.lamports_after.push_back(1);
  const std::size_t other = transaction.accounts.size() - 1;
  transaction.tokens_before.push_back({other, kUsdt, kWallet, 3});
  transaction.tokens_after.push_back({other, kUsdt, kWallet, 0});
  EXPECT_EQ(credits(transaction), (Lines{kUsdt + " 2"}));
  transaction.tokens_before.back().units = 5;
  EXPECT_EQ(credits(transaction), Lines{});
}

TEST_F(SolanaCredits, AnAccountThatChangesItsOwnerIsNoIncomeOfWhatItHeldUnlessItBecomesOurs) {
  Transaction transaction = decoded(chain.token(kUsdt, kPayer, kWallet, 5));
  for (TokenBalance& balance : transaction.tokens_before)
    if (balance.owner == kWallet) balance.owner = kPayer;
  // All of it is the wallet's now, by what the chain says.
  EXPECT_EQ(credits(transaction).size(), 1u);
  for (TokenBalance& balance : transaction.tokens_after)
    if (balance.owner == kWallet) balance.owner = kPayer;
  EXPECT_EQ(credits(transaction), Lines{});
}

TEST_F(SolanaCredits, RentAndWrappedSolThatComeBackFromAnOwnTokenAccountAreNoIncome) {
  Transaction transaction = decoded(chain.coin(kPayer, kWallet, 9));
  EXPECT_EQ(credits(transaction), (Lines{"SOL 9"}));
  transaction.accounts.push_back(devnet::solana_wallet(7));
  transaction.lamports_before.push_back(7);  // a token account that is closed
  transaction.lamports_after.push_back(0);
  transaction.tokens_before.push_back(
      {transaction.accounts.size() - 1, "So11111111111111111111111111111111111111112", kWallet, 7});
  EXPECT_EQ(credits(transaction), (Lines{"SOL 2"}));
}

TEST_F(SolanaCredits, ABalanceOfOurMintWhoseOwnerIsNotRecordedIsNotGuessed) {
  Transaction transaction = decoded(chain.token(kUsdt, kPayer, kWallet, 5));
  transaction.tokens_after.back().owner.clear();
  EXPECT_TRUE(credits(transaction).front().starts_with("error"));
  transaction.tokens_told = false;
  EXPECT_TRUE(credits(transaction).front().starts_with("error"));
}

TEST_F(SolanaCredits, TheLargestUnitsDoNotOverflowTheirSum) {
  Transaction transaction = decoded(chain.token(kUsdt, kPayer, kWallet, 5));
  const std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  transaction.tokens_before.clear();
  transaction.tokens_after = {{1, kUsdt, kWallet, most}, {2, kUsdt, kWallet, most}};
  EXPECT_EQ(credits(transaction), (Lines{kUsdt + " 36893488147419103230"}));
}

// Each is the text of a good transaction with one thing changed.
TEST_F(SolanaCredits, ATransactionThatLacksWhatMoneyIsToldByIsRefused) {
  const std::string good = json(chain.token(kUsdt, kPayer, kWallet, 5));
  ASSERT_TRUE(decode(good));
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  };
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{R"("err":null,)", ""},
                                                        {R"("err":)", R"("err":null,"err":)"},
                                                        {R"("fee":5000,)", ""},
                                                        {R"("postBalances":[)", R"("postBalances":[1,)"},
                                                        {R"("preBalances":[)", R"("preBalances":[-)"},
                                                        {R"("preBalances")", R"("otherBalances")"},
                                                        {R"("amount":"1)", R"("amount":"x)"},
                                                        {R"("amount":"1)", R"("amount":"99999999999999999999)"},
                                                        {R"("amount":")", R"("amount":"-)"},
                                                        {R"("accountIndex":1)", R"("accountIndex":200)"},
                                                        {R"("accountIndex":1)", R"("accountIndex":2)"},
                                                        {R"("mint":"E)", R"("mint":"0)"},
                                                        {R"("owner":")", R"("owner":"!)"},
                                                        {R"("signatures":[")", R"("signatures":["0)"},
                                                        {R"("meta":{)", R"("nometa":{)"},
                                                        {R"("slot":0)", R"("slot":-1)"},
                                                        {R"("slot":0)", R"("slot":null)"},
                                                        {R"("accountKeys":[)", R"("accountKeys":["",)"},
                                                        {R"("message":{)", R"("message":[{)"}})
    EXPECT_FALSE(decode(changed(from, to))) << from << " as " << to;
  for (std::size_t length = 0; length < good.size(); ++length) EXPECT_FALSE(decode(good.substr(0, length))) << length;
}

}  // namespace
}  // namespace bepusdt::chains::solana
