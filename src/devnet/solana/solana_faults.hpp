// SolanaFaults: what may go wrong at one host of SolanaNode; each member is one trouble and its first value is none. Set on
// command, except for `random_trouble`, which draws one of the passing ones a request.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bepusdt::devnet {

struct SolanaFaults {
  bool down = false;
  bool times_out = false;
  bool html = false;
  int http_status = 200;  // sent with the true answer as body
  std::string retry_after;
  bool truncated_body = false;  // the body ends in its middle
  std::string null_method;      // `null` for a result
  std::string empty_method;     // an empty array for a result
  std::string error_method;     // an error object
  std::int64_t error_code = -32603;
  std::string error = "Internal error";
  std::vector<std::uint64_t> lags;  // several nodes behind one name: how far behind each is; any may take a request
  std::uint64_t written_behind =
      0;                         // what of the newest finalized slots is not written yet: their transactions are not listed
  std::uint64_t first_slot = 0;  // what is older was cleaned up
  bool forgets_before = false;   // pages before a signature are empty, as where that one is not known
  bool pages_shifted = false;    // or begin one line late
  bool slots_left_out = false;   // every third block is missing, and said to be skipped
  bool untold = false;           // no transaction is told by its signature
  bool told_failed = false;      // each is told as a failed one
  bool tokens_left_out = false;  // balances of tokens are null
  bool times_left_out = false;
  double random_trouble = 0;  // chance that a request meets one of the passing troubles above
};

}  // namespace bepusdt::devnet
