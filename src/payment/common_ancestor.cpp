#include "payment/common_ancestor.hpp"

#include <algorithm>

namespace bepusdt::payment {
namespace {

ports::ReadError lacks(std::uint64_t height) {
  return {ports::ReadError::Kind::lagging, "block " + std::to_string(height) + " was final and is not there", {}};
}

}  // namespace

// A node that is behind lacks the newest blocks, whether they stand or not. What was final is only gone once another block is
// seen in its place.
Result<bool, CommonAncestor::Error> CommonAncestor::stands(const core::BlockRef& block) {
  const auto there = reader_.block_at(block.height);
  if (!there) return fail(Error(there.error()));
  if (!*there && block.height <= final_height_) return fail(Error(lacks(block.height)));
  return *there && (*there)->hash == block.hash;
}

// Walks down the kept blocks.
Result<core::BlockRef, CommonAncestor::Error> CommonAncestor::find(const core::BlockRef& from) {
  constexpr int kPage = 64;
  std::uint64_t lowest = from.height;
  for (std::uint64_t height = from.height;; height = lowest - 1) {
    std::vector<core::BlockRef> kept;
    const auto read = store_.read([&](const ports::View& view) {
      kept = view.blocks_down_from(chain_, height, kPage);
      if (const auto cursor = view.cursor(chain_)) final_height_ = cursor->final_height;
    });
    if (!read) return fail(Error(read.error()));
    if (kept.empty()) break;
    for (const core::BlockRef& block : kept) {
      const auto still = stands(block);
      if (!still) return fail(still.error());
      if (*still) return block;
      lowest = block.height;
    }
    if (lowest == 0) break;
  }
  return below_the_kept(lowest);
}

// None of the kept blocks stands any more. While finality holds, the ancestor is not below it. Where it does not, blocks that
// were read in one range are kept only in part, but every transfer names its block: the newest of these that still stands is
// the ancestor. Where none does, blocks are read again from far enough below; what was read before is known by its key.
Result<core::BlockRef, CommonAncestor::Error> CommonAncestor::below_the_kept(std::uint64_t lowest) {
  std::uint64_t floor = lowest > keep_blocks_ + 1 ? lowest - keep_blocks_ - 1 : 0;
  std::vector<core::BlockRef> named;
  const auto read = store_.read([&](const ports::View& view) {
    named.clear();
    // Nothing known to be final: reading began with the lowest, and nothing below it has to be undone.
    if (const auto cursor = view.cursor(chain_); cursor && cursor->final_height < lowest)
      floor = cursor->final_height > 0 ? std::max(floor, cursor->final_height) : lowest - 1;
    for (const core::Transfer& transfer : view.transfers_above(chain_, floor))
      if (transfer.block.height < lowest) named.push_back(transfer.block);
  });
  if (!read) return fail(Error(read.error()));
  std::ranges::sort(named, std::greater{}, &core::BlockRef::height);
  const auto repeated = std::ranges::unique(named);
  named.erase(repeated.begin(), repeated.end());
  for (const core::BlockRef& block : named) {
    const auto still = stands(block);
    if (!still) return fail(still.error());
    if (*still) return block;
  }
  const auto base = reader_.block_at(floor);
  if (!base) return fail(Error(base.error()));
  if (!*base) return fail(Error(lacks(floor)));
  return **base;
}

}  // namespace bepusdt::payment
