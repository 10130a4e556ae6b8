// Invariant 4: a chain's cursor is contiguous: every block at or below it was covered, outside recorded gaps, in which no order
// was live; and it never passes the node's head. Blocks that are kept show the newest part of the way, gaps and transfers the
// rest.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "audit/invariants.hpp"

namespace bepusdt::audit::contiguous_cursor {
namespace {

constexpr int kPage = 256;
constexpr int kGapsLookedAt = 256;
constexpr std::uint64_t kNearHead = 8;  // blocks; no reader covers these without their hashes

std::string at_height(const core::ChainName& chain, std::uint64_t height) {
  return fmt::format("{}/{}", chain.value(), height);
}

class Look {
 public:
  Look(const ports::Cursor& cursor, Desk& desk) : cursor_(cursor), desk_(desk) {}

  void run() {
    if (cursor_.block.height > cursor_.head)
      found({"cursors", cursor_.chain.value()},
            fmt::format("游标 {} 超过了节点最新区块 {}", cursor_.block.height, cursor_.head),
            fmt::format("stands at block {} and the node's head is {}", cursor_.block.height, cursor_.head));
    if (cursor_.final_height > cursor_.block.height)
      found({"cursors", cursor_.chain.value()},
            fmt::format("最终确认高度 {} 超过了游标 {}", cursor_.final_height, cursor_.block.height),
            fmt::format("counts block {} as final and has read to {}", cursor_.final_height, cursor_.block.height));
    walk_blocks();
    for (const core::Transfer& transfer : desk_.view.transfers_above(cursor_.chain, cursor_.block.height))
      found({"transfers", transfer.key.hash.value() + "/" + transfer.key.position.value()},
            fmt::format("位于区块 {}，而 {} 只读到 {}", transfer.block.height, cursor_.chain.value(), cursor_.block.height),
            fmt::format("is in block {}, and {} was read to {} only", transfer.block.height, cursor_.chain.value(),
                        cursor_.block.height));
    look_at_gaps();
  }

 private:
  void found(Subject subject, std::string zh, std::string en) {
    desk_.findings.add({4, std::move(subject), std::move(zh), std::move(en)});
  }

  // Down from the newest block that is kept: the cursor's own, and each the parent of the one above it.
  void walk_blocks() {
    const auto newest = desk_.view.blocks_down_from(cursor_.chain, UINT64_MAX, 1);
    if (newest.empty() || newest.front() != cursor_.block)
      return found({"cursors", cursor_.chain.value()},
                   fmt::format("游标所在区块 {} 不是保留的最新区块", cursor_.block.height),
                   fmt::format("stands on block {}, which is not the newest of those kept", cursor_.block.height));
    core::BlockRef above = newest.front();
    while (above.height > 0) {
      const auto page = desk_.view.blocks_down_from(cursor_.chain, above.height - 1, kPage);
      if (page.empty()) return;
      for (const core::BlockRef& block : page) {
        look_at_step(block, above);
        above = block;
      }
    }
  }

  void look_at_step(const core::BlockRef& block, const core::BlockRef& above) {
    if (block.height + 1 == above.height) {
      if (above.parent != block.hash)
        found({"blocks", at_height(cursor_.chain, above.height)}, "并非接在其下保留的区块之后",
              "does not follow from the block that is kept below it");
      return;
    }
    // Deep blocks may have been covered by the source's own query, without their hashes, and so may those of a chain that is
    // still catching up: its finality is counted from where it stands. Near the head each block is kept. The chain's first
    // block stays when a chain is looked at anew after sleep.
    const std::uint64_t missing = above.height - 1;
    if (block.height > 0 && missing > cursor_.final_height && missing + kNearHead > cursor_.head)
      found({"blocks", at_height(cursor_.chain, above.height)},
            fmt::format("与保留的区块 {} 之间有未读取的区块", block.height),
            fmt::format("follows block {} without those between, which are not final", block.height));
  }

  void look_at_gaps() {
    const std::vector<ports::Gap> gaps = desk_.view.gaps(cursor_.chain, kGapsLookedAt);
    if (gaps.empty()) return;
    std::optional<Time> oldest_live;
    for (const auto& pair : desk_.view.live_pairs(cursor_.chain))
      oldest_live = std::min(pair.oldest, oldest_live.value_or(pair.oldest));
    for (const ports::Gap& gap : gaps) {
      if (gap.from > gap.to)
        found({"gaps", at_height(cursor_.chain, gap.from)}, fmt::format("空档终点 {} 在起点之前", gap.to),
              fmt::format("is a gap that ends at {}, before it begins", gap.to));
      const auto last = desk_.view.blocks_down_from(cursor_.chain, gap.to, 1);
      if (!oldest_live || last.empty() || last.front().height != gap.to || *oldest_live > last.front().time) continue;
      found({"gaps", at_height(cursor_.chain, gap.from)}, fmt::format("空档 {} 至 {} 期间有有效报价", gap.from, gap.to),
            fmt::format("is a gap to block {}, in which a quote was live", gap.to));
    }
  }

  const ports::Cursor& cursor_;
  Desk& desk_;
};

}  // namespace

void of_chain(const ChainCase& c, Desk& desk) {
  if (c.cursor) Look(*c.cursor, desk).run();
}

}  // namespace bepusdt::audit::contiguous_cursor
