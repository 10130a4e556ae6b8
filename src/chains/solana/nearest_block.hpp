// The block of a slot, or where none was made in it the nearest one below, which is what the port's heights mean on Solana
// (docs/adr/0011). That a slot was skipped is not believed of an error code, which is also that of a hole in the node's ledger:
// the next block above names its parent.
#pragma once

#include "chains/solana/visit.hpp"

namespace bepusdt::chains::solana {

// `newest`: the endpoint's newest finalized slot, at or above `slot`.
[[nodiscard]] Told<core::BlockRef> nearest_block(Visit& visit, std::uint64_t slot, std::uint64_t newest);

// The slots above `slot`, up to the newest one, in which a block was made: `span` of them are looked at, and all where there was
// no block in these.
[[nodiscard]] Told<std::vector<std::uint64_t>> slots_above(Visit& visit, std::uint64_t slot, std::uint64_t span,
                                                           std::uint64_t newest);

}  // namespace bepusdt::chains::solana
