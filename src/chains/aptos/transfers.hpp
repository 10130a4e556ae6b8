// The rule what a payment on Aptos is (contract part 4 §2), applied to one transaction: it succeeded, and a deposit of more than
// nothing went into the primary store of a wallet of ours. Its position is the deposit's index among the transaction's events, so
// that two equal deposits are two payments. The payer is who sent the transaction, whoever's store the units came from. Pure.
#pragma once

#include "chains/aptos/types.hpp"
#include "chains/aptos/watched.hpp"

namespace bepusdt::chains::aptos {

[[nodiscard]] std::vector<core::Transfer> transfers_to_us(const core::ChainName& chain, const core::BlockRef& block,
                                                          const Transaction& transaction, const Watched& watched);

// Whether the transaction holds this very transfer, whatever block it is in.
[[nodiscard]] bool holds(const Transaction& transaction, const core::Transfer& transfer);

}  // namespace bepusdt::chains::aptos
