#include "devnet/evm/evm_reading.hpp"

#include <algorithm>

#include "devnet/evm/evm_json.hpp"

namespace bepusdt::devnet {
namespace {

namespace dom = simdjson::dom;

// One position of a topic filter, or the address filter: null, one, or a list.
bool fits(const dom::element& filter, const std::string& value) {
  if (filter.is_null()) return true;
  if (filter.is_string()) return text_of(filter) == value;
  dom::array list;
  if (filter.get_array().get(list)) return false;
  if (list.size() == 0) return true;
  return std::any_of(list.begin(), list.end(), [&](dom::element item) { return fits(item, value); });
}

struct LogFilter {
  dom::array addresses, topics;

  [[nodiscard]] bool takes(const EvmLog& log) const {
    if (std::none_of(addresses.begin(), addresses.end(), [&](dom::element item) { return text_of(item) == log.address; }))
      return false;
    std::size_t i = 0;
    for (const dom::element position : topics) {
      if (i >= log.topics.size() || !fits(position, log.topics[i])) return false;
      ++i;
    }
    return true;
  }
};

// As Polygon's state-sync transactions, which stand in the block and are not traced.
bool sent_by_nobody(const EvmTx& tx) { return tx.from.find_first_not_of('0', 2) == std::string::npos; }

void add_item(std::string& list, const std::string& item) {
  if (!list.empty()) list += ',';
  list += item;
}
std::string list_text(const std::string& items) { return result_text("[" + items + "]"); }

// Without the text from `begin` on and up to `end`.
std::string cut_out(std::string json, std::string_view begin, std::string_view end) {
  const std::size_t from = json.find(begin);
  return json.erase(from, json.find(end, from + begin.size()) - from);
}

}  // namespace

std::optional<std::string> EvmReading::answer(std::string_view method, Params params) {
  if (method == "eth_chainId") return result_text(in_quotes(evm_quantity(view_.faults.chain_id)));
  if (method == "eth_blockNumber") return result_text(in_quotes(evm_quantity(view_.head)));
  if (method == "eth_getBlockByNumber") return block_by_number(params);
  if (method == "eth_getBlockByHash") return block_by_hash(params);
  if (method == "eth_getTransactionByHash") return transaction(params);
  if (method == "eth_getTransactionReceipt") return receipt(params);
  if (method == "eth_getBlockReceipts") return block_receipts(params);
  if (method == "eth_getLogs") return logs(params);
  if (method == "debug_traceBlockByHash") return block_calls(params);
  if (method == "trace_block") return block_traces(params);
  return std::nullopt;
}

std::string EvmReading::hash_in(Params params) {
  dom::element first;
  const std::string hash = params.at(0).get(first) ? std::string() : text_of(first);
  if (!is_hex(hash, 64)) complain("a hash that is none: " + hash);
  return hash;
}

const EvmBlock* EvmReading::block_of(const std::string& hash) const {
  const EvmBlock* block = view_.chain.with_hash(hash);
  return block && block->number <= view_.head ? block : nullptr;
}

std::string EvmReading::told(const EvmBlock& block, bool whole) const {
  const EvmFaults& faults = view_.faults;
  std::string json = block_json(block, whole && !faults.hashes_only, faults.chain_id);
  return faults.transactions_untold ? json.substr(0, json.find(R"(,"transactions":)")) + "}" : json;
}

std::string EvmReading::told(const EvmChain::Place& place, const EvmBlock& named, bool removed) const {
  std::string json = receipt_json(*place.block, place.index, named, removed);
  return view_.faults.status_untold ? cut_out(std::move(json), R"(,"status":)", ",") : json;
}

std::string EvmReading::block_by_number(Params params) {
  dom::element first;
  bool whole = false;
  const std::string which = params.at(0).get(first) ? std::string() : text_of(first);
  if (params.at(1).get(whole)) complain("eth_getBlockByNumber without its second parameter");
  const auto shown = [&](const EvmBlock* block) { return result_text(block ? told(*block, whole) : "null"); };
  if (which == "finalized" || which == "safe") {
    if (view_.faults.no_tags) return error_text(-32602, "hex string without 0x prefix");
    if (!view_.faults.tag_error.empty()) return "\"error\":" + view_.faults.tag_error;
    return shown(view_.final_block);
  }
  const auto number = which == "latest" ? view_.head : quantity_of(which);
  if (!number) complain("a block number that is none: " + which);
  return shown(number && *number <= view_.head ? view_.chain.at(*number) : nullptr);
}

std::string EvmReading::block_by_hash(Params params) {
  bool whole = false;
  if (params.size() > 1 && params.at(1).get(whole)) complain("eth_getBlockByHash with a second parameter that is no bool");
  const EvmBlock* block = block_of(hash_in(params));
  return result_text(block ? told(*block, whole) : "null");
}

std::string EvmReading::transaction(Params params) {
  const auto place = view_.chain.find(hash_in(params));
  if (!place || place->block->number > view_.head) return result_text("null");
  return result_text(tx_json(*place->block, place->index, view_.faults.chain_id));
}

std::string EvmReading::receipt(Params params) {
  const std::string hash = hash_in(params);
  const auto place = view_.chain.find(hash);
  if (place && place->block->number <= view_.head)
    return result_text(told(*place, *place->block, view_.faults.marks_removed));
  if (const auto ghost = view_.chain.ghost(hash); view_.faults.ghost_logs && ghost)
    if (const EvmBlock* now = view_.chain.at(ghost->block->number); now && now->number <= view_.head)
      return result_text(told(*ghost, *now, true));
  return result_text("null");
}

std::string EvmReading::block_receipts(Params params) {
  if (view_.faults.block_receipts_disabled)
    return error_text(-32601, "the method eth_getBlockReceipts does not exist/is not available");
  const EvmBlock* block = block_of(hash_in(params));
  if (!block) return result_text("null");
  std::string list;
  const std::size_t count = block->txs.size() - (view_.faults.block_receipts_cut && !block->txs.empty() ? 1 : 0);
  for (std::size_t i = 0; i < count; ++i) add_item(list, told({block, i}, *block, view_.faults.marks_removed));
  if (view_.faults.ghost_logs)
    for (const EvmChain::Place& ghost : view_.chain.ghosts(block->number)) add_item(list, told(ghost, *block, true));
  return list_text(list);
}

std::string EvmReading::block_calls(Params params) {
  if (view_.faults.no_call_tracer)
    return error_text(-32601, "the method debug_traceBlockByHash does not exist/is not available");
  dom::element tracer;
  if (params.at(1).at_key("tracer").get(tracer) || text_of(tracer) != "callTracer") complain("a trace without callTracer");
  const std::string hash = hash_in(params);
  const EvmBlock* block = block_of(hash);
  if (!block) return error_text(-32000, "block " + hash + " not found");
  if (view_.faults.traces_of_parent && block->number > 0) block = view_.chain.at(block->number - 1);
  std::string list;
  for (const EvmTx& tx : block->txs) {
    const bool last = &tx == &block->txs.back();
    if (sent_by_nobody(tx)) continue;
    if (last && view_.faults.traces_cut) break;
    if (last && view_.faults.untraceable)
      add_item(list, R"({"txHash":)" + in_quotes(tx.hash) + R"(,"error":"execution timeout"})");
    else
      add_item(list, calls_json(tx, !view_.faults.traces_unnamed));
  }
  return list_text(list);
}

std::string EvmReading::block_traces(Params params) {
  if (view_.faults.no_trace_block) return error_text(-32601, "the method trace_block does not exist/is not available");
  dom::element first;
  const auto number = params.at(0).get(first) ? std::nullopt : quantity_of(text_of(first));
  if (!number) complain("a block number that is none");
  if (!number || *number > view_.head) return list_text("");  // as anvil answers
  const EvmBlock& block = *view_.chain.at(*number);
  const EvmBlock& named = view_.faults.traces_of_parent && *number > 0 ? *view_.chain.at(*number - 1) : block;
  std::string list;
  for (std::size_t i = 0; i < block.txs.size(); ++i)
    if (!sent_by_nobody(block.txs[i]) &&
        (i + 1 < block.txs.size() || !(view_.faults.traces_cut || view_.faults.untraceable)))
      add_item(list, traces_json(block.txs[i], i, named));
  add_item(list, R"({"action":{"author":"0x0000000000000000000000000000000000000000","rewardType":"block","value":"0x1"},)"
                 R"("blockHash":)" +
                     in_quotes(named.hash) + R"(,"blockNumber":)" + std::to_string(named.number) +
                     R"(,"result":null,"subtraces":0,"traceAddress":[],"transactionHash":null,"type":"reward"})");
  return list_text(list);
}

std::string EvmReading::logs(Params params) {
  const EvmFaults& faults = view_.faults;
  if (faults.logs_disabled) return error_text(-32601, "the method eth_getLogs is disabled");
  dom::object object;
  LogFilter filter;
  const auto wrong = [&](const char* why) {
    complain(why);
    return error_text(-32602, why);
  };
  if (params.at(0).get(object)) return wrong("eth_getLogs without a filter");
  if (object["address"].get(filter.addresses) || object["topics"].get(filter.topics) || filter.topics.size() != 3)
    return wrong("eth_getLogs without our filter");
  for (const dom::element address : filter.addresses)
    if (!is_hex(text_of(address), 40)) return wrong("an address that is none");

  std::vector<const EvmBlock*> blocks;
  dom::element hash, from, to;
  const bool by_hash = !object["blockHash"].get(hash);
  if (by_hash) {
    if (!is_hex(text_of(hash), 64)) return wrong("a hash that is none");
    const EvmBlock* block = block_of(text_of(hash));
    if (!block) return faults.unknown_logs_empty ? list_text("") : error_text(-32000, "unknown block");
    blocks.push_back(block);
  } else {
    if (object["fromBlock"].get(from) || object["toBlock"].get(to)) return wrong("eth_getLogs without a block or range");
    const auto low = quantity_of(text_of(from)), high = quantity_of(text_of(to));
    if (!low || !high) return wrong("eth_getLogs without a block or range");
    if (*high < *low) return wrong("eth_getLogs of a range that ends before it begins");
    if (*high > view_.head) return error_text(-32602, "BlockOutOfRangeError: block height is " + std::to_string(view_.head));
    if (faults.most_log_range > 0 && *high - *low + 1 > faults.most_log_range)
      return error_text(-32005, "query exceeds max block range " + std::to_string(faults.most_log_range));
    for (std::uint64_t h = *low; h <= *high; ++h) blocks.push_back(view_.chain.at(h));
  }
  const std::uint64_t turn = by_hash ? view_.log_calls++ : 0;
  if (by_hash && !faults.empty_logs_calls.empty() && faults.empty_logs_calls[turn % faults.empty_logs_calls.size()])
    return list_text("");
  std::string list;
  for (const EvmBlock* block : blocks) {
    if (block->number + faults.empty_logs_within > view_.chain.head()) continue;
    each_log(*block, [&](const PlacedLog& log) {
      if (filter.takes(*log.log)) add_item(list, log_json(log, faults.marks_removed));
    });
    if (!faults.ghost_logs) continue;
    for (const EvmChain::Place& ghost : view_.chain.ghosts(block->number))
      each_log(*ghost.block, [&](PlacedLog log) {
        if (log.tx_index != ghost.index || !filter.takes(*log.log)) return;
        log.block = block;
        add_item(list, log_json(log, true));
      });
  }
  return list_text(list);
}

}  // namespace bepusdt::devnet
