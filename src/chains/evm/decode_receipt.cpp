// decode.hpp: receipts and logs.
#include "chains/evm/answer_fields.hpp"
#include "chains/json_fields.hpp"

namespace bepusdt::chains::evm {
namespace {

namespace od = simdjson::ondemand;

// Field of a log, as found; decoded once it is known whether the log is wanted.
struct LogTokens {
  std::string_view address, data, index, block_number, block_hash, transaction_hash, removed;
};

struct ReadLog {
  bool kept = false;
  std::uint64_t index = kUnknown;
};

Decoded<ReadLog> read_log(od::value value, const LogSieve& keep, bool index_needed, Log& log) {
  od::object object;
  if (const auto error = value.get_object().get(object)) return wrong("log", error);
  LogTokens tokens;
  std::array<std::string_view, 4> topic_tokens;
  std::size_t topics = 0;
  bool has_topics = false, topics_ok = true;
  simdjson::error_code inner_error = simdjson::SUCCESS;
  const auto walked = for_each_field(object, [&](std::string_view key, od::value& field) {
    if (key == "address")
      tokens.address = token_of(field);
    else if (key == "topics") {
      has_topics = true;
      od::array array;
      if ((inner_error = field.get_array().get(array))) return false;
      for (auto item : array) {
        od::value topic;
        if ((inner_error = item.get(topic))) return false;
        if (topics == topic_tokens.size()) return topics_ok = false;
        topic_tokens[topics++] = token_of(topic);
      }
    } else if (key == "data")
      tokens.data = token_of(field);
    else if (key == "blockNumber")
      tokens.block_number = token_of(field);
    else if (key == "transactionHash")
      tokens.transaction_hash = token_of(field);
    else if (key == "blockHash")
      tokens.block_hash = token_of(field);
    else if (key == "logIndex")
      tokens.index = token_of(field);
    else if (key == "removed")
      tokens.removed = token_of(field);
    return true;
  });
  if (inner_error) return wrong("log", inner_error);
  if (!topics_ok || (!walked && !has_topics)) return wrong("log", "topics");
  if (walked) return wrong("log", walked);

  const auto optional = [](std::string_view token, auto& out) { return token.empty() || read(token, out); };
  ReadLog result;
  if (tokens.address.empty() || is_null(tokens.address) || !read(tokens.address, log.address))
    return wrong("log", "address");
  result.kept = !keep.contract || keep.contract(log.address);
  if (result.kept) {
    for (std::size_t i = 0; i < topics; ++i)
      if (is_null(topic_tokens[i]) || !read(topic_tokens[i], log.topics[i])) return wrong("log", "topics");
    log.topic_count = topics;
    result.kept = !keep.topics || keep.topics({log.topics.data(), topics});
  }
  log.index = kUnknown;
  if ((result.kept || index_needed) && !optional(tokens.index, log.index)) return wrong("log", "logIndex");
  result.index = log.index;
  if (!result.kept) return result;

  for (std::size_t i = topics; i < log.topics.size(); ++i) log.topics[i] = kZeroWord;
  const std::string_view data = inner(tokens.data);
  if (!data.starts_with("0x") || data.size() % 2 != 0) return wrong("log", "data");
  log.data_size = data.size() / 2 - 1;
  log.data = kZeroWord;
  if (log.data_size == log.data.size() && !decode_hex(data.substr(2), log.data)) return wrong("log", "data");
  log.block_number = kUnknown;
  log.block_hash = log.transaction_hash = kZeroWord;
  if (!optional(tokens.block_number, log.block_number)) return wrong("log", "blockNumber");
  if (!optional(tokens.block_hash, log.block_hash)) return wrong("log", "blockHash");
  if (!optional(tokens.transaction_hash, log.transaction_hash)) return wrong("log", "transactionHash");
  if (!tokens.removed.empty() && tokens.removed != "true" && tokens.removed != "false" && !is_null(tokens.removed))
    return wrong("log", "removed");
  log.removed = tokens.removed == "true";
  return result;
}

// Reads one receipt over what `receipt` held before, so that its memory is used again.
Decoded<bool> read_receipt(od::value value, const LogSieve& keep, Receipt& receipt) {
  receipt.transaction_hash = receipt.block_hash = kZeroWord;
  receipt.block_number = receipt.transaction_index = receipt.first_log_index = kUnknown;
  receipt.status = Status::unknown;
  receipt.log_count = 0;
  receipt.logs.clear();
  od::object object;
  if (const auto error = value.get_object().get(object)) return wrong("receipt", error);
  bool has_logs = false;
  std::string_view bad;
  std::optional<DecodeError> bad_log;
  const auto walked = for_each_field(object, [&](std::string_view key, od::value& field) {
    const auto must = [&](bool ok) {
      if (!ok) bad = key;
      return ok;
    };
    if (key == "transactionHash") return must(read(token_of(field), receipt.transaction_hash));
    if (key == "blockHash") return must(read(token_of(field), receipt.block_hash));
    if (key == "blockNumber") return must(read(token_of(field), receipt.block_number));
    if (key == "transactionIndex") return must(read(token_of(field), receipt.transaction_index));
    if (key == "status") {
      std::uint64_t status = kUnknown;
      if (!must(read(token_of(field), status) && (status <= 1 || status == kUnknown))) return false;
      if (status != kUnknown) receipt.status = status == 1 ? Status::succeeded : Status::failed;
      return true;
    }
    if (key == "logs") {
      has_logs = true;
      od::array array;
      if (field.get_array().get(array)) return must(false);
      Log scratch;
      for (auto item : array) {
        od::value log;
        if (item.get(log)) return must(false);
        const auto done = read_log(log, keep, receipt.log_count == 0, scratch);
        if (!done) {
          bad_log = done.error();
          return false;
        }
        if (receipt.log_count++ == 0) receipt.first_log_index = done->index;
        if (done->kept) receipt.logs.push_back(scratch);
      }
    }
    return true;
  });
  if (bad_log) return fail(std::move(*bad_log));
  if (!bad.empty()) return wrong("receipt", bad);
  if (walked) return wrong("receipt", walked);
  if (!has_logs) return wrong("receipt", "logs");
  return true;
}

}  // namespace

Decoded<Receipt> decode_receipt(od::value value, const LogSieve& keep) {
  Receipt receipt;
  const auto done = read_receipt(value, keep, receipt);
  if (!done) return fail(done.error());
  return receipt;
}

Decoded<std::vector<Receipt>> decode_receipts(od::value value, const LogSieve& keep) {
  od::array array;
  if (const auto error = value.get_array().get(array)) return wrong("receipts", error);
  std::vector<Receipt> receipts;
  Receipt scratch;
  for (auto item : array) {
    od::value element;
    if (const auto error = item.get(element)) return wrong("receipts", error);
    const auto done = read_receipt(element, keep, scratch);
    if (!done) return fail(done.error());
    receipts.push_back(scratch);
  }
  return receipts;
}

Decoded<std::vector<Log>> decode_logs(od::value value, const LogSieve& keep) {
  od::array array;
  if (const auto error = value.get_array().get(array)) return wrong("logs", error);
  std::vector<Log> logs;
  Log scratch;
  for (auto item : array) {
    od::value element;
    if (const auto error = item.get(element)) return wrong("logs", error);
    const auto done = read_log(element, keep, false, scratch);
    if (!done) return fail(done.error());
    if (done->kept) logs.push_back(scratch);
  }
  return logs;
}

}  // namespace bepusdt::chains::evm
