// Fuzz target: a result of a Solana node's JSON-RPC, read as each of the things that it may be. What is taken says what a second
// reading says, over another parser and in no hurry: which transactions there are, whether they failed, and whom each paid how much;
// and nothing that failed pays anybody.
#include <map>
#include <set>

#include "base/assert.hpp"
#include "chains/solana/credits.hpp"
#include "chains/solana/token_account.hpp"
#include "fuzz/input.hpp"

namespace {

using namespace bepusdt;
using namespace bepusdt::chains::solana;
namespace dom = simdjson::dom;

// Of a document in which no name stands twice in an object, so that both readings mean the same field.
bool is_plain(dom::element element) {
  dom::array array;
  dom::object object;
  if (!element.get(array)) return std::ranges::all_of(array, is_plain);
  if (element.get(object)) return true;
  std::set<std::string_view> names;
  for (const auto field : object)
    if (!names.insert(field.key).second || !is_plain(field.value)) return false;
  return true;
}

using Sums = std::map<std::pair<std::string, std::string>, core::BaseUnits>;  // by owner and mint

Sums naive_sums(dom::element meta, const char* which) {
  Sums sums;
  dom::array balances;
  if (meta[which].get(balances)) return sums;
  for (const dom::element balance : balances) {
    std::string_view owner, mint, amount;
    if (balance["owner"].get(owner)) owner = {};
    BEPUSDT_ASSERT(!balance["mint"].get(mint) && !balance["uiTokenAmount"]["amount"].get(amount));
    sums[{std::string(owner), std::string(mint)}] += std::stoull(std::string(amount));
  }
  return sums;
}

Watched everybody_of(const Transaction& transaction) {
  ports::WatchList list;
  list.native = true;
  for (const TokenBalance& balance : transaction.tokens_after)
    if (key_of(balance.owner)) list.addresses.emplace_back(balance.owner);
  return {"solana", list};
}

void check_transaction(const Transaction& transaction, dom::element told) {
  const dom::element meta = told["meta"];
  BEPUSDT_ASSERT(transaction.succeeded == meta["err"].is_null());
  BEPUSDT_ASSERT(transaction.lamports_before.size() == transaction.accounts.size());
  BEPUSDT_ASSERT(transaction.lamports_after.size() == transaction.accounts.size());
  const Watched watched = everybody_of(transaction);
  const auto credits = credits_to_us(transaction, watched);
  if (!credits) return;
  BEPUSDT_ASSERT(transaction.succeeded || credits->empty());
  if (!transaction.succeeded) return;
  Sums paid;
  for (const Credit& credit : *credits) {
    BEPUSDT_ASSERT(!credit.units.is_zero() && watched.has_wallet(credit.owner));
    if (!credit.mint.empty()) BEPUSDT_ASSERT(paid.emplace(std::pair(credit.owner, credit.mint), credit.units).second);
  }
  Sums before = naive_sums(meta, "preTokenBalances"), expected;
  for (const auto& [key, after] : naive_sums(meta, "postTokenBalances"))
    if (watched.has_wallet(key.first) && catalog::find_contract("solana", key.second) != nullptr && after > before[key])
      expected[key] = after - before[key];
  BEPUSDT_ASSERT(paid == expected);
}

// Within an envelope, as answers come.
template <class Decode>
auto decoded(std::string_view text, Decode&& decode) {
  const simdjson::padded_string padded("{\"result\":" + std::string(text) + "}");
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  Json value;
  using Outcome = decltype(decode(value));
  if (parser.iterate(padded).get(document) || document["result"].get(value)) return Outcome(fail(DecodeError{}));
  return decode(value);
}

void check_block(std::string_view text, const std::optional<dom::element>& told) {
  std::vector<Transaction> transactions;
  const auto header = decoded(text, [&](Json value) {
    return decode_block(value, {[&](const Transaction& each) { transactions.push_back(each); }, {}});
  });
  if (!header) return;
  BEPUSDT_ASSERT(!header->hash.empty() && !header->parent_hash.empty());
  if (!told) return;
  dom::array items;
  if ((*told)["transactions"].get(items)) return;
  BEPUSDT_ASSERT(items.size() == transactions.size());
  std::size_t i = 0;
  for (const dom::element item : items) check_transaction(transactions[i++], item);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  dom::parser parser;
  dom::element root;
  std::optional<dom::element> told;  // where a second reading is to be had
  if (text.find('\\') == std::string_view::npos && !parser.parse(simdjson::padded_string(text)).get(root) && is_plain(root))
    told = root;

  if (const auto placed = decoded(text, decode_transaction); placed && told) check_transaction(placed->transaction, *told);
  check_block(text, told);
  if (const auto lines = decoded(text, decode_signatures)) {
    BEPUSDT_ASSERT(std::ranges::is_sorted(*lines, std::greater<>(), &Listed::slot));
    if (told) {
      std::size_t i = 0;
      for (const dom::element line : told->get_array()) {
        BEPUSDT_ASSERT(line["signature"].get_string().value() == (*lines)[i].signature);
        BEPUSDT_ASSERT(line["err"].is_null() != (*lines)[i++].failed);
      }
    }
  }
  if (const auto slots = decoded(text, decode_slots)) BEPUSDT_ASSERT(std::ranges::is_sorted(*slots, std::less_equal<>()));
  static_cast<void>(decoded(text, decode_slot));
  static_cast<void>(decoded(text, decode_hash));
  return 0;
}
