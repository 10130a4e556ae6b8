#include "devnet/evm/evm_json.hpp"

#include <initializer_list>

namespace bepusdt::devnet {
namespace {

// A comma and the member `"name":"value"`; names and values hold nothing that JSON escapes.
void add(std::string& out, std::string_view name, std::string_view value) {
  for (const std::string_view part :
       {std::string_view(",\""), name, std::string_view("\":\""), value, std::string_view("\"")})
    out += part;
}
void add(std::string& out, std::string_view name, std::uint64_t quantity) { add(out, name, evm_quantity(quantity)); }

void add_log(std::string& out, const PlacedLog& p, bool removed) {
  out += R"({"topics":[)";
  for (const std::string& topic : p.log->topics) {
    if (&topic != &p.log->topics.front()) out += ',';
    out += in_quotes(topic);
  }
  out += ']';
  add(out, "address", p.log->address);
  add(out, "data", p.log->data);
  add(out, "blockHash", p.block->hash);
  add(out, "blockNumber", p.block->number);
  add(out, "transactionHash", p.tx->hash);
  add(out, "transactionIndex", p.tx_index);
  add(out, "logIndex", p.log_index);
  out += removed ? R"(,"removed":true})" : R"(,"removed":false})";
}

}  // namespace

std::string in_quotes(std::string_view text) {
  std::string quoted = "\"";
  quoted.append(text);
  quoted += '"';
  return quoted;
}

std::string log_json(const PlacedLog& log, bool removed) {
  std::string out;
  add_log(out, log, removed);
  return out;
}

std::string tx_json(const EvmBlock& block, std::size_t index) {
  const EvmTx& tx = block.txs[index];
  std::string out = R"({"type":"0x7e")";
  add(out, "hash", tx.hash);
  add(out, "blockHash", block.hash);
  add(out, "blockNumber", block.number);
  add(out, "transactionIndex", index);
  add(out, "from", tx.from);
  if (tx.to.empty())
    out += R"(,"to":null)";
  else
    add(out, "to", tx.to);
  add(out, "value", tx.value);
  out += R"(,"input":"0x1234abcd","accessList":[]})";
  return out;
}

std::string receipt_json(const EvmBlock& block, std::size_t index, const EvmBlock& named, bool removed) {
  const EvmTx& tx = block.txs[index];
  std::string out = R"({"contractAddress":null)";
  add(out, "transactionHash", tx.hash);
  add(out, "blockHash", named.hash);
  add(out, "blockNumber", named.number);
  add(out, "transactionIndex", index);
  add(out, "status", tx.ok ? 1 : 0);
  out += R"(,"blockTimestamp":)" + std::to_string(named.time) + R"(,"logs":[)";
  bool first = true;
  each_log(block, [&](PlacedLog log) {
    if (log.tx != &tx) return;
    log.block = &named;
    if (!first) out += ',';
    first = false;
    add_log(out, log, removed);
  });
  out += "]}";
  return out;
}

std::string block_json(const EvmBlock& block, bool whole) {
  std::string out = R"({"extraData":"0x","uncles":[],"withdrawals":[{"index":"0x1"}])";
  out.reserve(1024 + block.txs.size() * (whole ? 512 : 70));
  add(out, "hash", block.hash);
  add(out, "parentHash", block.parent);
  add(out, "number", block.number);
  add(out, "timestamp", static_cast<std::uint64_t>(block.time));
  add(out, "logsBloom", block.bloom);
  out += R"(,"transactions":[)";
  for (std::size_t i = 0; i < block.txs.size(); ++i) {
    if (i > 0) out += ',';
    out += whole ? tx_json(block, i) : in_quotes(block.txs[i].hash);
  }
  out += "]}";
  return out;
}

}  // namespace bepusdt::devnet
