// Which blocks a run of masterchain blocks made final: the masterchain blocks themselves, and of every shard the blocks from the
// one that the masterchain referred to before the run up to the one that it refers to at the run's end, without a hole. Pure.
#pragma once

#include "base/result.hpp"
#include "chains/ton/index_rows.hpp"

namespace bepusdt::chains::ton {

struct CommittedBlocks {
  std::vector<core::BlockRef> masters;            // ascending, each with the one before as its parent
  std::map<BlockName, std::uint32_t> masters_of;  // of every block, which masterchain block made it final
  std::uint64_t last_begins = 0;                  // the last masterchain block: what it holds has at least this time
};

struct Missing {
  std::string what;
};

// `below`: the masterchain block before the run; `tops_below` and `tops`: the shards at it and at the run's last block `last`.
// `blocks`: at least those of the run; others do no harm.
[[nodiscard]] Result<CommittedBlocks, Missing> committed_blocks(const core::BlockRef& below,
                                                                const std::vector<BlockRow>& tops_below,
                                                                const BlockRow& last, const std::vector<BlockRow>& tops,
                                                                const std::map<BlockName, BlockRow>& blocks);

}  // namespace bepusdt::chains::ton
