// Looking at one transfer again: is it (still) there, in its block, succeeded, with the same amount and receiver?
#pragma once

#include "chains/tron/visit.hpp"

namespace bepusdt::chains::tron {

// The block at the transfer's height is asked first; where the transaction is not in it, the node is asked where else it is.
[[nodiscard]] Told<ports::TransferCheck> check_transfer(Visit& visit, const core::Transfer& transfer);

}  // namespace bepusdt::chains::tron
