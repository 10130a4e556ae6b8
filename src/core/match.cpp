#include "core/match.hpp"

namespace bepusdt::core {

bool in_window(const Quote& quote, BlockTime stamp) {
  return stamp >= quote.created_at - kClockTolerance && stamp <= quote.late_until;
}

bool is_payment_of(const Transfer& transfer, const Order& order) {
  return transfer.status == TransferStatus::matched && transfer.trade_id == order.trade_id &&
         transfer.key.hash == order.payment_hash && transfer.key.position == order.payment_position;
}

Match judge(const Order& order, const Quote& quote, BlockTime stamp, AcceptLate accept_late) {
  if (order.state == OrderState::confirming || order.state == OrderState::paid)
    return {Verdict::unmatched, reason::kAlreadyPaid};
  if (order.state == OrderState::cancelled && order.cancelled_at && stamp > *order.cancelled_at)
    return {Verdict::unmatched, reason::kAfterCancel};
  const bool superseded = quote.number != order.quote_number;
  if (superseded && (quote.fiat != order.fiat || quote.fiat_amount != order.fiat_amount))
    return {Verdict::unmatched, reason::kSuperseded};
  if (stamp <= quote.deadline) return {Verdict::pays, {}};
  const bool taken =
      accept_late == AcceptLate::always || (accept_late == AcceptLate::stablecoins && quote.trade_type->stablecoin);
  return taken ? Match{Verdict::pays, {}} : Match{Verdict::late, reason::kLate};
}

}  // namespace bepusdt::core
