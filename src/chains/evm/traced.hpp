// What a trace tells of one transaction: the chain's own coin that moved inside it, each move with its position. Both
// methods that nodes offer (callTracer of the geth family, trace_block of the parity family) are brought to this form,
// and to the same positions (docs/adr/0014).
#pragma once

#include <string>
#include <vector>

#include "chains/words.hpp"

namespace bepusdt::chains::evm {

struct CoinMove {
  std::string position;  // "t0.2.1"
  Account from{};
  Account to{};
  Word value{};
};

struct TracedTransaction {
  Word hash{};                  // all zero: the node names none (older versions of geth)
  Word block_hash{};            // all zero: not told
  std::string trouble;          // why the node could not trace it; empty: it did
  bool succeeded = false;       // the transaction as a whole
  std::vector<CoinMove> moves;  // in the order of the call tree; none of a transaction that failed
};

}  // namespace bepusdt::chains::evm
