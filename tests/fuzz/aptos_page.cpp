// Fuzz target: what a fullnode of Aptos answers: on line 1 a block, behind it a page of transactions. What is taken is what a
// naive reading finds: each version follows the one before, each deposit stands at its event, and exactly those of succeeded
// transactions into our stores pay. Versions that are cut into blocks end with the very block of line 1, and none is lost.
#include <algorithm>

#include "base/assert.hpp"
#include "chains/aptos/decode.hpp"
#include "chains/aptos/primary_store.hpp"
#include "chains/aptos/transfers.hpp"
#include "chains/aptos/version_blocks.hpp"
#include "fuzz/input.hpp"
#include "fuzz/reference/plain_json.hpp"

namespace {

using namespace bepusdt;
using namespace bepusdt::chains;
using namespace bepusdt::chains::aptos;
using fuzz::PlainJson;
using Kind = PlainJson::Kind;

const core::ChainName kChain("aptos");
const std::string kWallet = "0x" + std::string(62, 'a') + "01";

ports::WatchList watch_list() {
  ports::WatchList list;
  list.addresses.emplace_back(kWallet);
  return list;
}

// The primary stores of the wallet, without leading zeros.
std::string unpadded(std::string_view hex) {
  if (!hex.starts_with("0x")) return {};
  const auto digit = hex.find_first_not_of('0', 2);
  std::string digits(digit == std::string_view::npos ? "" : hex.substr(digit));
  std::ranges::transform(digits, digits.begin(),
                         [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
  return digits;
}

std::vector<std::string> our_stores() {
  std::vector<std::string> stores;
  for (const catalog::TokenContract& row : catalog::token_contracts())
    if (row.chain == kChain.value())
      stores.push_back(unpadded(text_of(primary_store(*word_of(kWallet), *word_of(row.contract)))));
  return stores;
}

std::string member(const PlainJson& object, std::string_view name, Kind kind = Kind::text) {
  const PlainJson* value = object.only(name);
  return value != nullptr && value->kind == kind ? value->text : std::string();
}

std::string without_zeros(const std::string& digits) {
  const auto digit = digits.find_first_not_of('0');
  return digit == std::string::npos ? "0" : digits.substr(digit);
}

bool is_deposit(const PlainJson& event) {
  const std::string type = member(event, "type");
  const auto colons = type.find("::");
  return colons != std::string::npos && type.substr(colons) == "::fungible_asset::Deposit" &&
         unpadded(type.substr(0, colons)) == "1" && colons <= 66;
}

void check_transaction(const PlainJson& plain, const Transaction& taken, const Watched& watched) {
  static const std::vector<std::string> ours = our_stores();
  BEPUSDT_ASSERT(without_zeros(member(plain, "version")) == std::to_string(taken.version));
  BEPUSDT_ASSERT(taken.succeeded == (member(plain, "success", Kind::boolean) == "true"));
  BEPUSDT_ASSERT(taken.begins.has_value() == (member(plain, "type") == "block_metadata_transaction"));
  const auto paid = transfers_to_us(kChain, {}, taken, watched);
  std::size_t deposits = 0, payments = 0;
  const PlainJson* events = plain.only("events");
  if (events == nullptr) BEPUSDT_ASSERT(member(plain, "type") != "user_transaction");
  for (std::size_t i = 0; events != nullptr && i < events->items.size(); ++i) {
    const PlainJson& event = events->items[i];
    if (!is_deposit(event)) continue;
    const PlainJson* data = event.only("data");
    BEPUSDT_ASSERT(data != nullptr && deposits < taken.deposits.size());
    const std::string units = without_zeros(member(*data, "amount"));
    BEPUSDT_ASSERT(taken.deposits[deposits].event == i && std::to_string(taken.deposits[deposits].units) == units);
    ++deposits;
    if (!taken.succeeded || units == "0" || std::ranges::find(ours, unpadded(member(*data, "store"))) == ours.end())
      continue;
    BEPUSDT_ASSERT(payments < paid.size());
    const core::Transfer& transfer = paid[payments++];
    BEPUSDT_ASSERT(transfer.key.position.value() == std::to_string(i) && transfer.units.str() == units);
    BEPUSDT_ASSERT(transfer.to.value() == kWallet && holds(taken, transfer));
  }
  BEPUSDT_ASSERT(deposits == taken.deposits.size() && payments == paid.size());
}

void check_page(std::string_view text, const std::vector<Transaction>& page) {
  for (std::size_t i = 1; i < page.size(); ++i)
    BEPUSDT_ASSERT(page[i].version > page[0].version && page[i].version == page[i - 1].version + 1);
  const auto plain = PlainJson::parse(text);
  if (!plain || plain->kind != Kind::list || plain->has_twins()) return;
  static const Watched watched(kChain.value(), watch_list());
  BEPUSDT_ASSERT(plain->items.size() == page.size());
  for (std::size_t i = 0; i < page.size(); ++i) check_transaction(plain->items[i], page[i], watched);
}

// As if the page were all between the block of line 1 and one that lies as far below as blocks begin in the page.
void check_blocks(const Header& top, const std::vector<Transaction>& page) {
  std::size_t with_deposits = 0;
  std::uint64_t begin = 0;
  for (const Transaction& transaction : page) {
    with_deposits += transaction.deposits.empty() ? 0 : 1;
    begin += transaction.begins ? 1 : 0;
  }
  const std::uint64_t distance = std::max<std::uint64_t>(1, begin);
  if (top.height < distance) return;
  const core::BlockRef below{top.height - distance, core::BlockHash("below"), {}, {}};
  const auto blocks = blocks_of(below, page, top);
  if (!blocks) return;
  BEPUSDT_ASSERT(blocks->size() == distance && blocks->back().ref.hash == top.ref().hash);
  std::size_t kept = 0;
  core::BlockRef parent = below;
  for (const VersionBlock& block : *blocks) {
    BEPUSDT_ASSERT(block.ref.height == parent.height + 1 && block.ref.parent == parent.hash);
    parent = block.ref;
    kept += block.transactions.size();
    for (const Transaction& transaction : block.transactions) BEPUSDT_ASSERT(transaction.version <= top.last_version);
  }
  BEPUSDT_ASSERT(kept == with_deposits);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [first, rest] = fuzz::lines_of<2>(fuzz::text_of(data, size));
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  std::optional<Header> top;
  if (!parser.parse(std::string(first)).get(root)) {
    if (const auto ledger = decode_ledger(root)) BEPUSDT_ASSERT(ledger->oldest_height <= ledger->height);
    if (const auto header = decode_header(root)) {
      BEPUSDT_ASSERT(header->first_version <= header->last_version);
      top = *header;
    }
    static_cast<void>(decode_transaction(root));
  }
  if (parser.parse(std::string(rest)).get(root)) return 0;
  const auto page = decode_transactions(root);
  if (!page) return 0;
  check_page(rest, *page);
  if (top) check_blocks(*top, *page);
  return 0;
}
