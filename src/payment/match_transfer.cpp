#include "payment/match_transfer.hpp"

#include <fmt/format.h>

#include "base/assert.hpp"
#include "catalog/metrics.hpp"
#include "core/match.hpp"
#include "payment/pricing.hpp"

namespace bepusdt::payment {
namespace {

// The quote that this transfer meets: for exactly this amount or for an open one, with a window that holds the stamp; of
// several the newest, because a place was given to it only after the holds of those before it had ended.
std::optional<core::Quote> quote_met(const ports::View& view, const core::Transfer& transfer) {
  constexpr int kCandidates = 16;
  const ports::PairKey at{transfer.key.chain, transfer.to, transfer.trade_type};
  std::optional<core::Quote> met;
  for (const core::BaseUnits& units : {transfer.units, core::BaseUnits(0)})
    for (core::Quote& quote : view.quotes_offering(at, units, kCandidates))
      if (core::in_window(quote, transfer.first_block_time) && (!met || quote.created_at > met->created_at))
        met = std::move(quote);
  return met;
}

void judge_one(ports::Tx& tx, core::Transfer& transfer, const core::OrderPolicy& policy) {
  const auto quote = quote_met(tx, transfer);
  if (!quote) {
    transfer.status = core::TransferStatus::unmatched;
    transfer.reason = core::reason::kNoOrder;
    return;
  }
  auto order = tx.order(quote->trade_id);
  BEPUSDT_ASSERT(order.has_value());
  transfer.trade_id = order->trade_id;
  transfer.merchant_id = order->merchant_id;

  core::Match match = core::judge(*order, *quote, transfer.first_block_time, policy.accept_late);
  if (match.verdict == core::Verdict::pays && quote->is_open_amount()) {
    const auto value = fiat_value(transfer.amount(), quote->rate);
    if (!value || *value < policy.open_min) match = {core::Verdict::unmatched, core::reason::kBelowMinimum};
  }
  switch (match.verdict) {
    case core::Verdict::pays:
      order->move_to(core::OrderState::confirming);
      order->payment_hash = transfer.key.hash;
      order->payment_position = transfer.key.position;
      order->received = transfer.units;
      tx.update(*order);
      transfer.status = core::TransferStatus::matched;
      transfer.reason.clear();
      return;
    case core::Verdict::late:
      transfer.status = core::TransferStatus::late;
      transfer.reason = match.reason;
      return;
    case core::Verdict::unmatched:
      transfer.status = core::TransferStatus::unmatched;
      transfer.reason = match.reason;
      return;
  }
}

}  // namespace

std::optional<int> MatchTransfer::run(int limit) {
  // Most of the time there is nothing to do, and a look costs no write lock.
  bool any = false;
  if (!ports_.store.read([&](const ports::View& view) { any = !view.transfers_to_match(1).empty(); })) return std::nullopt;
  if (!any) return 0;

  const auto directory = ports_.directory.snapshot();
  std::vector<core::Transfer> judged;
  const auto done = ports_.store.write([&](ports::Tx& tx) {
    judged = tx.transfers_to_match(limit);
    for (core::Transfer& transfer : judged) {
      judge_one(tx, transfer, directory->policy);
      tx.update(transfer);
    }
  });
  if (!done) {
    ports_.log.error("transfer.match_failed", {{"reason", done.error().reason}});
    return std::nullopt;
  }
  for (const core::Transfer& transfer : judged) {
    const auto severity =
        transfer.status == core::TransferStatus::matched ? ports::Severity::info : ports::Severity::warning;
    ports_.log.write(severity, fmt::format("transfer.{}", name_of(transfer.status)),
                     {{"chain", transfer.key.chain.value()},
                      {"hash", transfer.key.hash.value()},
                      {"position", transfer.key.position.value()},
                      {"trade_type", transfer.trade_type->name},
                      {"amount", transfer.amount().to_string()},
                      {"trade_id", transfer.trade_id.value()},
                      {"reason", transfer.reason}});
    ports_.metrics.add(catalog::metric::kTransfers, 1, {transfer.key.chain.value(), name_of(transfer.status)});
    if (!transfer.trade_id.empty()) ports_.feed.order_changed(transfer.trade_id);
  }
  return static_cast<int>(judged.size());
}

}  // namespace bepusdt::payment
