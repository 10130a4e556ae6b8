// Makes the outbox rows: what a merchant is told, signed, in the text of its profile (contract part 2).
#pragma once

#include "core/callback.hpp"
#include "core/merchant.hpp"
#include "core/order.hpp"
#include "core/quote.hpp"

namespace bepusdt::payment {

// One paid and one expired event an order, for ever: the id is made of both, and the store refuses a second.
[[nodiscard]] core::EventId event_id(const core::TradeId& trade_id, core::CallbackKind kind, int number = 0);

// The event for the state that `order` is in by `kind`, due at once. `quote` is the one that was paid or is on offer.
// `payer`: who sent the payment; empty before it. A waiting event is the order's first; deliver_callback makes those after it.
[[nodiscard]] core::CallbackEvent make_event(const core::Order& order, const core::Quote& quote,
                                             const core::Merchant& merchant, core::CallbackKind kind, Time now,
                                             const core::Address& payer = {});

}  // namespace bepusdt::payment
