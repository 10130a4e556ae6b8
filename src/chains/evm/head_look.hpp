// The first questions of every scan: the node's newest block, whether the caller's block is still on its chain, and up to
// where the node's finality tag goes. A shorter chain proves nothing: only another hash makes a fork.
#pragma once

#include "chains/ancestors.hpp"
#include "chains/evm/node.hpp"
#include "chains/stop.hpp"

namespace bepusdt::chains::evm {

struct HeadLook {
  Block head;
  FinalityNow finality = FinalityNow::nothing();
  std::optional<Block> tag_block;  // where finality goes by a tag that names a block
};

// `after`: the last block that the caller covered, with its hash.
[[nodiscard]] Unless<HeadLook> look_at_head(Desk& desk, Node& node, const Ancestors& ancestors, std::uint64_t after,
                                            const Word& after_hash);

}  // namespace bepusdt::chains::evm
