#include "chains/solana/nearest_block.hpp"

#include <algorithm>

namespace bepusdt::chains::solana {
namespace {

constexpr std::uint64_t kSpan = 64;               // hardly ever are more slots in a row skipped
constexpr std::uint64_t kLongestRange = 500'000;  // of getBlocks

}  // namespace

Told<std::vector<std::uint64_t>> slots_above(Visit& visit, std::uint64_t slot, std::uint64_t span, std::uint64_t newest) {
  const std::uint64_t near = slot + std::min(span, newest - slot);
  auto found = visit.slots(slot + 1, near);
  if (!found || !found->empty() || near == newest) return found;
  found = visit.slots(slot + 1, slot + std::min(kLongestRange, newest - slot));
  if (found && found->size() > span) found->resize(span);
  return found;
}

Told<core::BlockRef> nearest_block(Visit& visit, std::uint64_t slot, std::uint64_t newest) {
  auto there = visit.header_unless_skipped(slot);
  if (!there) return fail(std::move(there.error()));
  if (*there) return (*there)->ref(slot);
  if (slot >= newest) return fail(visit.lagging("lacks its newest block"));
  const auto above = slots_above(visit, slot, kSpan, newest);
  if (!above) return fail(above.error());
  if (above->empty()) return fail(visit.lagging("lacks its newest block"));
  const auto child = visit.headers({above->front()});
  if (!child) return fail(child.error());
  const Header& next = child->front();
  if (next.parent_slot >= slot) return fail(visit.lagging("lacks block " + std::to_string(next.parent_slot)));
  const auto below = visit.headers({next.parent_slot});
  if (!below) return fail(below.error());
  if (below->front().hash != next.parent_hash)
    return fail(visit.lagging("its blocks " + std::to_string(next.parent_slot) + " and " + std::to_string(above->front()) +
                              " do not fit together"));
  return below->front().ref(next.parent_slot);
}

}  // namespace bepusdt::chains::solana
