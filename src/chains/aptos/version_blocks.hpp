// Versions cut into blocks. Blocks are many (some eight a second) and small, so they are read by the versions of their
// transactions, a hundred a request, and each begins with the transaction that carries its hash and time. What comes out counts
// only if it ends, at the right number of blocks, with the very block that the node tells of when asked by height. Pure.
#pragma once

#include "base/result.hpp"
#include "chains/aptos/types.hpp"

namespace bepusdt::chains::aptos {

struct VersionBlock {
  core::BlockRef ref;                     // with its parent: the block before it here
  std::vector<Transaction> transactions;  // those with deposits
};

// `transactions`: all with versions up to top.last_version that follow the block `below`. Error: what does not fit, as a
// sentence's end.
[[nodiscard]] Result<std::vector<VersionBlock>, std::string> blocks_of(const core::BlockRef& below,
                                                                       std::vector<Transaction> transactions,
                                                                       const Header& top);

}  // namespace bepusdt::chains::aptos
