// Looking at one transfer again: is it (still) there, final by its masterchain block, with the same amount and receiver?
#pragma once

#include "chains/ton/visit.hpp"

namespace bepusdt::chains::ton {

// Asks for the transfer's masterchain block, then for what its account did from the transfer's time to that block's end.
[[nodiscard]] Told<ports::TransferCheck> check_transfer(Visit& visit, const core::ChainName& chain,
                                                        const core::Transfer& transfer);

}  // namespace bepusdt::chains::ton
