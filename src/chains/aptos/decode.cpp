#include "chains/aptos/decode.hpp"

#include <charconv>

namespace bepusdt::chains::aptos {
namespace {

namespace dom = simdjson::dom;

constexpr std::uint64_t kMicros = 1'000'000;
// Larger ones are nonsense; with these, sums of them do not overflow.
constexpr std::uint64_t kLastSecond = std::uint64_t{1} << 40;
constexpr std::uint64_t kLastPlace = std::uint64_t{1} << 60;

std::unexpected<DecodeError> wrong(std::string_view where, std::string_view what) {
  return fail(DecodeError{std::string(where) + ": " + std::string(what)});
}

std::optional<std::string_view> text(const dom::object& object, std::string_view key) {
  std::string_view value;
  if (object[key].get(value)) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> number(const dom::object& object, std::string_view key) {
  const auto value = text(object, key);
  return value ? number_of(*value) : std::nullopt;
}

// A height or version.
std::optional<std::uint64_t> place(const dom::object& object, std::string_view key) {
  const auto value = number(object, key);
  return value && *value <= kLastPlace ? value : std::nullopt;
}

// All 64 digits: hashes are never shortened.
std::optional<Word> hash(const dom::object& object, std::string_view key) {
  const auto value = text(object, key);
  return value ? word_of(*value) : std::nullopt;
}

// Addresses come with or without their leading zeros.
std::optional<Word> address(const dom::object& object, std::string_view key) {
  const auto value = text(object, key);
  return value ? big_quantity_of(*value) : std::nullopt;
}

std::optional<BlockTime> time(const dom::object& object, std::string_view key) {
  const auto micros = number(object, key);
  if (!micros || *micros / kMicros > kLastSecond) return std::nullopt;
  return from_unix_seconds(static_cast<std::int64_t>(*micros / kMicros));
}

// Only the framework's own module can emit it: Move lets a module emit events of its own types alone.
bool is_deposit(std::string_view type) {
  const auto end = type.find("::");
  if (end == std::string_view::npos || type.substr(end) != "::fungible_asset::Deposit") return false;
  const auto module = big_quantity_of(type.substr(0, end));
  Word framework{};
  framework.back() = 1;
  return module == framework;
}

Decoded<std::vector<Deposit>> read_deposits(const dom::array& events) {
  std::vector<Deposit> deposits;
  std::size_t index = 0;
  for (const dom::element item : events) {
    dom::object event, data;
    if (item.get(event)) return wrong("event", "is no object");
    const auto type = text(event, "type");
    if (!type) return wrong("event", "has no type");
    if (is_deposit(*type)) {
      if (event["data"].get(data)) return wrong("deposit", "has no data");
      const auto store = address(data, "store");
      const auto amount = number(data, "amount");
      if (!store || !amount) return wrong("deposit", "store or amount is malformed");
      deposits.push_back({index, *store, *amount});
    }
    ++index;
  }
  return deposits;
}

Decoded<Transaction> read_transaction(const dom::object& json, std::string_view type) {
  Transaction transaction;
  const auto version = place(json, "version");
  const auto its_hash = hash(json, "hash");
  if (!version || !its_hash) return wrong("transaction", "version or hash is malformed");
  if (json["success"].get(transaction.succeeded)) return wrong("transaction", "does not tell whether it succeeded");
  transaction.version = *version;
  transaction.hash = *its_hash;

  const bool users = type == "user_transaction";
  if (users) {
    const auto sender = address(json, "sender");
    if (!sender) return wrong("transaction", "sender is malformed");
    transaction.sender = *sender;
  }
  if (type == "block_metadata_transaction") {
    const auto block = hash(json, "id");
    const auto stamp = time(json, "timestamp");
    if (!block || !stamp) return wrong("block metadata", "id or timestamp is malformed");
    transaction.begins = BlockStart{*block, *stamp};
  }
  dom::array events;
  const auto error = json["events"].get(events);
  if (error == simdjson::NO_SUCH_FIELD && !users) return transaction;  // checkpoints and epilogues have none
  if (error) return wrong("transaction", "events are missing or no array");
  auto deposits = read_deposits(events);
  if (!deposits) return fail(std::move(deposits.error()));
  transaction.deposits = std::move(*deposits);
  return transaction;
}

}  // namespace

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Decoded<Ledger> decode_ledger(dom::element json) {
  dom::object object;
  if (json.get(object)) return wrong("ledger", "is no object");
  Ledger ledger;
  if (object["chain_id"].get(ledger.chain_id)) return wrong("ledger", "has no chain_id");
  const auto height = place(object, "block_height"), oldest = place(object, "oldest_block_height");
  if (!height || !oldest || *oldest > *height) return wrong("ledger", "block heights are malformed");
  ledger.height = *height;
  ledger.oldest_height = *oldest;
  return ledger;
}

Decoded<Header> decode_header(dom::element json) {
  dom::object object;
  if (json.get(object)) return wrong("block", "is no object");
  const auto height = place(object, "block_height");
  const auto its_hash = hash(object, "block_hash");
  const auto stamp = time(object, "block_timestamp");
  const auto first = place(object, "first_version"), last = place(object, "last_version");
  if (!height || !its_hash || !stamp) return wrong("block", "height, hash or time is malformed");
  if (!first || !last || *last < *first) return wrong("block", "versions are malformed");
  return Header{*height, *its_hash, *stamp, *first, *last};
}

Decoded<std::optional<Transaction>> decode_transaction(dom::element json) {
  dom::object object;
  if (json.get(object)) return wrong("transaction", "is no object");
  const auto type = text(object, "type");
  if (!type) return wrong("transaction", "has no type");
  if (*type == "pending_transaction") return std::optional<Transaction>{};
  auto transaction = read_transaction(object, *type);
  if (!transaction) return fail(std::move(transaction.error()));
  return std::optional(std::move(*transaction));
}

Decoded<std::vector<Transaction>> decode_transactions(dom::element json) {
  dom::array items;
  if (json.get(items)) return wrong("transactions", "are no array");
  std::vector<Transaction> transactions;
  transactions.reserve(items.size());
  for (const dom::element item : items) {
    auto transaction = decode_transaction(item);
    if (!transaction) return fail(std::move(transaction.error()));
    if (!*transaction) return wrong("transactions", "one is in no block yet");
    if (!transactions.empty() && (*transaction)->version != transactions.back().version + 1)
      return wrong("transactions", "versions do not follow one another");
    transactions.push_back(std::move(**transaction));
  }
  return transactions;
}

}  // namespace bepusdt::chains::aptos
