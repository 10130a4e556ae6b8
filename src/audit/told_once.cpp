// Invariant 5: each paid order has exactly one paid event; it is delivered at least once or visibly dead; no callback tells a
// state that was not committed.
#include <fmt/format.h>

#include <algorithm>

#include "audit/invariants.hpp"

namespace bepusdt::audit::told_once {

void of_order(const OrderCase& c, Desk& desk) {
  if (c.order.state != core::OrderState::paid) return;
  const auto events = desk.view.callbacks_of(c.order.trade_id);
  const auto paid = std::ranges::count(events, core::CallbackKind::paid, &core::CallbackEvent::kind);
  if (paid != 1)
    desk.findings.add({5,
                       {"orders", c.order.trade_id.value()},
                       fmt::format("已支付，却有 {} 个支付事件", paid),
                       fmt::format("is paid and has {} paid events", paid)});
}

namespace {

using core::CallbackKind;
using core::CallbackState;
using core::OrderState;

bool has_been(OrderState state, const core::Order& order) {
  const bool in_payment = order.state == OrderState::confirming || order.state == OrderState::paid;
  return order.state == state || (in_payment && order.came_from == state);
}

// What it tells was never so.
bool tells_what_was_not(const core::CallbackEvent& event, const core::Order& order) {
  if (event.kind == CallbackKind::paid) return order.state != OrderState::paid;
  if (event.kind == CallbackKind::expired) return !has_been(OrderState::expired, order);
  return false;  // each order has waited
}

}  // namespace

void of_event(const EventCase& c, Desk& desk) {
  const core::CallbackEvent& event = c.event;
  const auto found = [&](std::string zh, std::string en) {
    desk.findings.add({5, {"callbacks", event.id.value()}, std::move(zh), std::move(en)});
  };
  if (!c.order)
    return found(fmt::format("订单 {} 不存在", event.trade_id.value()),
                 fmt::format("tells of order {}, which does not exist", event.trade_id.value()));
  const core::Order& order = *c.order;
  if (event.merchant_id != order.merchant_id)
    found(fmt::format("发给商户 {}，而订单属于 {}", event.merchant_id.value(), order.merchant_id.value()),
          fmt::format("is for merchant {}, and the order is of {}", event.merchant_id.value(), order.merchant_id.value()));
  if (tells_what_was_not(event, order))
    found(fmt::format("称订单 {} 为 {}，而其状态是 {}", order.trade_id.value(), name_of(event.kind), name_of(order.state)),
          fmt::format("tells that order {} is {}, which is {}", order.trade_id.value(), name_of(event.kind),
                      name_of(order.state)));
  else if (event.kind == CallbackKind::paid && !event.body.empty() && !event.body.contains(order.payment_hash.value()))
    found(fmt::format("内容不是订单 {} 的付款", order.trade_id.value()),
          fmt::format("tells of another payment than order {}'s", order.trade_id.value()));

  if (event.attempts != std::ssize(c.attempts))
    found(fmt::format("称已尝试 {} 次，实际记录 {} 次", event.attempts, c.attempts.size()),
          fmt::format("counts {} attempts, and {} were kept", event.attempts, c.attempts.size()));
  const bool delivered = std::ranges::any_of(c.attempts, &core::CallbackAttempt::delivered);
  if (event.state == CallbackState::delivered && !delivered)
    found("标记为已送达，但没有成功的尝试", "counts as delivered without an attempt that was");
  if (event.state == CallbackState::dead && c.attempts.empty()) found("未经尝试就已放弃", "was given up without an attempt");
  if (event.state == CallbackState::dropped && event.kind == CallbackKind::paid)
    found("支付事件被丢弃", "tells of a payment and was dropped");
}

}  // namespace bepusdt::audit::told_once
