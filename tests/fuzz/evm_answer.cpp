// Fuzz target: a result of an EVM node, read as each of the things that it may be. What is taken says what a naive reading says;
// sieves leave out what they turn away and nothing else; and exactly those logs pay that a genuine contract emitted as transfers
// to a watched wallet in a transaction that succeeded, each at its place within the receipt.
#include <algorithm>
#include <map>

#include "base/assert.hpp"
#include "chains/evm/transfers.hpp"
#include "fuzz/input.hpp"
#include "fuzz/reference/plain_json.hpp"

namespace {

using namespace bepusdt;
using namespace bepusdt::chains;
using namespace bepusdt::chains::evm;
using fuzz::PlainJson;
using Kind = PlainJson::Kind;
using Json = simdjson::ondemand::value;

const std::string kWallet = "0x" + std::string(38, 'a') + "01";
const core::ChainName kChain("ethereum");

const Watched& watched() {
  static const Watched list = [] {
    ports::WatchList watch;
    watch.native = true;
    watch.addresses.emplace_back(kWallet);
    return Watched(kChain.value(), watch, 100);
  }();
  return list;
}

// Text of hex, its digits in lower case; empty: it is none, or something else stands there.
std::string hex_member(const PlainJson& object, std::string_view name) {
  const PlainJson* value = object.only(name);
  if (value == nullptr || value->kind != Kind::text || !value->text.starts_with("0x")) return {};
  std::string digits = value->text;
  std::ranges::transform(digits, digits.begin(),
                         [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
  return digits;
}

bool left_out(const PlainJson& object, std::string_view name) {
  const PlainJson* value = object.only(name);
  return value == nullptr || value->kind == Kind::null;
}

void check_number(const PlainJson& object, std::string_view name, std::uint64_t read, std::uint64_t otherwise) {
  if (left_out(object, name)) return BEPUSDT_ASSERT(read == otherwise);
  BEPUSDT_ASSERT(std::stoull(hex_member(object, name).substr(2), nullptr, 16) == read);
}
template <std::size_t N>
void check_bytes(const PlainJson& object, std::string_view name, const std::array<std::uint8_t, N>& read) {
  const std::string expected = left_out(object, name) ? "0x" + std::string(2 * N, '0') : hex_member(object, name);
  BEPUSDT_ASSERT(text_of(read) == expected);
}

void check_block(const Block& block, const PlainJson& told) {
  check_number(told, "number", block.number, kUnknown);
  check_bytes(told, "hash", block.hash);
  check_bytes(told, "parentHash", block.parent);
  BEPUSDT_ASSERT(block.has_bloom != left_out(told, "logsBloom"));
  const PlainJson* items = told.only("transactions");
  BEPUSDT_ASSERT(block.hashes.size() == (items == nullptr ? 0 : items->items.size()));
  for (std::size_t i = 0, whole = 0; items != nullptr && i < items->items.size(); ++i) {
    const PlainJson& item = items->items[i];
    if (item.kind != Kind::object) continue;
    const Transaction& transaction = block.transactions.at(whole++);
    check_bytes(item, "hash", transaction.hash);
    check_bytes(item, "to", transaction.to);
    check_bytes(item, "from", transaction.from);
    BEPUSDT_ASSERT(transaction.creates == left_out(item, "to") && transaction.hash == block.hashes[i]);
  }
}

void check_log(const Log& log, const PlainJson& told) {
  check_bytes(told, "address", log.address);
  check_bytes(told, "transactionHash", log.transaction_hash);
  check_bytes(told, "blockHash", log.block_hash);
  check_number(told, "logIndex", log.index, kUnknown);
  check_number(told, "blockNumber", log.block_number, kUnknown);
  const auto& topics = told.only("topics")->items;
  BEPUSDT_ASSERT(topics.size() == log.topic_count);
  BEPUSDT_ASSERT(2 * log.data_size + 2 == told.only("data")->text.size());
  const PlainJson* removed = told.only("removed");
  BEPUSDT_ASSERT(log.removed == (removed != nullptr && removed->kind == Kind::boolean && removed->text == "true"));
}

// What a receipt pays the wallet, by position.
std::map<std::string, std::string> naive_payments(const PlainJson& receipt) {
  std::map<std::string, std::string> paid;
  const auto& logs = receipt.only("logs")->items;
  if (left_out(receipt, "status") || std::stoull(hex_member(receipt, "status").substr(2), nullptr, 16) != 1) return paid;
  // The greatest number of all is how the decoder says that there is none.
  const auto index = [](const PlainJson& log) {
    return left_out(log, "logIndex") ? kUnknown : std::stoull(hex_member(log, "logIndex").substr(2), nullptr, 16);
  };
  if (logs.empty() || index(logs.front()) == kUnknown) return paid;
  for (const PlainJson& log : logs) {
    const PlainJson* removed = log.only("removed");
    if (removed != nullptr && removed->text == "true") continue;
    const auto& topics = log.only("topics")->items;
    const std::string data = hex_member(log, "data"), contract = hex_member(log, "address");
    const auto topic = [&](std::size_t at) {
      std::string digits = topics[at].text;
      std::ranges::transform(digits, digits.begin(),
                             [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
      return digits;
    };
    if (topics.size() != 3 || topic(0) != "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef") continue;
    if (topic(2) != "0x" + std::string(24, '0') + kWallet.substr(2)) continue;
    if (catalog::find_contract(kChain.value(), contract) == nullptr || data.size() != 66) continue;
    if (data.find_first_not_of('0', 2) == std::string::npos || index(log) == kUnknown) continue;
    if (index(log) < index(logs.front())) continue;
    paid[std::to_string(index(log) - index(logs.front()))] = data;
  }
  return paid;
}

void check_receipt(const Receipt& receipt, const PlainJson& told) {
  check_bytes(told, "transactionHash", receipt.transaction_hash);
  check_bytes(told, "blockHash", receipt.block_hash);
  check_number(told, "blockNumber", receipt.block_number, kUnknown);
  const auto& logs = told.only("logs")->items;
  BEPUSDT_ASSERT(receipt.logs.size() == logs.size() && receipt.log_count == logs.size());
  for (std::size_t i = 0; i < logs.size(); ++i) check_log(receipt.logs[i], logs[i]);
  std::map<std::string, std::string> paid;
  std::size_t count = 0;
  for (const core::Transfer& transfer : token_transfers(kChain, {}, receipt, watched())) {
    BEPUSDT_ASSERT(receipt.status == Status::succeeded && transfer.to.value() == kWallet);
    std::string digits = transfer.units.str(0, std::ios_base::hex);
    std::ranges::transform(digits, digits.begin(), [](char c) { return c >= 'A' ? static_cast<char>(c | 32) : c; });
    paid[transfer.key.position.value()] = "0x" + std::string(64 - digits.size(), '0') + digits;
    ++count;
  }
  // Two logs that call themselves the same are one, whichever it is.
  if (count == paid.size()) BEPUSDT_ASSERT(paid == naive_payments(told));
}

// What came through the sieve is what would have been picked out of everything.
void check_sieved(const Receipt& all, const Receipt& kept) {
  std::vector<Log> expected;
  for (const Log& log : all.logs)
    if (watched().contract(log.address) != nullptr && watched().wants({log.topics.data(), log.topic_count}))
      expected.push_back(log);
  BEPUSDT_ASSERT(kept.log_count == all.log_count && kept.first_log_index == all.first_log_index);
  BEPUSDT_ASSERT(kept.logs.size() == expected.size() && kept.status == all.status);
  for (std::size_t i = 0; i < expected.size(); ++i)
    BEPUSDT_ASSERT(kept.logs[i].same_contents(expected[i]) && kept.logs[i].index == expected[i].index);
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

void check_blocks(std::string_view text, const PlainJson* told) {
  const auto all = decoded(text, [](Json value) { return decode_block(value); });
  if (!all) return;
  if (told != nullptr) check_block(*all, *told);
  const auto kept = decoded(text, [](Json value) { return decode_block(value, watched().recipient_sieve()); });
  BEPUSDT_ASSERT(kept && kept->hashes == all->hashes && kept->hash == all->hash);
  const auto ours = [](const Transaction& each) { return !each.creates && watched().has_wallet(each.to); };
  BEPUSDT_ASSERT(static_cast<std::size_t>(std::ranges::count_if(all->transactions, ours)) == kept->transactions.size());
  BEPUSDT_ASSERT(std::ranges::all_of(kept->transactions, ours));
}

void check_receipts(std::string_view text, const PlainJson* told) {
  const auto all = decoded(text, [](Json value) { return decode_receipts(value); });
  if (!all) return;
  const auto kept = decoded(text, [](Json value) { return decode_receipts(value, watched().log_sieve()); });
  BEPUSDT_ASSERT(kept && kept->size() == all->size());
  for (std::size_t i = 0; i < all->size(); ++i) {
    check_sieved((*all)[i], (*kept)[i]);
    if (told != nullptr) check_receipt((*all)[i], told->items.at(i));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  std::optional<PlainJson> plain;  // where a second reading is to be had
  if (text.find('\\') == std::string_view::npos) plain = PlainJson::parse(text);
  const PlainJson* told = plain && !plain->has_twins() ? &*plain : nullptr;
  check_blocks(text, told);
  check_receipts(text, told);
  if (const auto receipt = decoded(text, [](Json value) { return decode_receipt(value); }); receipt && told != nullptr)
    check_receipt(*receipt, *told);
  if (const auto logs = decoded(text, [](Json value) { return decode_logs(value); }); logs && told != nullptr) {
    BEPUSDT_ASSERT(logs->size() == told->items.size());
    for (std::size_t i = 0; i < logs->size(); ++i) check_log((*logs)[i], told->items[i]);
  }
  static_cast<void>(decoded(text, [](Json value) { return decode_transaction(value); }));
  if (const auto number = decoded(text, [](Json value) { return decode_quantity(value); }); number && told != nullptr)
    BEPUSDT_ASSERT(std::stoull(told->text.substr(2), nullptr, 16) == *number);
  return 0;
}
