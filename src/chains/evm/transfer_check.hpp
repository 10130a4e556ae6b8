// Looking at one transfer again: is it (still) there, in its block, succeeded, with the same amount and receiver? What
// a contract paid only an endpoint with traces can confirm; one without can contradict, where the transaction failed or
// is not in that block.
#pragma once

#include "chains/evm/node.hpp"

namespace bepusdt::chains::evm {

// Whether the node lacks the transaction or merely lags is told by the block at the transfer's height, asked in the same batch.
[[nodiscard]] Result<ports::TransferCheck, ports::ReadError> check_transfer(Node& node, const core::Transfer& transfer);

}  // namespace bepusdt::chains::evm
