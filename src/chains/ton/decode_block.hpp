// Reading a block from its cells (block.tlb). Pure, never throws.
#pragma once

#include "base/result.hpp"
#include "chains/ton/block.hpp"

namespace bepusdt::chains::ton {

struct BlockError {
  std::string reason;
};

[[nodiscard]] Result<Block, BlockError> decode_block(const Cell& root);

}  // namespace bepusdt::chains::ton
