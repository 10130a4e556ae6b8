// Memory: what the reader keeps between its calls, because a slow endpoint needs several of them for one stretch of slots. All of it
// is of finalized slots and can be asked for again: it makes the reader quicker, and that is all. Not thread-safe.
#pragma once

#include <map>

#include "chains/solana/credits.hpp"
#include "chains/solana/listings.hpp"

namespace bepusdt::chains::solana {

// Blocks by the slot that was asked for, which may be a skipped one above the block.
class KnownBlocks {
 public:
  void add(std::uint64_t slot, const core::BlockRef& block) {
    if (blocks_.size() >= kMost) blocks_.clear();
    blocks_[slot] = block;
  }
  [[nodiscard]] std::optional<core::BlockRef> at(std::uint64_t slot) const {
    const auto found = blocks_.find(slot);
    return found == blocks_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  static constexpr std::size_t kMost = 4096;
  std::map<std::uint64_t, core::BlockRef> blocks_;
};

struct Memory {
  struct Read {
    std::uint64_t slot = 0;
    std::vector<Credit> credits;
  };

  KnownBlocks blocks;
  Listings listings;
  std::unordered_map<std::string, Read> read;  // by signature; credits are by the watch list of the last scan
  std::uint64_t goal = 0;                      // the slot that the sweep under way is to reach
};

}  // namespace bepusdt::chains::solana
