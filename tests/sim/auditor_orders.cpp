// What the auditor sees of orders: that they stay, how they move, and that what pays them is true.
#include <algorithm>

#include "sim/auditor.hpp"

namespace bepusdt::sim {
namespace {

using core::OrderState;

constexpr int kAll = 100'000;
constexpr Seconds kStampsMayPrecede{60};  // contract part 1 §3: a block stamp may lie this long before the order's creation

std::string text_of(const core::TransferKey& key) {
  return key.chain.value() + " " + key.hash.value() + "/" + key.position.value();
}

// Contract part 1 §6, written down once more.
bool may_move(OrderState from, OrderState to, OrderState came_from) {
  switch (from) {
    case OrderState::waiting:
      return to == OrderState::confirming || to == OrderState::expired || to == OrderState::cancelled;
    case OrderState::expired:
    case OrderState::cancelled: return to == OrderState::confirming;
    // A payment that vanished gives it back; if its order id was paid otherwise meanwhile, it is withdrawn at once.
    case OrderState::confirming:
      return to == OrderState::paid || to == came_from || (came_from == OrderState::waiting && to == OrderState::cancelled);
    case OrderState::paid: return false;
  }
  return false;
}

bool looks_the_same(const core::Order& a, const core::Order& b) {
  return a.state == b.state && a.quote_count == b.quote_count && a.quote_number == b.quote_number &&
         a.deadline == b.deadline && a.payment_hash == b.payment_hash && a.payment_position == b.payment_position &&
         a.received == b.received && a.reversed == b.reversed && a.cancelled_at == b.cancelled_at &&
         a.parameters == b.parameters;
}

}  // namespace

const ChainWorld* Auditor::chain(const core::ChainName& name) const {
  for (const auto& chain : chains_)
    if (chain->name() == name) return chain.get();
  return nullptr;
}

bool Auditor::all_at_rest() const {
  return std::ranges::none_of(known_, [](const auto& entry) {
    return entry.second.order.state == OrderState::waiting || entry.second.order.state == OrderState::confirming;
  });
}

void Auditor::answered(const core::Order& order, const core::Quote& quote) {
  answered_.insert(order.trade_id.value());
  const auto found = known_.find(order.trade_id.value());
  if (found == known_.end())
    return stage_.violate("a client was told of order {}, which was never committed", order.trade_id.value());
  if (std::ranges::none_of(found->second.offers, [&](const Offer& o) {
        return o.quote.number == quote.number && o.quote.units == quote.units && o.quote.address == quote.address &&
               o.quote.trade_type == quote.trade_type;
      }))
    stage_.violate("a client was told an amount for order {} that was never committed", order.trade_id.value());
}

void Auditor::committed(ports::Store& store) {
  (void)store.read([&](const ports::View& view) {
    const std::vector<core::Order> orders = view.orders(std::nullopt, std::nullopt, kAll);
    if (orders.size() < known_.size()) stage_.violate("{} orders of {} are left", orders.size(), known_.size());
    for (const core::Order& order : orders) {
      const auto found = known_.find(order.trade_id.value());
      if (found == known_.end() || !looks_the_same(found->second.order, order)) look_at_order(view, order);
    }
    for (const auto& chain : chains_) {
      const std::string& name = chain->name().value();
      if (begun_at_.contains(name)) continue;
      if (const auto cursor = view.cursor(chain->name())) begun_at_.emplace(name, cursor->block.height);
    }
  });
}

void Auditor::look_at_order(const ports::View& view, const core::Order& order) {
  const auto [at, is_new] = known_.try_emplace(order.trade_id.value());
  Known& known = at->second;
  const core::Order before = std::exchange(known.order, order);
  if (is_new) {
    known.first_seen = stage_.clock.true_now();
    if (order.state != OrderState::waiting)
      stage_.violate("order {} begins as {}", order.trade_id.value(), name_of(order.state));
    stage_.tell("order {} ({}) exists", order.trade_id.value(), order.order_id.value());
  } else {
    judge_move(before, order);
  }
  known.states.insert(order.state);

  for (const core::Quote& quote : view.quotes(order.trade_id)) {
    const auto offer = std::ranges::find(known.offers, quote.number, [](const Offer& o) { return o.quote.number; });
    if (offer == known.offers.end()) {
      judge_offer(known, quote);
      known.offers.push_back({quote, hold_of(quote)});
    } else {
      if (offer->quote.units != quote.units || offer->quote.address != quote.address ||
          offer->quote.trade_type != quote.trade_type)
        stage_.violate("quote {} of order {} changed what it asks for", quote.number, order.trade_id.value());
      offer->quote = quote;
      if (order.state != OrderState::paid) offer->held_until = std::max(offer->held_until, hold_of(quote));
    }
  }
  if (order.state == OrderState::paid && before.state != OrderState::paid)
    for (Offer& offer : known.offers) {
      const Time end = offer.quote.is_open_amount() ? Time{} : Time(offer.quote.deadline);
      offer.held_until = std::min(offer.held_until, end);
    }

  const bool other_payment =
      is_new || before.payment_hash != order.payment_hash || before.payment_position != order.payment_position;
  if (!order.payment_hash.empty() && (other_payment || before.state != order.state)) judge_payment(view, known);
}

void Auditor::judge_move(const core::Order& before, const core::Order& now) {
  const std::string& id = now.trade_id.value();
  if (before.state != now.state) {
    stage_.tell("order {} is {}", id, name_of(now.state));
    if (!may_move(before.state, now.state, before.came_from))
      stage_.violate("order {} moved from {} (from {}) to {}", id, name_of(before.state), name_of(before.came_from),
                     name_of(now.state));
    if (before.state == OrderState::confirming && now.state == OrderState::cancelled &&
        before.came_from == OrderState::waiting) {
      stage_.space.moved(OrderState::confirming, OrderState::waiting);
      stage_.space.moved(OrderState::waiting, OrderState::cancelled);
    } else {
      stage_.space.moved(before.state, now.state);
    }
  }
  if (before.state == OrderState::paid &&
      (before.payment_hash != now.payment_hash || before.payment_position != now.payment_position ||
       before.received != now.received || before.paid_at != now.paid_at || before.fiat_amount != now.fiat_amount))
    stage_.violate("what paid order {} was changed afterwards", id);
  if (!before.reversed && now.reversed) stage_.space.struck(Fault::reversed_after_finality);
  if (before.reversed && !now.reversed) stage_.violate("order {} is no longer marked reversed", id);
}

void Auditor::judge_payment(const ports::View& view, Known& known) {
  const core::Order& order = known.order;
  const std::string& id = order.trade_id.value();
  for (const core::Transfer& row : view.transfers_of(order.trade_id)) {
    // The same hash may stand on two chains.
    if (row.key.hash != order.payment_hash || row.key.position != order.payment_position ||
        row.status != core::TransferStatus::matched)
      continue;
    const ChainWorld* world = chain(row.key.chain);
    const TransferHistory* truth = world == nullptr ? nullptr : world->history(row.key);
    if (truth == nullptr)
      return stage_.violate("order {} is {} by {}, which never was a transfer", id, name_of(order.state), text_of(row.key));
    known.paid_in = truth->trade_type;
    if (truth->units != row.units || truth->to != row.to || truth->trade_type != row.trade_type ||
        order.received != truth->units)
      stage_.violate("order {} is {} by {} units where {} came in", id, name_of(order.state), order.received.str(),
                     truth->units.str());
    if (!by_hand_.contains(id) && !was_asked_for(known, *truth))
      stage_.violate("order {} is {} by {}, which it did not ask for", id, name_of(order.state), text_of(row.key));
    if (const auto paid = paid_by_.find(text_of(row.key)); paid != paid_by_.end() && paid->second != id)
      stage_.violate("{} paid order {} and pays order {}", text_of(row.key), paid->second, id);
    if (order.state == OrderState::paid) judge_paid(view, known, row.key, *truth);
    return;
  }
  stage_.violate("order {} is {} by a transfer that is not in the books", id, name_of(order.state));
}

void Auditor::judge_paid(const ports::View& view, const Known& known, const core::TransferKey& key,
                         const TransferHistory& truth) {
  const std::string& id = known.order.trade_id.value();
  paid_by_.emplace(text_of(key), id);
  if (std::ranges::none_of(truth.inclusions, &Inclusion::was_final))
    stage_.violate("order {} is paid by {} before that was final", id, text_of(key));
  int events = 0;
  for (const core::CallbackEvent& event : view.callbacks_of(known.order.trade_id))
    if (event.kind == core::CallbackKind::paid) ++events;
  if (events != 1) stage_.violate("order {} was committed as paid with {} paid events", id, events);
}

bool Auditor::late_counts(const core::TradeType& type) const {
  return settings_.policy.accept_late == core::AcceptLate::always ||
         (settings_.policy.accept_late == core::AcceptLate::stablecoins && type.stablecoin);
}

// Whether some quote of the order asked for exactly this, at a time when some block that held it was stamped.
bool Auditor::was_asked_for(const Known& known, const TransferHistory& truth) const {
  return std::ranges::any_of(known.offers, [&](const Offer& offer) {
    const core::Quote& q = offer.quote;
    if (q.trade_type != truth.trade_type || q.address != truth.to) return false;
    if (!q.is_open_amount() && q.units != truth.units) return false;
    const Time end = late_counts(*q.trade_type) && !q.is_open_amount() ? q.deadline + settings_.policy.grace : q.deadline;
    return std::ranges::any_of(truth.inclusions, [&](const Inclusion& inclusion) {
      return inclusion.block.time >= q.created_at - kStampsMayPrecede && inclusion.block.time <= end;
    });
  });
}

}  // namespace bepusdt::sim
