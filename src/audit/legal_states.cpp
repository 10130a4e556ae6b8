// Invariant 3: an order moves only along the table of legal moves; `paid` is final. Moves leave traces in the order's row, and
// each trace that no legal path leaves is one clause.
#include <fmt/format.h>

#include "audit/invariants.hpp"

namespace bepusdt::audit::legal_states {

void of_order(const OrderCase& c, Desk& desk) {
  const core::Order& order = c.order;
  using enum core::OrderState;
  const auto found = [&](std::string_view zh, std::string_view en) {
    desk.findings.add({3,
                       {"orders", order.trade_id.value()},
                       fmt::format("状态 {}：{}", name_of(order.state), zh),
                       fmt::format("is {} and {}", name_of(order.state), en)});
  };
  const bool in_payment = order.state == confirming || order.state == paid;
  if (order.paid_at && order.state != paid) found("曾经已支付，而已支付是终态", "was paid once, which is final");
  if (!order.paid_at && order.state == paid) found("没有支付时间", "has no time of its payment");
  if (in_payment && order.payment_hash.empty()) found("没有付款转账", "names no transfer");
  if (!in_payment && (!order.payment_hash.empty() || !order.received.is_zero()))
    found("却记录了付款转账", "names a transfer as its payment");
  if (in_payment && !core::is_legal_move(order.came_from, confirming))
    found(fmt::format("来自不允许的状态 {}", name_of(order.came_from)),
          fmt::format("came from {}, which no payment starts from", name_of(order.came_from)));
  if (order.reversed && order.state != paid) found("却标记为支付后回滚", "counts as reversed after its payment");

  // Where it stands, or stood before its payment.
  const core::OrderState stood = in_payment ? order.came_from : order.state;
  if (stood == cancelled && !order.cancelled_at) found("没有取消时间", "has no time of its cancelling");
  if (stood != cancelled && order.cancelled_at)
    found("曾被取消，又回到了其他状态", "was cancelled once, which only a payment leaves");
  if (stood != expired && order.expired_event_at)
    found("曾经过期，又回到了其他状态", "was expired once, which only a payment leaves");
}

}  // namespace bepusdt::audit::legal_states
