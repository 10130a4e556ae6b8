#include "chains/evm/questions.hpp"

namespace bepusdt::chains::evm {
namespace {

std::string in_quotes(const std::string& text) { return "\"" + text + "\""; }

}  // namespace

std::size_t Questions::add(Kind kind, std::string_view method, std::string params) {
  calls_.push_back({method, std::move(params)});
  kinds_.push_back(kind);
  return calls_.size() - 1;
}

std::size_t Questions::block(std::uint64_t number) {
  return add(Kind::block, "eth_getBlockByNumber", "[" + in_quotes(quantity_text(number)) + ",false]");
}
std::size_t Questions::block(std::string_view tag) {
  return add(Kind::block, "eth_getBlockByNumber", "[" + in_quotes(std::string(tag)) + ",false]");
}
std::size_t Questions::whole_block(std::uint64_t number) {
  return add(Kind::block, "eth_getBlockByNumber", "[" + in_quotes(quantity_text(number)) + ",true]");
}
std::size_t Questions::block_with_hash(const Word& hash) {
  return add(Kind::block, "eth_getBlockByHash", "[" + in_quotes(text_of(hash)) + ",false]");
}
std::size_t Questions::logs_in_block(const Word& hash, const std::string& filter) {
  return add(Kind::logs, "eth_getLogs", "[{\"blockHash\":" + in_quotes(text_of(hash)) + "," + filter + "}]");
}
std::size_t Questions::logs_in_range(std::uint64_t from, std::uint64_t to, const std::string& filter) {
  return add(Kind::logs, "eth_getLogs",
             "[{\"fromBlock\":" + in_quotes(quantity_text(from)) + ",\"toBlock\":" + in_quotes(quantity_text(to)) + "," +
                 filter + "}]");
}
std::size_t Questions::receipt(const Word& transaction) {
  return add(Kind::receipt, "eth_getTransactionReceipt", "[" + in_quotes(text_of(transaction)) + "]");
}
std::size_t Questions::receipts_of_block(const Word& block) {
  return add(Kind::receipts, "eth_getBlockReceipts", "[" + in_quotes(text_of(block)) + "]");
}
std::size_t Questions::transaction(const Word& hash) {
  return add(Kind::transaction, "eth_getTransactionByHash", "[" + in_quotes(text_of(hash)) + "]");
}
std::size_t Questions::calls_of_block(const Word& block) {
  return add(Kind::calls, "debug_traceBlockByHash", "[" + in_quotes(text_of(block)) + R"(,{"tracer":"callTracer"}])");
}
std::size_t Questions::traces_of_block(std::uint64_t number) {
  return add(Kind::traces, "trace_block", "[" + in_quotes(quantity_text(number)) + "]");
}
std::size_t Questions::chain_id() { return add(Kind::quantity, "eth_chainId", "[]"); }

std::optional<std::string> decode_answer(Questions::Kind kind, simdjson::ondemand::value value, const Sieves& sieves,
                                         Answers& answers, std::size_t i) {
  using Kind = Questions::Kind;
  bool null = false;
  if (const auto error = value.is_null().get(null)) return std::string(simdjson::error_message(error));
  if (null) {
    if (kind == Kind::logs || kind == Kind::quantity) return "null where an answer was due";
    return std::nullopt;
  }
  const auto keep = [&](auto decoded) -> std::optional<std::string> {
    if (!decoded) return decoded.error().reason;
    answers.set(i, std::move(*decoded));
    return std::nullopt;
  };
  switch (kind) {
    case Kind::block: return keep(decode_block(value, sieves.recipients));
    case Kind::logs: return keep(decode_logs(value, sieves.logs));
    case Kind::receipt: return keep(decode_receipt(value, sieves.logs));
    case Kind::receipts: return keep(decode_receipts(value, sieves.logs));
    case Kind::transaction: return keep(decode_transaction(value));
    case Kind::calls: return keep(decode_block_calls(value, sieves.recipients));
    case Kind::traces: return keep(decode_block_traces(value, sieves.recipients));
    case Kind::quantity: return keep(decode_quantity(value));
  }
  return "no such question";
}

}  // namespace bepusdt::chains::evm
