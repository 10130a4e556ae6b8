#include "payment/confirm_payment.hpp"

#include "base/assert.hpp"
#include "catalog/metrics.hpp"
#include "payment/callback_event.hpp"
#include "payment/pricing.hpp"

namespace bepusdt::payment {
namespace {

// Other transactions of the same order id: one that still waits is withdrawn, one that was paid means the payer paid twice.
struct Siblings {
  std::vector<core::TradeId> cancelled;
  std::vector<core::TradeId> also_paid;
};

Siblings settle_siblings(ports::Tx& tx, const core::Order& paid, Time now) {
  constexpr int kTransactionsOfOneOrder = 1000;
  Siblings siblings;
  for (core::Order& other : tx.orders_by_order_id(paid.merchant_id, paid.order_id, kTransactionsOfOneOrder)) {
    if (other.trade_id == paid.trade_id) continue;
    if (other.state == core::OrderState::paid) siblings.also_paid.push_back(other.trade_id);
    if (other.state != core::OrderState::waiting) continue;
    other.move_to(core::OrderState::cancelled);
    other.cancelled_at = now;
    tx.update(other);
    siblings.cancelled.push_back(other.trade_id);
  }
  return siblings;
}

constexpr int kMostUnanswered = 5;  // in one run, each of which may take as long as a reader's call

}  // namespace

std::optional<int> ConfirmPayment::run(int limit) {
  std::vector<core::Transfer> candidates;
  const auto read = ports_.store.read([&](const ports::View& view) {
    if (const auto cursor = view.cursor(chain_))
      candidates = view.transfers_to_confirm(chain_, cursor->final_height, limit + static_cast<int>(disputed_.size()));
  });
  if (!read) return std::nullopt;
  int paid = 0;
  int unanswered = 0;
  for (const core::Transfer& transfer : candidates) {
    const auto agrees = node_agrees(transfer);
    if (!agrees) {
      // What one transfer lacks need not be lacking of the next.
      if (agrees.error() == ports::ReadError::Kind::unreachable || ++unanswered == kMostUnanswered) break;
      continue;
    }
    if (!*agrees) continue;
    const auto marked = mark_paid(transfer);
    if (!marked) {
      ports_.log.error("payment.store_failed", {{"trade_id", transfer.trade_id.value()}, {"reason", marked.error().reason}});
      return paid > 0 ? std::optional(paid) : std::nullopt;
    }
    if (*marked) ++paid;
  }
  return paid;
}

Result<bool, ports::ReadError::Kind> ConfirmPayment::node_agrees(const core::Transfer& transfer) {
  constexpr Seconds kAskAgain{30};
  const Time now = ports_.clock.now();
  const std::string key = transfer.key.hash.value() + "/" + transfer.key.position.value();
  const auto disputed = disputed_.find(key);
  if (disputed != disputed_.end() && now < disputed->second) return false;
  const auto check = reader_.check(transfer);
  if (!check) {
    ports_.log.warning("chain.read_failed", {{"chain", chain_.value()}, {"reason", check.error().reason}});
    ports_.metrics.add(catalog::metric::kChainReadErrors, 1, {chain_.value(), name_of(check.error().kind)});
    return fail(check.error().kind);
  }
  if (*check == ports::TransferCheck::present) {
    disputed_.erase(key);
    return true;
  }
  if (disputed_.insert_or_assign(key, now + kAskAgain).second)
    ports_.log.error("payment.disputed", {{"chain", chain_.value()},
                                          {"hash", transfer.key.hash.value()},
                                          {"trade_id", transfer.trade_id.value()},
                                          {"node_says", *check == ports::TransferCheck::moved ? "moved" : "absent"}});
  return false;
}

Result<bool, ports::StoreError> ConfirmPayment::mark_paid(const core::Transfer& transfer) {
  const Time now = ports_.clock.now();
  const auto directory = ports_.directory.snapshot();
  bool marked = false;
  core::Order order;
  Siblings siblings;
  const auto done = ports_.store.write([&](ports::Tx& tx) {
    marked = false;
    const auto cursor = tx.cursor(chain_);
    const auto current = tx.transfer(transfer.key);
    if (!cursor || !current || current->gone || current->status != core::TransferStatus::matched) return;
    if (current->block != transfer.block || current->block.height > cursor->final_height) return;
    auto found = tx.order(current->trade_id);
    BEPUSDT_ASSERT(found.has_value());
    order = *std::move(found);
    if (order.state != core::OrderState::confirming || order.payment_hash != current->key.hash ||
        order.payment_position != current->key.position)
      return;

    auto quotes = tx.quotes(order.trade_id);
    // The quote that was paid: of this trade type, at best of this address and amount, too. An operator may have given the
    // order a transfer that no quote asked for.
    core::Quote* paid_quote = nullptr;
    const auto fit = [&](const core::Quote& q) {
      return (q.address == current->to ? 2 : 0) + (q.units == current->units ? 1 : 0);
    };
    for (core::Quote& quote : quotes)
      if (quote.trade_type == current->trade_type && (paid_quote == nullptr || fit(quote) > fit(*paid_quote)))
        paid_quote = &quote;
    if (order.open_amount && paid_quote != nullptr)
      if (const auto value = fiat_value(current->amount(), paid_quote->rate)) order.fiat_amount = *value;
    if (paid_quote != nullptr) order.quote_number = paid_quote->number;
    order.move_to(core::OrderState::paid);
    order.paid_at = now;
    tx.update(order);

    // From here the amounts are held only until the order's original deadline; an open one is free at once.
    for (core::Quote& quote : quotes) {
      if (quote.released_at) continue;
      quote.held_until =
          quote.is_open_amount() ? std::min(quote.held_until, now) : std::min(quote.held_until, quote.deadline);
      tx.update(quote);
    }
    for (core::CallbackEvent& event : tx.callbacks_of(order.trade_id)) {
      if (event.kind != core::CallbackKind::waiting || event.state != core::CallbackState::pending) continue;
      event.state = core::CallbackState::dropped;
      tx.update(event);
    }
    core::CallbackEvent event = make_event(order, core::CallbackKind::paid, now);
    (void)write_body(tx, *directory, order, event);
    tx.insert(event);
    siblings = settle_siblings(tx, order, now);
    marked = true;
  });
  if (!done) return fail(done.error());
  if (!marked) return false;

  ports_.log.info("order.paid", {{"trade_id", order.trade_id.value()},
                                 {"order_id", order.order_id.value()},
                                 {"chain", chain_.value()},
                                 {"hash", order.payment_hash.value()},
                                 {"amount", transfer.amount().to_string()}});
  ports_.metrics.add(catalog::metric::kOrders, 1, {"paid", transfer.trade_type->name});
  ports_.feed.order_changed(order.trade_id);
  for (const core::TradeId& id : siblings.cancelled) ports_.feed.order_changed(id);
  for (const core::TradeId& id : siblings.also_paid)
    ports_.log.error(
        "order.paid_twice",
        {{"order_id", order.order_id.value()}, {"trade_id", order.trade_id.value()}, {"other_trade_id", id.value()}});
  return true;
}

}  // namespace bepusdt::payment
