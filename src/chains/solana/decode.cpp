#include "chains/solana/decode.hpp"

#include "chains/json_fields.hpp"
#include "chains/solana/decode_transaction.hpp"

namespace bepusdt::chains::solana {
namespace {

namespace od = simdjson::ondemand;

std::unexpected<DecodeError> wrong(std::string_view where, std::string_view what) {
  return fail(DecodeError{std::string(where) + ": " + std::string(what)});
}

bool is_null(Json& value) {
  bool null = false;
  return !value.is_null().get(null) && null;
}

Decoded<void> read_transactions(Json value, const BlockParts& parts) {
  od::array items;
  if (value.get_array().get(items)) return wrong("block", "transactions are no array");
  for (auto item : items) {
    Json each;
    if (item.get(each)) return wrong("block", "transactions are cut off");
    const auto transaction = read_transaction(each);
    if (!transaction) return fail(transaction.error());
    if (parts.take) parts.take(*transaction);
  }
  return {};
}

Decoded<void> read_block_signatures(Json value, const BlockParts& parts) {
  od::array items;
  if (value.get_array().get(items)) return wrong("block", "signatures are no array");
  for (auto item : items) {
    std::string_view text;
    if (item.get_string().get(text) || !is_signature(text)) return wrong("block", "a signature is malformed");
    if (parts.take_signature) parts.take_signature(text);
  }
  return {};
}

Decoded<Listed> read_listed(Json value) {
  od::object object;
  if (value.get_object().get(object)) return wrong("signatures", "one is no object");
  Listed listed;
  bool has_slot = false, has_error = false;
  const auto walked = for_each_field(object, [&](std::string_view key, Json& field) {
    std::string_view text;
    if (key == "signature" && !field.get_string().get(text) && is_signature(text)) listed.signature = text;
    if (key == "slot" && !field.get_uint64().get(listed.slot)) has_slot = true;
    if (key == "err") {
      has_error = true;
      listed.failed = !is_null(field);
    }
    return true;
  });
  if (walked || listed.signature.empty() || !has_slot || !has_error) return wrong("signatures", "one is malformed");
  return listed;
}

}  // namespace

Decoded<PlacedTransaction> decode_transaction(Json value) {
  od::object object;
  if (value.get_object().get(object)) return wrong("transaction", "is no object");
  PlacedTransaction placed;
  bool has_slot = false;
  auto transaction = read_transaction_fields(object, [&](std::string_view key, Json& field) {
    if (key == "slot" && !field.get_uint64().get(placed.slot)) has_slot = true;
  });
  if (!transaction) return fail(std::move(transaction.error()));
  if (!has_slot) return wrong("transaction", "has no slot");
  placed.transaction = std::move(*transaction);
  return placed;
}

Decoded<Header> decode_block(Json value, const BlockParts& parts) {
  od::object object;
  if (value.get_object().get(object)) return wrong("block", "is no object");
  Header header;
  bool has_parent_slot = false;
  std::optional<DecodeError> bad;
  const auto walked = for_each_field(object, [&](std::string_view key, Json& field) {
    std::string_view text;
    Decoded<void> read;
    if (key == "blockhash" && !field.get_string().get(text) && is_account(text)) header.hash = text;
    if (key == "previousBlockhash" && !field.get_string().get(text) && is_account(text)) header.parent_hash = text;
    if (key == "parentSlot" && !field.get_uint64().get(header.parent_slot)) has_parent_slot = true;
    if (key == "blockTime" && !is_null(field)) {
      std::int64_t seconds = 0;
      if (field.get_int64().get(seconds) || seconds < 0 || seconds > kLastSecond)
        read = wrong("block", "blockTime is malformed");
      else
        header.time = seconds;
    }
    if (key == "transactions") read = read_transactions(field, parts);
    if (key == "signatures") read = read_block_signatures(field, parts);
    header.transactions_told = header.transactions_told || key == "transactions" || key == "signatures";
    if (!read) bad = std::move(read.error());
    return read.has_value();
  });
  if (bad) return fail(std::move(*bad));
  if (walked) return wrong("block", simdjson::error_message(walked));
  if (header.hash.empty() || header.parent_hash.empty() || !has_parent_slot)
    return wrong("block", "its header is malformed");
  return header;
}

Decoded<std::vector<Listed>> decode_signatures(Json value) {
  od::array items;
  if (value.get_array().get(items)) return wrong("signatures", "are no array");
  std::vector<Listed> all;
  for (auto item : items) {
    Json each;
    if (item.get(each)) return wrong("signatures", "are cut off");
    auto listed = read_listed(each);
    if (!listed) return fail(std::move(listed.error()));
    if (!all.empty() && listed->slot > all.back().slot) return wrong("signatures", "are not newest first");
    all.push_back(std::move(*listed));
  }
  return all;
}

Decoded<std::vector<std::uint64_t>> decode_slots(Json value) {
  od::array items;
  if (value.get_array().get(items)) return wrong("slots", "are no array");
  std::vector<std::uint64_t> all;
  for (auto item : items) {
    std::uint64_t slot = 0;
    if (item.get_uint64().get(slot)) return wrong("slots", "one is no number");
    if (!all.empty() && slot <= all.back()) return wrong("slots", "are not ascending");
    all.push_back(slot);
  }
  return all;
}

Decoded<std::uint64_t> decode_slot(Json value) {
  std::uint64_t slot = 0;
  if (value.get_uint64().get(slot) || slot > kLastSlot) return wrong("slot", "is malformed");
  return slot;
}

Decoded<std::string> decode_hash(Json value) {
  std::string_view text;
  if (value.get_string().get(text) || !is_account(text)) return wrong("hash", "is malformed");
  return std::string(text);
}

}  // namespace bepusdt::chains::solana
