// TronFaults: what may go wrong at one host of TronNode; each member is one trouble and its first value is none. Set on
// command, except for `random_trouble`, which draws one of the passing ones a request.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bepusdt::devnet {

struct TronFaults {
  bool down = false;
  bool times_out = false;
  bool html = false;
  int http_status = 200;  // sent with the true answer as body, or with `retry_after`
  std::string retry_after;
  bool truncated_body = false;  // the body ends in its middle
  std::string null_method;      // `null` to questions of this method
  std::string missing_method;   // the empty object, or list, that stands for "no such thing"
  std::string error_method;     // an object with "Error" to questions of this method
  std::string error = "class java.lang.NullPointerException : null";
  std::vector<std::uint64_t> lags;  // several nodes behind one name: how far behind each is; any may take a question
  bool infos_disabled = false;      // as a node that keeps no history of transactions says it
  bool infos_empty = false;         // nothing is told of what came of transactions
  bool infos_cut = false;           // not of the last transaction of a block
  bool logs_left_out = false;       // told, but without their logs: of a payout no reader can know
  bool logs_of_calls_left_out = false;  // only where the transaction's own call asks for them
  bool blocks_cut = false;          // of several blocks the middle one is missing
  bool wrong_height = false;        // the block below the one asked for
  double random_trouble = 0;        // chance that a request meets one of the passing troubles above
};

}  // namespace bepusdt::devnet
