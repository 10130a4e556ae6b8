#include "chains/solana/block_scan.hpp"

#include "chains/solana/nearest_block.hpp"

namespace bepusdt::chains::solana {

BlockScan::Outcome BlockScan::run() {
  const core::BlockRef& after = request_.after;
  const auto newest = visit_.newest();
  if (!newest) return fail(newest.error());
  if (*newest < after.height)
    return fail(visit_.lagging("is at slot " + std::to_string(*newest) + ", below " + std::to_string(after.height)));
  scanned_.last = after;
  scanned_.head = *newest;
  scanned_.final_height = after.height;
  if (*newest == after.height) {
    const auto there = visit_.headers({after.height});
    if (!there) return fail(there.error());
    if (there->front().hash != after.hash.value()) return ports::Forked{};
    return std::move(scanned_);
  }
  const auto slots = choose_slots(*newest);
  if (!slots) return fail(slots.error());
  for (const std::uint64_t slot : *slots) {
    if (auto done = read(slot); !done) {
      if (done.error().forked) return ports::Forked{};
      if (scanned_.last == after) return fail(std::move(done.error().error));
      break;  // what stopped this block shows again at the next call
    }
    if (!visit_.may_go_on()) break;
  }
  return std::move(scanned_);
}

Told<std::vector<std::uint64_t>> BlockScan::choose_slots(std::uint64_t newest) {
  auto slots = slots_above(visit_, request_.after.height, request_.max_blocks, newest);
  if (slots && slots->empty()) return fail(visit_.lagging("lacks its newest block"));
  return slots;
}

Unless<void> BlockScan::read(std::uint64_t slot) {
  std::vector<std::pair<std::string, Credit>> credits;  // by signature
  std::optional<DecodeError> bad;
  const auto header = visit_.block(slot, [&](const Transaction& transaction) {
    auto ours = credits_to_us(transaction, watched_);
    if (!ours)
      bad = std::move(ours.error());
    else
      for (Credit& credit : *ours) credits.emplace_back(transaction.signature, std::move(credit));
  });
  if (!header) return stop(header.error());
  if (bad) return stop(visit_.malformed(bad->reason));
  if (auto linked = check_link(slot, *header); !linked) return linked;
  scanned_.last = header->ref(slot);
  scanned_.final_height = slot;
  scanned_.blocks.push_back(scanned_.last);
  const core::ChainName chain(std::string(visit_.desk().config.chain->name));
  for (const auto& [signature, credit] : credits)
    scanned_.transfers.push_back(transfer_of(chain, signature, credit, scanned_.last));
  return {};
}

// A block between that the node left out shows in the parent's slot; only another block in the caller's own slot, or none, is
// a fork.
Unless<void> BlockScan::check_link(std::uint64_t slot, const Header& header) const {
  const core::BlockRef& below = scanned_.last;
  if (header.parent_slot == below.height && header.parent_hash == below.hash.value()) return {};
  if (header.parent_slot <= below.height && below == request_.after) return fork();
  return stop(visit_.lagging("its blocks " + std::to_string(below.height) + " and " + std::to_string(slot) +
                             " do not fit together"));
}

}  // namespace bepusdt::chains::solana
