// What an operator decides by hand when something went wrong: a late payment taken after all, an unmatched transfer given to
// an order, a callback sent again. The same rows and moves as the steps; used by the command line beside a running gateway.
#pragma once

#include <string>

#include "base/result.hpp"
#include "payment/ports.hpp"
#include "wire/errors.hpp"

namespace bepusdt::payment {

// Takes the order's late transfer (the earliest, if several): the order becomes confirming and is paid once that is final.
[[nodiscard]] Result<core::Order, wire::Refusal> accept_late(ports::Store& store, const core::TradeId& trade_id);

// Gives a late or unmatched transfer to an order that is not confirming or paid, whatever the amount.
[[nodiscard]] Result<core::Order, wire::Refusal> assign_transfer(ports::Store& store, const core::TransferKey& key,
                                                                 const core::TradeId& trade_id);

// Makes a paid event due now, whatever its state. Attempts go on counting: an event whose retries were used up is tried once.
[[nodiscard]] Result<core::CallbackEvent, wire::Refusal> resend_callback(ports::Store& store, const core::EventId& id,
                                                                         Time now);

}  // namespace bepusdt::payment
