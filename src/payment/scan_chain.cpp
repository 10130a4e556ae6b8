#include "payment/scan_chain.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "catalog/chains.hpp"
#include "catalog/metrics.hpp"
#include "core/match.hpp"
#include "payment/common_ancestor.hpp"
#include "payment/record_transfer.hpp"

namespace bepusdt::payment {
namespace {

constexpr Seconds kWorthSkipping{600};  // of blocks that nobody waits for, rather than reading them

void watch(const core::Address& address, const core::TradeType& type, ports::WatchList& list) {
  list.addresses.push_back(address);
  (type.native ? list.native : list.tokens) = true;
}

// Whoever looked for `wide` saw everything that `narrow` asks for.
bool covers(const ports::WatchList& wide, const ports::WatchList& narrow) {
  return (wide.native || !narrow.native) && (wide.tokens || !narrow.tokens) &&
         std::ranges::includes(wide.addresses, narrow.addresses);
}

}  // namespace

Result<ScanChain::Work, ports::StoreError> ScanChain::look() const {
  Work work;
  const auto directory = ports_.directory.snapshot();
  const auto done = ports_.store.read([&](const ports::View& view) {
    work = Work{};
    work.cursor = view.cursor(chain_);
    const auto pairs = view.live_pairs(chain_);
    if (!pairs.empty()) work.oldest_quote = std::ranges::min(pairs, {}, &ports::View::LivePair::oldest).oldest;
    work.has_confirming = view.has_confirming(chain_);
    work.needed = options_.always_on || work.oldest_quote.has_value() || work.has_confirming;
    if (!work.needed) return;
    for (const auto& pair : pairs) watch(pair.address, *pair.trade_type, work.watch);
  });
  if (!done) return fail(done.error());
  // While the chain is read anyway, payments to the wallets that no order asked for are seen as well.
  for (const ports::Wallet& wallet : directory->wallets) {
    if (wallet.trade_type->chain != chain_.value()) continue;
    watch(wallet.address, *wallet.trade_type, work.watch);
  }
  std::ranges::sort(work.watch.addresses);
  const auto repeated = std::ranges::unique(work.watch.addresses);
  work.watch.addresses.erase(repeated.begin(), repeated.end());
  return work;
}

ScanResult ScanChain::run() {
  const auto work = look();
  if (!work) return failed(work.error());
  if (!work->needed) return {ScanOutcome::asleep, {}};
  if (!work->cursor) return start(*work);

  const BlockTime last_read = work->cursor->block.time;
  if (work->oldest_quote && !work->has_confirming && !options_.always_on &&
      *work->oldest_quote - core::kClockTolerance > last_read + kWorthSkipping) {
    const auto awoken = start(*work);
    if (awoken.outcome != ScanOutcome::up_to_date) return awoken;
  }

  const core::BlockRef& after = work->cursor->block;
  auto answer = reader_.scan({after, options_.max_blocks, &work->watch});
  if (!answer) return failed(answer.error());
  // An order that was accepted while the node was asked may be paid in a block that was read without it: read those again
  // with it. What is accepted after this look cannot be paid in blocks that exist already.
  if (const auto* scanned = std::get_if<ports::Scanned>(&*answer); scanned != nullptr && scanned->last != after) {
    const std::uint64_t blocks = scanned->last.height - after.height;
    const auto now = look();
    if (!now) return failed(now.error());
    if (!covers(work->watch, now->watch)) {
      answer = reader_.scan({after, blocks, &now->watch});
      if (!answer) return failed(answer.error());
    }
  }
  if (std::holds_alternative<ports::Forked>(*answer)) return rewind(after);
  return apply(after, std::get<ports::Scanned>(*answer));
}

Result<core::BlockRef, ports::ReadError> ScanChain::block_before(BlockTime wanted, const core::BlockRef& head) {
  // Invariant: low is before `wanted` (or the first block), high is not. Guesses assume an even pace and fall back to halving.
  core::BlockRef high = head;
  const catalog::Chain* row = catalog::find_chain(chain_.value());
  BEPUSDT_ASSERT(row != nullptr);
  const auto interval = std::max<std::int64_t>(1, row->block_interval.count());
  std::uint64_t low_height = 0;
  core::BlockRef low;
  bool low_known = false;
  for (int look = 0; look < 80 && high.height > low_height + (low_known ? 1 : 0); ++look) {
    const auto distance =
        static_cast<std::uint64_t>(std::chrono::duration_cast<Millis>(high.time - wanted).count() / interval + 1);
    std::uint64_t guess = low_height + (high.height - low_height) / 2;
    if (look < 12) guess = distance < high.height - low_height ? high.height - distance : low_height;
    guess = std::clamp(guess, low_known ? low_height + 1 : low_height, high.height - 1);
    const auto block = reader_.block_at(guess);
    if (!block) return fail(block.error());
    if (!*block) return fail(ports::ReadError{ports::ReadError::Kind::lagging, "a block below the head is missing", {}});
    if ((*block)->time < wanted) {
      low = **block;
      low_height = low.height;
      low_known = true;
    } else {
      high = **block;
      if (high.height == 0 || high.height > guess) return high;  // the chain begins here: not all have a block 0
    }
  }
  return low_known ? low : high;
}

// The first look at a chain, or the first after sleep: from the block before the oldest order that is live. When that is not
// ahead of the cursor, nothing is skipped (`up_to_date`).
ScanResult ScanChain::start(const Work& work) {
  const auto head = reader_.head();
  if (!head) return failed(head.error());
  core::BlockRef begin = *head;
  if (work.oldest_quote) {
    const auto wanted = std::chrono::floor<Seconds>(*work.oldest_quote - core::kClockTolerance);
    if (head->time >= wanted && head->height > 0) {
      const auto found = block_before(wanted, *head);
      if (!found) return failed(found.error());
      begin = *found;
    } else if (work.cursor && head->time + kWorthSkipping < wanted) {
      // An order that is so much younger than the newest block: the node is far behind, or our clock far ahead. Then no block
      // can pay it by the rule, but one that is skipped on the word of such a clock would never be seen by anybody.
      return {ScanOutcome::up_to_date, {}};
    }
  }
  if (work.cursor && begin.height <= work.cursor->block.height) return {ScanOutcome::up_to_date, {}};
  // While it slept, a fork may have replaced what was read last: that is undone before the gap begins.
  if (work.cursor) {
    const auto there = reader_.block_at(work.cursor->block.height);
    if (!there) return failed(there.error());
    if (!*there || (*there)->hash != work.cursor->block.hash) return rewind(work.cursor->block);
  }

  const Time now = ports_.clock.now();
  bool moved = false;
  const auto done = ports_.store.write([&](ports::Tx& tx) {
    moved = false;
    const auto current = tx.cursor(chain_);
    if (current.has_value() != work.cursor.has_value() || (current && current->block != work.cursor->block)) return;
    if (current && begin.height > current->block.height)
      tx.insert(ports::Gap{chain_, current->block.height + 1, begin.height, "asleep", now});
    tx.drop_blocks_above(chain_, 0);
    tx.drop_blocks_below(chain_, begin.height);  // the genesis block, too
    tx.put_block(chain_, begin);
    tx.put_cursor({chain_, begin, head->height, 0, now});
    moved = true;
  });
  if (!done) return failed(done.error());
  if (moved) ports_.log.info("chain.started", {{"chain", chain_.value()}, {"height", begin.height}, {"head", head->height}});
  return {ScanOutcome::advanced, {}};
}

ScanResult ScanChain::apply(const core::BlockRef& after, const ports::Scanned& scanned) {
  BEPUSDT_ASSERT(scanned.last.height >= after.height);
  const Time now = ports_.clock.now();
  const bool progress = scanned.last != after;
  std::size_t recorded = 0;
  const auto done = ports_.store.write([&](ports::Tx& tx) {
    recorded = 0;
    const auto current = tx.cursor(chain_);
    if (!current || current->block != after) return;  // another process went on from here
    for (const core::Transfer& transfer : scanned.transfers)
      if (record_seen(tx, transfer, now)) ++recorded;
    for (const core::BlockRef& block : scanned.blocks) tx.put_block(chain_, block);
    if (progress) tx.put_block(chain_, scanned.last);
    // Finality never goes back, and never beyond what was read.
    const std::uint64_t final_height = std::max(current->final_height, std::min(scanned.final_height, scanned.last.height));
    tx.put_cursor({chain_, scanned.last, scanned.head, final_height, now});
    if (progress && final_height > options_.keep_blocks) tx.drop_blocks_below(chain_, final_height - options_.keep_blocks);
  });
  if (!done) return failed(done.error());
  if (recorded > 0)
    ports_.log.info("chain.transfers_seen",
                    {{"chain", chain_.value()}, {"height", scanned.last.height}, {"count", recorded}});
  const std::string_view chain = chain_.value();
  ports_.metrics.set(catalog::metric::kChainScannedHeight, static_cast<double>(scanned.last.height), {chain});
  ports_.metrics.set(catalog::metric::kChainHeadHeight, static_cast<double>(scanned.head), {chain});
  ports_.metrics.set(catalog::metric::kChainLagBlocks,
                     static_cast<double>(scanned.head > scanned.last.height ? scanned.head - scanned.last.height : 0),
                     {chain});
  const bool behind = progress && scanned.last.height < scanned.head;
  return {behind || recorded > 0 ? ScanOutcome::advanced : ScanOutcome::up_to_date, {}};
}

ScanResult ScanChain::rewind(const core::BlockRef& from) {
  const auto ancestor = CommonAncestor(chain_, ports_.store, reader_, options_.keep_blocks).find(from);
  if (!ancestor) return std::visit([this](const auto& error) { return failed(error); }, ancestor.error());
  if (*ancestor == from) return {ScanOutcome::up_to_date, {}};  // the fork healed before we looked

  Gone gone;
  std::uint64_t final_height = 0;
  const auto done = ports_.store.write([&](ports::Tx& tx) {
    gone = {};
    auto current = tx.cursor(chain_);
    if (!current || current->block != from) return;
    final_height = current->final_height;
    // Read one by one: undoing one may change another.
    for (const core::Transfer& above : tx.transfers_above(chain_, ancestor->height))
      if (auto transfer = tx.transfer(above.key); transfer && !transfer->gone)
        record_gone(tx, *transfer, ports_.clock.now(), gone);
    tx.drop_blocks_above(chain_, ancestor->height);
    tx.put_block(chain_, *ancestor);
    tx.end_gaps_at(chain_, ancestor->height);
    current->block = *ancestor;
    current->final_height = std::min(current->final_height, ancestor->height);
    current->looked_at = ports_.clock.now();
    tx.put_cursor(*current);
  });
  if (!done) return failed(done.error());

  const auto depth = from.height - ancestor->height;
  ports_.log.warning(
      "chain.reorganised",
      {{"chain", chain_.value()}, {"from", from.height}, {"to", ancestor->height}, {"released", gone.released.size()}});
  if (ancestor->height < final_height)
    ports_.log.error("chain.reorganised_below_finality",
                     {{"chain", chain_.value()}, {"depth", depth}, {"final_height", final_height}});
  for (const core::TradeId& trade_id : gone.reversed)
    ports_.log.error("order.reversed", {{"trade_id", trade_id.value()}, {"chain", chain_.value()}});
  for (const core::TradeId& trade_id : gone.released) ports_.feed.order_changed(trade_id);
  for (const core::TradeId& trade_id : gone.reversed) ports_.feed.order_changed(trade_id);
  ports_.metrics.add(catalog::metric::kChainForks, 1, {chain_.value()});
  return {ScanOutcome::rewound, {}};
}

ScanResult ScanChain::failed(const ports::ReadError& error) {
  ports_.log.warning("chain.read_failed", {{"chain", chain_.value()}, {"reason", error.reason}});
  ports_.metrics.add(catalog::metric::kChainReadErrors, 1, {chain_.value(), name_of(error.kind)});
  return {ScanOutcome::failed, error.retry_after};
}

ScanResult ScanChain::failed(const ports::StoreError& error) {
  ports_.log.error("chain.store_failed", {{"chain", chain_.value()}, {"reason", error.reason}});
  return {ScanOutcome::failed, {}};
}

}  // namespace bepusdt::payment
