#include "devnet/ton/ton_json.hpp"

#include <algorithm>

#include "base/hex.hpp"

namespace bepusdt::devnet {
namespace {

std::string text_json(const std::string& text) { return "\"" + text + "\""; }
std::string hash_json(const std::string& hash) { return text_json(ton_base64(hash)); }
std::string number_json(std::uint64_t number) { return text_json(std::to_string(number)); }
std::string bool_json(bool value) { return value ? "true" : "false"; }

std::string account_json(const std::string& raw) {
  if (raw.empty()) return "null";
  std::string upper = raw;
  std::ranges::transform(upper, upper.begin(), [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c; });
  return text_json(upper);
}

std::string name_json(const TonName& name) {
  std::string shard(16, '0');
  for (unsigned i = 0; i < 16; ++i) shard[15 - i] = "0123456789ABCDEF"[name.shard >> 4 * i & 0xf];
  return "\"workchain\":" + std::to_string(name.workchain) + ",\"shard\":" + text_json(shard) +
         ",\"seqno\":" + std::to_string(name.seqno);
}

std::string message_json(const TonTx& tx, bool body_told) {
  if (tx.system) return "null";
  const bool internal = !tx.from.empty();
  std::string json = "{\"hash\":" + hash_json(tx.hash) + ",\"source\":" + account_json(tx.from) +
                     ",\"destination\":" + account_json(tx.account);
  json += internal ? ",\"value\":" + text_json(tx.value.str()) + ",\"bounce\":true,\"bounced\":" + bool_json(tx.bounced)
                   : ",\"value\":null,\"bounce\":null,\"bounced\":null";
  json += ",\"message_content\":";
  json += body_told ? "{\"hash\":" + hash_json(ton_hash(tx.body)) + ",\"body\":" + text_json(ton_bag(tx.body)) +
                          ",\"decoded\":null}"
                    : "null";
  return json + "}";
}

std::string description_json(const TonTx& tx) {
  if (tx.system)
    return R"({"type":"tick_tock","aborted":false,"is_tock":true,"compute_ph":{"skipped":false,"success":true}})";
  std::string json = "{\"type\":\"ord\",\"aborted\":" + bool_json(tx.aborted) + ",\"destroyed\":false";
  if (!tx.from.empty() && !tx.value.is_zero()) json += ",\"credit_ph\":{\"credit\":" + text_json(tx.value.str()) + "}";
  json += tx.computed ? ",\"compute_ph\":{\"skipped\":false,\"success\":" + bool_json(tx.succeeded) + "}"
                      : ",\"compute_ph\":{\"skipped\":true,\"reason\":\"no_state\"}";
  if (tx.computed && tx.succeeded) json += ",\"action\":{\"success\":" + bool_json(tx.acted) + ",\"valid\":true}";
  if (tx.sent_back) json += R"(,"bounce":{"type":"ok","msg_fees":"1","fwd_fees":"2"})";
  return json + "}";
}

}  // namespace

std::string ton_block_json(const TonChain& chain, const TonBlock& block) {
  std::string previous;
  for (const TonName& name : block.previous) previous += (previous.empty() ? "{" : ",{") + name_json(name) + "}";
  return "{" + name_json(block.name) + ",\"root_hash\":" + hash_json(block.hash) +
         ",\"file_hash\":" + hash_json(block.file_hash) + ",\"global_id\":" + std::to_string(chain.network()) +
         ",\"gen_utime\":" + number_json(static_cast<std::uint64_t>(block.time)) +
         ",\"start_lt\":" + number_json(block.start_lt) + ",\"end_lt\":" + number_json(block.end_lt) +
         ",\"tx_count\":" + std::to_string(block.txs.size()) + ",\"masterchain_block_ref\":{" +
         name_json({-1, std::uint64_t{1} << 63, block.master}) + "},\"prev_blocks\":[" + previous + "]}";
}

std::string ton_tx_json(const TonBlock& block, const TonTx& tx, bool emulated, bool body_told) {
  return "{\"account\":" + account_json(tx.account) + ",\"hash\":" + hash_json(tx.hash) + ",\"lt\":" + number_json(tx.lt) +
         ",\"now\":" + std::to_string(block.time) +
         ",\"mc_block_seqno\":" + (emulated ? "null" : std::to_string(block.master)) +
         ",\"prev_trans_hash\":" + hash_json(tx.previous_hash) + ",\"prev_trans_lt\":" + number_json(tx.previous_lt) +
         ",\"description\":" + description_json(tx) + ",\"block_ref\":{" + name_json(block.name) +
         "},\"in_msg\":" + message_json(tx, body_told) + ",\"out_msgs\":[],\"emulated\":" + bool_json(emulated) + "}";
}

std::string ton_account_json(const TonTx& newest) {
  return "{\"address\":" + account_json(newest.account) +
         ",\"balance\":\"1\",\"status\":\"active\",\"last_transaction_hash\":" + hash_json(newest.hash) +
         ",\"last_transaction_lt\":" + number_json(newest.lt) + "}";
}

}  // namespace bepusdt::devnet
