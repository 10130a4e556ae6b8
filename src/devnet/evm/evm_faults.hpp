// EvmFaults: what may go wrong at one host of EvmNode; each member is one trouble and its first value is none. Set on command,
// except for `random_trouble`, which draws one of the passing ones a request.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bepusdt::devnet {

struct EvmFaults {
  bool down = false;
  bool times_out = false;
  bool html = false;
  int http_status = 200;  // sent with the true answer as body, or with `retry_after`
  std::string retry_after;
  bool truncated_body = false;  // the body ends in its middle
  std::string drop_method;      // no answer to calls of this method
  std::string null_method;      // null to calls of this method
  std::string error_method;     // an error object to calls of this method
  std::string error = R"({"code":-32000,"message":"internal trouble"})";
  bool repeat_an_answer = false;
  bool string_ids = false;
  bool in_order = false;                // otherwise answers come in reverse
  bool id_last = false;                 // "id" behind "result"
  std::vector<std::uint64_t> lags;      // several nodes behind one name: how far behind each is; any may take a call
  bool lags_in_turn = false;            // they take the calls one after the other
  std::uint64_t empty_logs_within = 0;  // eth_getLogs finds nothing in this many newest blocks
  std::vector<bool> empty_logs_calls;   // which eth_getLogs calls by block hash find nothing, in turn
  bool unknown_logs_empty = false;      // eth_getLogs finds nothing in a block that the node lacks, and does not say so
  bool logs_disabled = false;
  bool hashes_only = false;          // whole blocks tell their transactions' hashes, as without the flag
  bool transactions_untold = false;  // blocks do not name their transactions at all
  bool status_untold = false;        // receipts have no status
  bool block_receipts_disabled = false;
  bool block_receipts_cut = false;  // the last receipt of a block is not there yet
  bool no_call_tracer = false;      // debug_traceBlockByHash is not offered
  bool no_trace_block = false;
  bool traces_unnamed = false;       // debug_traceBlockByHash tells no transaction hashes, as older nodes
  bool traces_cut = false;           // the last transaction of a block is not in its trace
  bool traces_of_parent = false;     // of the block before the one that was asked for
  bool untraceable = false;          // the last transaction of a block comes as an error, or not at all
  std::uint64_t slow_traces = 0;     // so many traced blocks in one request, or more, time out; 0: none
  std::uint64_t most_log_range = 0;  // 0: any
  std::uint64_t slow_log_range = 0;  // a longer range times out; 0: none
  std::size_t slow_batch = 0;        // so many calls in one request, or more, time out; 0: none
  std::size_t most_batch = 0;        // 0: any
  int batch_status = 200;            // of the answer to a batch that is larger
  std::string batch_error;           // its error, as JSON; empty: an object with -32600
  bool no_tags = false;
  std::string tag_error;       // an error object to the tags
  bool marks_removed = false;  // logs carry removed: true
  // As behind a proxy that stitches its answers from a subscription: eth_getLogs, eth_getBlockReceipts and the receipts still
  // tell of transactions that a fork took away and that are not on the chain now. They name the block that stands at their
  // height now; their logs carry removed: true, and nothing else tells them apart.
  bool ghost_logs = false;
  std::uint64_t chain_id = 1;
  double random_trouble = 0;  // chance that a request meets one of the passing troubles above
};

}  // namespace bepusdt::devnet
