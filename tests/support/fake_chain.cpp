#include "support/fake_chain.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace bepusdt::test {

FakeChain::FakeChain(std::string name, BlockTime start, Seconds interval, std::uint64_t finality)
    : name_(std::move(name)), interval_(interval), finality_(finality) {
  blocks_.push_back({{100, core::BlockHash("0xb100-0"), core::BlockHash("0xb99-0"), start}, {}});
}

core::BlockRef FakeChain::mine(std::vector<core::Transfer> transfers, std::optional<BlockTime> time) {
  Block block;
  block.ref.height = tip().height + 1;
  block.ref.hash = core::BlockHash("0xb" + std::to_string(block.ref.height) + "-" + std::to_string(branch_));
  block.ref.parent = tip().hash;
  block.ref.time = time.value_or(tip().time + interval_);
  for (core::Transfer& transfer : transfers) transfer.block = block.ref;
  block.transfers = std::move(transfers);
  blocks_.push_back(std::move(block));
  return tip();
}

void FakeChain::mine_empty(int count) {
  for (int i = 0; i < count; ++i) mine();
}

void FakeChain::fork(std::uint64_t depth) {
  BEPUSDT_ASSERT(depth < blocks_.size());
  blocks_.resize(blocks_.size() - depth);
  ++branch_;
}

core::Transfer FakeChain::transfer(const core::TradeType& type, const std::string& to, const core::BaseUnits& units,
                                   const std::string& hash, const std::string& position) const {
  core::Transfer made;
  made.key = {name_, core::TxHash(hash), core::Position(position)};
  made.trade_type = &type;
  made.from = core::Address("0x00000000000000000000000000000000000000aa");
  made.to = core::Address(to);
  made.units = units;
  return made;
}

const FakeChain::Block* FakeChain::at(std::uint64_t height) const {
  const std::uint64_t first = blocks_.front().ref.height;
  if (height < first || height - first >= blocks_.size()) return nullptr;
  return &blocks_[height - first];
}

Result<core::BlockRef, ports::ReadError> FakeChain::head() {
  if (unreachable) return fail(ports::ReadError{});
  return tip();
}

Result<std::optional<core::BlockRef>, ports::ReadError> FakeChain::block_at(std::uint64_t height) {
  if (unreachable) return fail(ports::ReadError{});
  const Block* block = knows_up_to && height > *knows_up_to ? nullptr : at(height);
  return block == nullptr ? std::nullopt : std::optional(block->ref);
}

Result<std::variant<ports::Scanned, ports::Forked>, ports::ReadError> FakeChain::scan(const ports::ScanRequest& request) {
  ++scans;
  if (unreachable) return fail(ports::ReadError{});
  const Block* after = at(request.after.height);
  if (after == nullptr) return fail(ports::ReadError{ports::ReadError::Kind::lagging, "shorter", {}});
  if (after->ref.hash != request.after.hash) return ports::Forked{};
  ports::Scanned scanned;
  scanned.last = request.after;
  scanned.head = tip().height;
  for (std::uint64_t h = request.after.height + 1; h <= tip().height && scanned.blocks.size() < request.max_blocks; ++h) {
    const Block& block = *at(h);
    scanned.blocks.push_back(block.ref);
    scanned.last = block.ref;
    for (const core::Transfer& transfer : block.transfers) {
      const bool watched = std::ranges::binary_search(request.watch->addresses, transfer.to);
      const bool kind = transfer.trade_type->native ? request.watch->native : request.watch->tokens;
      if (watched && kind) scanned.transfers.push_back(transfer);
    }
  }
  scanned.final_height = scanned.last.height > finality_ ? scanned.last.height - finality_ : 0;
  return scanned;
}

Result<ports::TransferCheck, ports::ReadError> FakeChain::check(const core::Transfer& transfer) {
  if (unreachable) return fail(ports::ReadError{});
  if (checks_lack.contains(transfer.key.hash.value()))
    return fail(ports::ReadError{ports::ReadError::Kind::lagging, "not yet", {}});
  if (check_says_absent) return ports::TransferCheck::absent;
  for (const Block& block : blocks_)
    for (const core::Transfer& there : block.transfers)
      if (there.key == transfer.key && there.units == transfer.units && there.to == transfer.to)
        return block.ref == transfer.block ? ports::TransferCheck::present : ports::TransferCheck::moved;
  return ports::TransferCheck::absent;
}

}  // namespace bepusdt::test
