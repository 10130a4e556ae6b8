// What may be wrong with a fullnode of Aptos: troubles of the transport, of the answers, and of what the node knows. Set on
// command, except for `random_trouble`, which draws one of the passing ones a request.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bepusdt::devnet {

struct AptosFaults {
  bool down = false;
  bool times_out = false;
  bool html = false;
  int http_status = 0;  // sent instead of an answer, with an error of the API's form; with `retry_after`
  std::string retry_after;
  bool truncated_body = false;  // the body ends in its middle
  // By the question: "ledger", "block", "block_of", "page", "transaction".
  std::string null_for;   // `null` with status 200
  std::string error_for;  // 500 with `error`
  std::string error = "storage error";
  std::string not_found_for;        // 404 as a proxy says it, without the API's error_code
  std::vector<std::uint64_t> lags;  // several nodes behind one name: how far behind each is; any may take a question
  std::uint64_t oldest = 0;         // blocks below are pruned
  std::uint64_t chain_id = 0;       // in headers and ledger, instead of the chain's; 0: the chain's
  bool headers_left_out = false;    // as proxies do
  std::uint64_t page_most = 0;      // gives at most this many transactions at once; 0: all asked for
  std::uint64_t slow_above = 0;     // a page of more transactions than this comes too late; 0: none does
  bool page_hole = false;           // the middle transaction of a page is missing
  bool page_empty = false;
  bool page_shifted = false;        // a page begins one version late
  bool events_left_out = false;     // of users' transactions
  std::uint64_t vast_blocks = 0;    // all blocks but the first tell of so many transactions more than they have
  bool wrong_block = false;         // the block below the one asked for
  bool wrong_transaction = false;   // another than the one asked for
  bool pending = false;             // transactions by hash are told as waiting
  bool hides_transactions = false;  // by hash none is known, however far the node is
  double random_trouble = 0;        // chance that a request meets one of the passing troubles above
};

}  // namespace bepusdt::devnet
