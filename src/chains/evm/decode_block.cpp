// decode.hpp: blocks, transactions and bare quantities.
#include "chains/evm/answer_fields.hpp"
#include "chains/json_fields.hpp"

namespace bepusdt::chains::evm {
namespace {

namespace od = simdjson::ondemand;

constexpr std::int64_t kLastSecond = std::int64_t{1} << 40;  // the year 36812; keeps sums of times from overflowing

constexpr std::string_view kNobody = R"("0x0000000000000000000000000000000000000000")";

// Returns whether the transaction was kept.
Decoded<bool> read_transaction(od::value value, const RecipientSieve& keep, Block* block, Transaction& transaction) {
  od::object object;
  if (const auto error = value.get_object().get(object)) return wrong("transaction", error);
  std::string_view hash, block_hash, from, to, amount;
  const auto walked = for_each_field(object, [&](std::string_view key, od::value& field) {
    if (key == "hash")
      hash = token_of(field);
    else if (key == "blockHash")
      block_hash = token_of(field);
    else if (key == "from")
      from = token_of(field);
    else if (key == "to")
      to = token_of(field);
    else if (key == "value")
      amount = token_of(field);
    return true;
  });
  if (walked) return wrong("transaction", walked);
  if (hash.empty() || is_null(hash) || !read(hash, transaction.hash)) return wrong("transaction", "hash");
  if (block) block->hashes.push_back(transaction.hash);
  if (block && from == kNobody && to == kNobody) block->of_nobody.push_back(transaction.hash);
  transaction.to = Account{};
  transaction.creates = to.empty() || is_null(to);
  if (!transaction.creates && !read(to, transaction.to)) return wrong("transaction", "to");
  if (keep && (transaction.creates || !keep(transaction.to))) return false;
  const auto value_word = big_quantity_of(inner(amount));
  if (!value_word) return wrong("transaction", "value");
  transaction.value = *value_word;
  transaction.from = Account{};
  transaction.block_hash = kZeroWord;
  if (!from.empty() && !read(from, transaction.from)) return wrong("transaction", "from");
  if (!block_hash.empty() && !read(block_hash, transaction.block_hash)) return wrong("transaction", "blockHash");
  return true;
}

Decoded<bool> read_transactions(od::value value, const RecipientSieve& keep, Block& block) {
  od::array array;
  if (const auto error = value.get_array().get(array)) return wrong("transactions", error);
  block.lists_transactions = true;
  Transaction scratch;
  for (auto item : array) {
    od::value element;
    od::json_type type;
    if (const auto error = item.get(element)) return wrong("transactions", error);
    if (const auto error = element.type().get(type)) return wrong("transactions", error);
    if (type == od::json_type::string) {
      block.has_bare_hashes = true;
      if (!read(token_of(element), block.hashes.emplace_back())) return wrong("transactions", "hash");
      continue;
    }
    const auto kept = read_transaction(element, keep, &block, scratch);
    if (!kept) return fail(kept.error());
    if (*kept) block.transactions.push_back(scratch);
  }
  return true;
}

}  // namespace

Decoded<Block> decode_block(od::value value, const RecipientSieve& keep) {
  od::object object;
  if (const auto error = value.get_object().get(object)) return wrong("block", error);
  Block block;
  std::uint64_t number = kUnknown, timestamp = kUnknown;
  bool has_hash = false, has_parent = false;
  std::string_view bad;
  std::optional<DecodeError> bad_transaction;
  const auto walked = for_each_field(object, [&](std::string_view key, od::value& field) {
    const auto must = [&](bool ok) {
      if (!ok) bad = key;
      return ok;
    };
    if (key == "number") return must(read(token_of(field), number));
    if (key == "timestamp") return must(read(token_of(field), timestamp));
    if (key == "hash") return has_hash = true, must(!is_null(token_of(field)) && read(token_of(field), block.hash));
    if (key == "parentHash")
      return has_parent = true, must(!is_null(token_of(field)) && read(token_of(field), block.parent));
    if (key == "logsBloom") {
      block.has_bloom = !is_null(token_of(field));
      return must(read(token_of(field), block.bloom));
    }
    if (key == "transactions") {
      const auto done = read_transactions(field, keep, block);
      if (!done) bad_transaction = done.error();
      return done.has_value();
    }
    return true;
  });
  if (bad_transaction) return fail(std::move(*bad_transaction));
  if (!bad.empty()) return wrong("block", bad);
  if (walked) return wrong("block", walked);
  if (number == kUnknown) return wrong("block", "number");
  if (!has_hash) return wrong("block", "hash");
  if (!has_parent) return wrong("block", "parentHash");
  if (timestamp > static_cast<std::uint64_t>(kLastSecond)) return wrong("block", "timestamp");
  block.number = number;
  block.timestamp = static_cast<std::int64_t>(timestamp);
  return block;
}

Decoded<Transaction> decode_transaction(od::value value) {
  Transaction transaction;
  const auto done = read_transaction(value, {}, nullptr, transaction);
  if (!done) return fail(done.error());
  return transaction;
}

Decoded<std::uint64_t> decode_quantity(od::value value) {
  const auto number = quantity_of(inner(token_of(value)));
  if (!number) return wrong("answer", "quantity");
  return *number;
}

}  // namespace bepusdt::chains::evm
