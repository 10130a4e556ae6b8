// Makes the outbox rows: what a merchant is told, signed, in the text of its profile (contract part 2).
#pragma once

#include "core/callback.hpp"
#include "core/order.hpp"
#include "ports/directory.hpp"

namespace bepusdt::payment {

// One paid and one expired event an order, for ever: the id is made of both, and the store refuses a second.
[[nodiscard]] core::EventId event_id(const core::TradeId& trade_id, core::CallbackKind kind, int number = 0);

// The row that says that the merchant is to be told, due at once. `number` counts waiting events from 0. It has no body yet.
[[nodiscard]] core::CallbackEvent make_event(const core::Order& order, core::CallbackKind kind, Time now, int number = 0);

// Writes what the event says now: target and body from the order, its quote on offer and (paid) its transfer, signed with the
// merchant's token of now. Done when the event is claimed, so that a rebuilt order and a changed token are never told of as
// they were. What is final makes the same bytes each time. false: the merchant is not configured any more; nothing changed.
[[nodiscard]] bool write_body(const ports::View& view, const ports::DirectorySnapshot& directory, const core::Order& order,
                              core::CallbackEvent& event);

}  // namespace bepusdt::payment
