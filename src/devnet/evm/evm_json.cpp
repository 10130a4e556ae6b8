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

std::uint64_t gas_of(const EvmTx& tx) { return tx.input == "0x" && tx.logs.empty() ? 21'000 : 52'000; }

// What no reader of payments looks at; the roots are those of empty tries.
constexpr std::string_view kSameInEveryBlock =
    R"({"extraData":"0x","uncles":[],"withdrawals":[{"index":"0x1"}],"nonce":"0x0000000000000000","size":"0x400",)"
    R"("miner":"0x0000000000000000000000000000000000000000","difficulty":"0x0","totalDifficulty":"0x0",)"
    R"("gasLimit":"0x1c9c380","baseFeePerGas":"0x0","blobGasUsed":"0x0","excessBlobGas":"0x0",)"
    R"("sha3Uncles":"0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347",)"
    R"("stateRoot":"0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421",)"
    R"("transactionsRoot":"0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421",)"
    R"("receiptsRoot":"0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421",)"
    R"("withdrawalsRoot":"0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421",)"
    R"("requestsHash":"0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",)"
    R"("mixHash":"0x0000000000000000000000000000000000000000000000000000000000000000",)"
    R"("parentBeaconBlockRoot":"0x0000000000000000000000000000000000000000000000000000000000000000")";

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
  add(out, "blockTimestamp", static_cast<std::uint64_t>(p.block->time));
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

std::string tx_json(const EvmBlock& block, std::size_t index, std::uint64_t chain_id) {
  const EvmTx& tx = block.txs[index];
  std::string out = R"({"accessList":[],"gasPrice":"0x0","maxFeePerGas":"0x0","maxPriorityFeePerGas":"0x0","v":"0x0")";
  out.reserve(1024);
  add(out, "type", tx.type);
  add(out, "chainId", chain_id);
  add(out, "hash", tx.hash);
  add(out, "blockHash", block.hash);
  add(out, "blockNumber", block.number);
  add(out, "blockTimestamp", static_cast<std::uint64_t>(block.time));
  add(out, "transactionIndex", index);
  add(out, "from", tx.from);
  if (tx.to.empty())
    out += R"(,"to":null)";
  else
    add(out, "to", tx.to);
  add(out, "value", tx.value);
  add(out, "input", tx.input);
  add(out, "nonce", tx.nonce);
  add(out, "gas", gas_of(tx));
  out += R"(,"r":"0x1","s":"0x1","yParity":"0x0"})";  // nothing is signed here
  return out;
}

std::string receipt_json(const EvmBlock& block, std::size_t index, const EvmBlock& named, bool removed) {
  const EvmTx& tx = block.txs[index];
  std::uint64_t gas = 0;
  for (std::size_t i = 0; i <= index; ++i) gas += gas_of(block.txs[i]);
  std::string out = R"({"contractAddress":null,"effectiveGasPrice":"0x0","blobGasPrice":"0x1")";
  out.reserve(1536);
  add(out, "type", tx.type);
  add(out, "from", tx.from);
  if (tx.to.empty())
    out += R"(,"to":null)";
  else
    add(out, "to", tx.to);
  add(out, "gasUsed", gas_of(tx));
  add(out, "cumulativeGasUsed", gas);
  add(out, "logsBloom", tx.bloom);
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

std::string block_json(const EvmBlock& block, bool whole, std::uint64_t chain_id) {
  std::uint64_t gas = 0;
  for (const EvmTx& tx : block.txs) gas += gas_of(tx);
  std::string out;
  out.reserve(2560 + block.txs.size() * (whole ? 1024 : 70));
  out += kSameInEveryBlock;
  add(out, "gasUsed", gas);
  add(out, "hash", block.hash);
  add(out, "parentHash", block.parent);
  add(out, "number", block.number);
  add(out, "timestamp", static_cast<std::uint64_t>(block.time));
  add(out, "logsBloom", block.bloom);
  out += R"(,"transactions":[)";
  for (std::size_t i = 0; i < block.txs.size(); ++i) {
    if (i > 0) out += ',';
    out += whole ? tx_json(block, i, chain_id) : in_quotes(block.txs[i].hash);
  }
  out += "]}";
  return out;
}

}  // namespace bepusdt::devnet
