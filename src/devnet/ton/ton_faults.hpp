// TonFaults: what may go wrong at one host of TonNode; each member is one trouble and its first value is none. Set on
// command, except for `random_trouble`, which draws one of the passing ones a request.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bepusdt::devnet {

struct TonFaults {
  bool down = false;
  bool times_out = false;
  bool html = false;
  int http_status = 200;  // sent with the true answer as body, or with `retry_after`
  std::string retry_after;
  bool truncated_body = false;  // the body ends in its middle
  std::string null_method;      // `null` to questions of this method
  std::string empty_method;     // its list without rows
  std::string error_method;     // {"error": …} to questions of this method, with status 200
  std::string error = "timeout: context deadline exceeded";
  std::vector<std::uint64_t> lags;  // several indexes behind one name: how far behind each is; any may take a question
  bool rows_cut = false;            // the last third of a list of transactions, three at least, is missing
  bool rows_lost = false;           // one of its middle
  bool shard_block_lost = false;    // a shard's block is missing in lists of blocks
  bool shard_lost = false;          // a shard is missing among a block's
  bool shard_rows_lost = false;     // transactions of the shards are missing, those of the masterchain are there
  bool bodies_left_out = false;     // of messages
  bool emulated_too = false;        // transactions that are only guessed, of what will never be
  double random_trouble = 0;        // chance that a request meets one of the passing troubles above
};

}  // namespace bepusdt::devnet
