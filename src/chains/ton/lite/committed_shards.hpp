// Which shards' blocks a run of masterchain blocks made final, read from a lite-server: from the tops that each masterchain block
// names down, by the hashes in which every block names those before it, to the tops that the masterchain block before named.
// What is reached so is all that there is: a block cannot leave out what it names.
#pragma once

#include "chains/ton/lite/lite_visit.hpp"

namespace bepusdt::chains::ton {

// By name; of ids that a masterchain block names.
using ShardTops = std::map<BlockName, BlockId>;
[[nodiscard]] ShardTops tops_of(const Block& master);

// The blocks that each of `masters` made final, in the masters' order; of their transactions those of `accounts`. `below`: the
// tops at the masterchain block before the first.
[[nodiscard]] Told<std::vector<std::vector<Block>>> committed_shards(LiteVisit& visit, const ShardTops& below,
                                                                     const std::vector<Block>& masters,
                                                                     std::span<const Account> accounts, std::size_t most);

}  // namespace bepusdt::chains::ton
