// Looking at one transfer again: is it (still) there, in its block, succeeded, with the same amount and receiver?
#pragma once

#include "chains/solana/visit.hpp"

namespace bepusdt::chains::solana {

// The node is asked for the transaction. That it knows none is believed only where it has the block and the block has it not.
[[nodiscard]] Told<ports::TransferCheck> check_transfer(Visit& visit, const core::Transfer& transfer);

}  // namespace bepusdt::chains::solana
