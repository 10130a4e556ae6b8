#include "chains/tron/decode_json.hpp"

#include <algorithm>

#include "chains/tron/limits.hpp"

namespace bepusdt::chains::tron {
namespace {

namespace dom = simdjson::dom;

std::unexpected<DecodeError> wrong(std::string_view where, std::string_view what) {
  return fail(DecodeError{std::string(where) + ": " + std::string(what)});
}

std::string_view text(const dom::object& object, std::string_view key) {
  std::string_view value;
  return object[key].get(value) ? std::string_view() : value;
}

// A field that is left out is 0.
std::optional<std::uint64_t> number(const dom::object& object, std::string_view key, std::int64_t most = INT64_MAX) {
  std::int64_t value = 0;
  const auto error = object[key].get(value);
  if (error == simdjson::NO_SUCH_FIELD) return 0;
  if (error) return std::nullopt;
  return natural(value, most);
}

std::optional<Account> account(std::string_view digits) {
  Account out;
  if (!digits.starts_with("41") || !decode_hex(digits.substr(2), out)) return std::nullopt;
  return out;
}

Decoded<Header> read_header(const dom::object& block) {
  dom::object raw;
  if (block["block_header"]["raw_data"].get(raw)) return wrong("block", "has no header");
  Header header;
  const auto height = number(raw, "number"), time = number(raw, "timestamp", kLastMillisecond);
  if (!height || !time) return wrong("header", "number or time is malformed");
  header.number = *height;
  header.time_ms = static_cast<std::int64_t>(*time);
  if (!decode_hex(text(block, "blockID"), header.id)) return wrong("block", "blockID is malformed");
  for (std::size_t i = 0; i < 8; ++i)
    if (header.id[i] != static_cast<std::uint8_t>(header.number >> (56 - 8 * i)))
      return wrong("block", "its id is not of its number");
  if (!decode_hex(text(raw, "parentHash"), header.parent)) return wrong("header", "parentHash is malformed");
  if (header.number > 0) {  // the first block's holds a sentence
    const auto witness = account(text(raw, "witness_address"));
    if (!witness) return wrong("header", "witness_address is malformed");
    header.witness = *witness;
  }
  return header;
}

Decoded<Transaction> read_transaction(const dom::object& json) {
  const auto raw = from_hex(text(json, "raw_data_hex"));
  Word told;
  if (!raw || raw->empty()) return wrong("transaction", "raw_data_hex is malformed");
  if (!decode_hex(text(json, "txID"), told)) return wrong("transaction", "txID is malformed");
  std::string_view ret;
  const bool succeeded = !json["ret"].at(0)["contractRet"].get(ret) && ret == "SUCCESS";
  auto transaction = decode_transaction({reinterpret_cast<const char*>(raw->data()), raw->size()}, succeeded);
  if (transaction && transaction->hash != told) return wrong("transaction", "its id is not that of its raw_data");
  return transaction;
}

Decoded<Log> read_log(const dom::object& json) {
  Log log;
  std::string_view address = text(json, "address");
  if (address.size() == 42 && address.starts_with("41")) address.remove_prefix(2);
  if (!decode_hex(address, log.contract)) return wrong("log", "address is malformed");
  dom::array topics;
  const auto error = json["topics"].get(topics);
  if (error && error != simdjson::NO_SUCH_FIELD) return wrong("log", "topics are malformed");
  if (!error) {
    if (topics.size() > kMostTopics) return wrong("log", "more topics than four");
    for (const dom::element topic : topics) {
      std::string_view digits;
      if (topic.get(digits) || !decode_hex(digits, log.topics.emplace_back())) return wrong("log", "a topic is malformed");
    }
  }
  const std::string_view data = text(json, "data");
  if (data.size() % 2 != 0) return wrong("log", "data is malformed");
  log.data_size = data.size() / 2;
  if (log.data_size == log.data.size() && !decode_hex(data, log.data)) return wrong("log", "data is malformed");
  return log;
}

}  // namespace

Decoded<std::optional<Block>> decode_block(dom::element json) {
  dom::object object;
  if (json.get(object)) return wrong("block", "is no object");
  if (object.size() == 0) return std::optional<Block>{};
  Block block;
  auto header = read_header(object);
  if (!header) return fail(std::move(header.error()));
  block.header = *header;
  dom::array transactions;
  const auto error = object["transactions"].get(transactions);
  if (error && error != simdjson::NO_SUCH_FIELD) return wrong("block", "transactions are no array");
  if (error || block.header.number == 0) return std::optional(std::move(block));  // as decode.cpp says of the first block
  block.transactions.reserve(transactions.size());
  for (const dom::element item : transactions) {
    dom::object one;
    if (item.get(one)) return wrong("transaction", "is no object");
    auto transaction = read_transaction(one);
    if (!transaction) return fail(std::move(transaction.error()));
    block.transactions.push_back(std::move(*transaction));
  }
  return std::optional(std::move(block));
}

Decoded<std::vector<Block>> decode_blocks(dom::element json) {
  dom::object object;
  if (json.get(object)) return wrong("blocks", "are in no object");
  std::vector<Block> blocks;
  if (object.size() == 0) return blocks;
  dom::array items;
  if (object["block"].get(items)) return wrong("blocks", "are no array");
  for (const dom::element item : items) {
    auto block = decode_block(item);
    if (!block) return fail(std::move(block.error()));
    if (!*block) return wrong("blocks", "one is empty");
    blocks.push_back(std::move(**block));
  }
  return blocks;
}

Decoded<std::optional<Info>> decode_info(dom::element json) {
  dom::object object;
  if (json.get(object)) return wrong("TransactionInfo", "is no object");
  if (object.size() == 0) return std::optional<Info>{};
  Info info;
  if (!decode_hex(text(object, "id"), info.hash)) return wrong("TransactionInfo", "id is malformed");
  const auto height = number(object, "blockNumber");
  if (!height) return wrong("TransactionInfo", "blockNumber is malformed");
  info.block_number = *height;
  dom::element result;
  info.failed = object["result"].get(result) == simdjson::SUCCESS && text(object, "result") != "SUCESS";
  dom::array logs;
  const auto error = object["log"].get(logs);
  if (error == simdjson::NO_SUCH_FIELD) return std::optional(std::move(info));
  if (error) return wrong("TransactionInfo", "logs are no array");
  for (const dom::element item : logs) {
    dom::object one;
    if (item.get(one)) return wrong("log", "is no object");
    auto log = read_log(one);
    if (!log) return fail(std::move(log.error()));
    info.logs.push_back(std::move(*log));
  }
  return std::optional(std::move(info));
}

Decoded<std::vector<Info>> decode_infos(dom::element json) {
  dom::array items;
  if (json.get(items)) return wrong("answer", "is no array");
  std::vector<Info> infos;
  infos.reserve(items.size());
  for (const dom::element item : items) {
    auto info = decode_info(item);
    if (!info) return fail(std::move(info.error()));
    if (!*info) return wrong("TransactionInfo", "is empty");
    infos.push_back(std::move(**info));
  }
  return infos;
}

}  // namespace bepusdt::chains::tron
