#include "chains/aptos/scan_attempt.hpp"

#include <algorithm>

#include "chains/aptos/transfers.hpp"

namespace bepusdt::chains::aptos {
namespace {

constexpr Millis kDebtToStopAt{5'000};  // an endpoint that is overdrawn by this much ends the call, not the next step

}  // namespace

ScanAttempt::ScanAttempt(Desk& desk, Visit& visit, const Watched& watched, const Ancestors& ancestors,
                         const ports::ScanRequest& request)
    : desk_(desk),
      visit_(visit),
      watched_(watched),
      ancestors_(ancestors),
      request_(request),
      chain_(std::string(desk.config.chain->name)),
      blocks_per_step_(std::max<std::uint64_t>(1, desk.config.limits.blocks_per_step)) {}

ScanAttempt::Outcome ScanAttempt::run() {
  const auto conclude = [](Stop why) -> Outcome {
    if (why.forked) return ports::Forked{};
    return fail(std::move(why.error));
  };
  auto ledger = visit_.ledger();
  if (!ledger) return fail(std::move(ledger.error()));
  scanned_.last = request_.after;
  scanned_.head = ledger->height;
  if (auto begun = begin(*ledger); !begun) return conclude(std::move(begun.error()));
  target_ = std::min(ledger->height, request_.after.height + request_.max_blocks);
  while (scanned_.last.height < target_) {
    auto step = read();
    if (!step) {
      if (scanned_.blocks.empty()) return conclude(std::move(step.error()));
      break;  // the steps before it count; what stopped this one shows again at the next call
    }
    take(std::move(*step));
    const Time now = desk_.clock.now();
    if (now >= visit_.deadline() || visit_.endpoint().bucket().wait(now) > kDebtToStopAt) break;
  }
  const Finality& finality = desk_.config.finality;
  scanned_.final_height = FinalityNow::blocks_on_top(finality.by_tag() ? 0 : finality.on_top).height(scanned_.last.height);
  return std::move(scanned_);
}

// A shorter chain proves nothing: only another hash shows another chain.
Unless<void> ScanAttempt::begin(const Ledger& ledger) {
  const core::BlockRef& after = request_.after;
  if (ledger.height < after.height) {
    if (const auto known = ancestors_.at(ledger.height)) {
      auto there = visit_.block_below_head(ledger.height);
      if (!there) return stop(std::move(there.error()));
      other_ = *there;
      if (there->hash != *known) return fork();
    }
    return stop(visit_.lagging("is at height " + std::to_string(ledger.height) + ", below " + std::to_string(after.height)));
  }
  auto there = visit_.block_below_head(after.height);
  if (!there) return stop(std::move(there.error()));
  other_ = *there;
  if (there->ref().hash != after.hash) return fork();
  covered_version_ = there->last_version;
  return {};
}

// The last block of the next step: fewer blocks where they hold many transactions.
Unless<Header> ScanAttempt::top_of_step() {
  const std::uint64_t covered = scanned_.last.height;
  std::uint64_t height = std::min(target_, covered + blocks_per_step_);
  for (;;) {
    auto top = visit_.block_below_head(height);
    if (!top) return stop(std::move(top.error()));
    if (top->first_version <= covered_version_)
      return stop(
          visit_.lagging("its blocks " + std::to_string(covered) + " and " + std::to_string(height) + " share versions"));
    if (height == covered + 1 || top->last_version - covered_version_ <= desk_.config.limits.versions_per_step) return *top;
    height = covered + (height - covered) / 2;
  }
}

Unless<ScanAttempt::Step> ScanAttempt::read() {
  for (;;) {
    auto top = top_of_step();
    if (!top) return fail(std::move(top.error()));
    auto transactions = visit_.transactions(covered_version_ + 1, top->last_version);
    if (!transactions) return stop(std::move(transactions.error()));
    auto blocks = blocks_of(scanned_.last, std::move(*transactions), *top);
    if (blocks) return Step{std::move(*blocks), top->last_version};
    // One block alone is known by its height; several only if each says where it begins.
    if (top->height == scanned_.last.height + 1)
      return stop(visit_.lagging("block " + std::to_string(top->height) + ": " + blocks.error()));
    blocks_per_step_ = 1;
  }
}

void ScanAttempt::take(Step step) {
  for (const VersionBlock& block : step.blocks) {
    scanned_.blocks.push_back(block.ref);
    for (const Transaction& transaction : block.transactions)
      std::ranges::move(transfers_to_us(chain_, block.ref, transaction, watched_), std::back_inserter(scanned_.transfers));
  }
  scanned_.last = scanned_.blocks.back();
  covered_version_ = step.last_version;
}

}  // namespace bepusdt::chains::aptos
