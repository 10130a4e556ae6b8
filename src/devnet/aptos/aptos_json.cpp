#include "devnet/aptos/aptos_json.hpp"

namespace bepusdt::devnet {
namespace {

const std::string kZeros(64, '0');

std::string field(std::string_view name, std::string_view text) {
  return "\"" + std::string(name) + "\":\"" + std::string(text) + "\"";
}
std::string field(std::string_view name, std::uint64_t number) { return field(name, std::to_string(number)); }

std::string_view type_of(AptosTx::Kind kind) {
  switch (kind) {
    case AptosTx::Kind::genesis: return "genesis_transaction";
    case AptosTx::Kind::begins_block: return "block_metadata_transaction";
    case AptosTx::Kind::user: return "user_transaction";
    case AptosTx::Kind::checkpoint: return "state_checkpoint_transaction";
  }
  return "";
}

std::string event_json(const AptosEvent& event) {
  return R"({"guid":{"creation_number":"0","account_address":"0x0"},"sequence_number":"0",)" + field("type", event.type) +
         R"(,"data":)" + event.data + "}";
}

std::string new_block_event(const AptosBlock& block) {
  return event_json({"0x1::block::NewBlockEvent", "{" + field("epoch", 2) + "," + field("hash", block.hash) + "," +
                                                      field("height", block.height) + "," +
                                                      field("time_microseconds", block.micros) + "}"});
}

std::string users_fields(const AptosTx& tx) {
  return field("sender", aptos_short(tx.sender)) + "," + field("sequence_number", 7) + "," + field("max_gas_amount", 1500) +
         "," + field("gas_unit_price", 100) + "," + field("expiration_timestamp_secs", 1'990'000'000) +
         R"(,"payload":{"function":"0x1::primary_fungible_store::transfer","type_arguments":[],"arguments":[],)"
         R"("type":"entry_function_payload"},"signature":null,)";
}

}  // namespace

std::string aptos_short(const std::string& address) {
  const auto digit = address.find_first_not_of('0', 2);
  return "0x" + (digit == std::string::npos ? "0" : address.substr(digit));
}

std::string aptos_ledger_json(const AptosChain& chain, std::uint64_t chain_id, std::uint64_t head, std::uint64_t oldest) {
  const AptosBlock& newest = *chain.at(head);
  return "{\"chain_id\":" + std::to_string(chain_id) + "," + field("epoch", 2) + "," +
         field("ledger_version", newest.last()) + "," + field("oldest_ledger_version", chain.at(oldest)->first()) + "," +
         field("ledger_timestamp", newest.micros) + R"(,"node_role":"full_node",)" + field("oldest_block_height", oldest) +
         "," + field("block_height", head) + "," + field("git_hash", std::string(40, 'a')) + "}";
}

std::string aptos_block_json(const AptosBlock& block, std::uint64_t more_versions) {
  return "{" + field("block_height", block.height) + "," + field("block_hash", block.hash) + "," +
         field("block_timestamp", block.micros) + "," + field("first_version", block.first()) + "," +
         field("last_version", block.last() + more_versions) + ",\"transactions\":null}";
}

std::string aptos_tx_json(const AptosBlock& block, const AptosTx& tx, bool with_events) {
  std::string json =
      "{" + field("version", tx.version) + "," + field("hash", tx.hash) + "," + field("state_change_hash", "0x" + kZeros) +
      R"(,"state_checkpoint_hash":null,)" + field("gas_used", tx.kind == AptosTx::Kind::user ? 1426 : 0) +
      ",\"success\":" + (tx.ok ? "true" : "false") + "," +
      field("vm_status", tx.ok ? "Executed successfully" : "Move abort in 0x1::fungible_asset") + R"(,"changes":[],)";
  if (tx.kind == AptosTx::Kind::begins_block)
    json += field("id", block.hash) + "," + field("epoch", 2) + "," + field("round", block.height) + R"(,"events":[)" +
            new_block_event(block) + "],";
  if (tx.kind == AptosTx::Kind::user) {
    json += users_fields(tx);
    if (with_events) {
      json += "\"events\":[";
      for (std::size_t i = 0; i < tx.events.size(); ++i) json += (i > 0 ? "," : "") + event_json(tx.events[i]);
      json += "],";
    }
  }
  return json + field("timestamp", block.micros) + "," + field("type", type_of(tx.kind)) + "}";
}

std::string aptos_pending_json(const AptosTx& tx) {
  return "{" + field("hash", tx.hash) + "," + users_fields(tx) + R"("type":"pending_transaction"})";
}

std::string aptos_error_json(const std::string& message, const std::string& code) {
  return "{" + field("message", message) + "," + field("error_code", code) + R"(,"vm_error_code":null})";
}

}  // namespace bepusdt::devnet
