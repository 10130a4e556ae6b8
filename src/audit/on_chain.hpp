// What the chains themselves say of the ledger: that each transfer which paid an order exists, succeeded and is in the block that
// the store names (invariant 1), and that the newest final block that was read is the chain's (invariant 4). Asks the nodes one
// transfer after the other, with no snapshot open meanwhile. Reads only.
#pragma once

#include <map>

#include "audit/violation.hpp"
#include "base/result.hpp"
#include "ports/chain_reader.hpp"
#include "ports/store.hpp"

namespace bepusdt::audit {

using Readers = std::map<core::ChainName, ports::ChainReader*>;

struct OnChain {
  std::size_t asked = 0;                                // transfers and blocks that a node was asked about
  std::size_t without_reader = 0;                       // paid orders of chains that have none
  std::map<core::ChainName, std::string> cannot_reach;  // why a chain was given up
};

[[nodiscard]] Result<OnChain, ports::StoreError> audit_on_chain(ports::Store& store, const Readers& readers,
                                                                Findings& findings);

}  // namespace bepusdt::audit
