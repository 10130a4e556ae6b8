#include "devnet/tron/tron_json.hpp"

namespace bepusdt::devnet {
namespace {

std::string field(std::string_view name, std::string_view digits) {
  return "\"" + std::string(name) + "\":\"" + std::string(digits) + "\"";
}
std::string field(std::string_view name, std::uint64_t number) {
  return "\"" + std::string(name) + "\":" + std::to_string(number);
}

std::string tx_json(const TronTx& tx) {
  return R"({"ret":[{"contractRet":")" + std::string(tx.ok ? "SUCCESS" : "REVERT") + R"("}],"signature":["00"],)" +
         field("txID", tx.hash) + R"(,"raw_data":{"contract":[]},)" + field("raw_data_hex", tron_hex(tx.raw)) + "}";
}

}  // namespace

std::string tron_block_json(const TronBlock& block) {
  const std::string witness = block.number == 0 ? "4120" : "41" + tron_hex(block.witness);
  std::string json = "{" + field("blockID", block.id) + R"(,"block_header":{"raw_data":{)";
  if (block.number > 0) json += field("number", block.number) + ",";
  json += field("txTrieRoot", std::string(64, '0')) + "," + field("witness_address", witness) + "," +
          field("parentHash", block.parent) + "," + field("version", 31) + "," +
          field("timestamp", static_cast<std::uint64_t>(block.time_ms)) + R"(},"witness_signature":"00"})";
  if (!block.txs.empty()) {
    json += ",\"transactions\":[";
    for (std::size_t i = 0; i < block.txs.size(); ++i) json += (i > 0 ? "," : "") + tx_json(block.txs[i]);
    json += "]";
  }
  return json + "}";
}

std::string tron_info_json(const TronBlock& block, const TronTx& tx, bool with_logs) {
  std::string json = "{" + field("id", tx.hash) + ",\"fee\":1000," + field("blockNumber", block.number) + "," +
                     field("blockTimeStamp", static_cast<std::uint64_t>(block.time_ms)) +
                     R"(,"contractResult":[""],"receipt":{"net_usage":345})";
  if (!tx.ok) json += ",\"result\":\"FAILED\"";
  if (with_logs && tx.ok && !tx.logs.empty()) {
    json += ",\"log\":[";
    for (std::size_t i = 0; i < tx.logs.size(); ++i) {
      const TronLog& log = tx.logs[i];
      json += std::string(i > 0 ? "," : "") + "{" + field("address", tron_hex(log.account)) + ",\"topics\":[";
      for (std::size_t k = 0; k < log.topics.size(); ++k)
        json += std::string(k > 0 ? ",\"" : "\"") + tron_hex(log.topics[k]) + "\"";
      json += "]";
      if (!log.data.empty()) json += "," + field("data", tron_hex(log.data));
      json += "}";
    }
    json += "]";
  }
  return json + "}";
}

}  // namespace bepusdt::devnet
