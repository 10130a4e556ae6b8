// Looking at one transfer again: is it there, in its block, succeeded, with the same amount and receiver?
#pragma once

#include "chains/aptos/visit.hpp"

namespace bepusdt::chains::aptos {

// The transaction is asked for by its hash, then the block that holds its version.
[[nodiscard]] Told<ports::TransferCheck> check_transfer(Visit& visit, const core::Transfer& transfer);

}  // namespace bepusdt::chains::aptos
