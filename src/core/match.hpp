// The match rule: what a transfer is to the order whose quote it met. Pure; the source is contract part 1 §3
// ("When a payment is on time", "Reservations") and §6.
#pragma once

#include <string_view>

#include "core/order.hpp"
#include "core/policy.hpp"
#include "core/quote.hpp"
#include "core/transfer.hpp"

namespace bepusdt::core {

// Block stamps are whole seconds and clocks differ, so a stamp this long before the order's creation still counts.
inline constexpr Seconds kClockTolerance{60};

// Stable codes kept in Transfer::reason.
namespace reason {
inline constexpr std::string_view kNoOrder = "no_order";             // no quote of that amount, or none at that time
inline constexpr std::string_view kLate = "late";                    // within grace, and policy does not take it
inline constexpr std::string_view kAfterCancel = "after_cancel";     // mined after the order was cancelled
inline constexpr std::string_view kAlreadyPaid = "already_paid";     // the order is confirming or paid by another transfer
inline constexpr std::string_view kSuperseded = "superseded_quote";  // fiat or price changed since that quote
inline constexpr std::string_view kBelowMinimum = "below_minimum";   // open amount: smaller than order.open_min
inline constexpr std::string_view kAssignedAway = "dismissed";       // an operator said no
}  // namespace reason

// Whether the quote's window (tolerance before creation up to the end of grace) contains the stamp.
[[nodiscard]] bool in_window(const Quote& quote, BlockTime stamp);

enum class Verdict { pays, late, unmatched };

struct Match {
  Verdict verdict;
  std::string_view reason;  // set unless it pays
};

// Whether this is the transfer by which the order is confirming or paid. Hash and position alone do not say so: a transaction
// that any chain takes (one signed without EIP-155's chain id) has the same hash on two.
[[nodiscard]] bool is_payment_of(const Transfer& transfer, const Order& order);

// `stamp` is the earliest block time seen for the transfer. Requires in_window(quote, stamp).
[[nodiscard]] Match judge(const Order& order, const Quote& quote, BlockTime stamp, AcceptLate accept_late);

}  // namespace bepusdt::core
