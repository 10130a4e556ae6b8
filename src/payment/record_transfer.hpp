// The two things that can happen to a transfer row from the chain's side: it is read (for the first time, again, or after it
// was gone), and it is gone. Used inside scan_chain's transaction.
#pragma once

#include <vector>

#include "core/transfer.hpp"
#include "ports/store.hpp"

namespace bepusdt::payment {

// Inserts it, or revives a row that was gone, with what the transaction moves on this branch; a row that is known in the same
// block is left as it is.
// Returns whether anything changed.
bool record_seen(ports::Tx& tx, core::Transfer transfer, Time now);

struct Gone {
  std::vector<core::TradeId> released;  // orders that wait (or are what they were) again
  std::vector<core::TradeId> reversed;  // paid orders whose transfer vanished: an operator must look
};

// The transfer's block left the chain. A confirming order goes back to where it came from; a paid one stays paid, keeps the
// transfer consumed and is flagged.
// Equal payments that were surplus while it stood are judged again.
void record_gone(ports::Tx& tx, core::Transfer transfer, Time now, Gone& gone);

}  // namespace bepusdt::payment
