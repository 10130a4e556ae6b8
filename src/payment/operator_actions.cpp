#include "payment/operator_actions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bepusdt::payment {
namespace {

using wire::ErrorCode;
using wire::Refusal;

template <class T>
Result<T, Refusal> decide(ports::Store& store, const std::function<Result<T, Refusal>(ports::Tx&)>& decision) {
  Result<T, Refusal> outcome = fail(Refusal{ErrorCode::internal, "", {}});
  const auto done = store.write([&](ports::Tx& tx) { outcome = decision(tx); });
  if (!done) return fail(Refusal{ErrorCode::unavailable, "", {done.error().reason, done.error().reason}});
  return outcome;
}

Result<core::Order, Refusal> consume(ports::Tx& tx, core::Order order, core::Transfer transfer) {
  const auto quotes = tx.quotes(order.trade_id);
  const bool has_rate =
      std::ranges::any_of(quotes, [&](const core::Quote& q) { return q.trade_type == transfer.trade_type; });
  if (order.open_amount && !has_rate)
    return fail(Refusal{ErrorCode::invalid_request,
                        "transfer",
                        {"未定金额的订单没有该币种的汇率", "is in a currency that this open-amount order has no rate for"}});
  if (order.state == core::OrderState::confirming || order.state == core::OrderState::paid)
    return fail(
        Refusal{ErrorCode::order_not_selectable,
                "trade_id",
                {fmt::format("订单状态为 {}", name_of(order.state)), fmt::format("the order is {}", name_of(order.state))}});
  if (transfer.gone || (transfer.status != core::TransferStatus::late && transfer.status != core::TransferStatus::unmatched))
    return fail(Refusal{ErrorCode::invalid_request,
                        "transfer",
                        {fmt::format("转账状态为 {}{}", name_of(transfer.status), transfer.gone ? "，已被回滚" : ""),
                         fmt::format("is {}{}", name_of(transfer.status), transfer.gone ? " and gone" : "")}});
  order.move_to(core::OrderState::confirming);
  order.payment_hash = transfer.key.hash;
  order.payment_position = transfer.key.position;
  order.received = transfer.units;
  tx.update(order);
  transfer.status = core::TransferStatus::matched;
  transfer.trade_id = order.trade_id;
  transfer.merchant_id = order.merchant_id;
  transfer.reason.clear();
  tx.update(transfer);
  return order;
}

}  // namespace

Result<core::Order, Refusal> accept_late(ports::Store& store, const core::TradeId& trade_id) {
  return decide<core::Order>(store, [&](ports::Tx& tx) -> Result<core::Order, Refusal> {
    const auto order = tx.order(trade_id);
    if (!order) return fail(Refusal{ErrorCode::order_not_found, "trade_id", {}});
    auto transfers = tx.transfers_of(trade_id);
    std::erase_if(transfers, [](const core::Transfer& t) { return t.gone || t.status != core::TransferStatus::late; });
    if (transfers.empty())
      return fail(Refusal{ErrorCode::invalid_request, "trade_id", {"没有迟到的付款", "has no late payment"}});
    return consume(tx, *order, *std::ranges::min_element(transfers, {}, &core::Transfer::first_block_time));
  });
}

Result<core::Order, Refusal> assign_transfer(ports::Store& store, const core::TransferKey& key,
                                             const core::TradeId& trade_id) {
  return decide<core::Order>(store, [&](ports::Tx& tx) -> Result<core::Order, Refusal> {
    const auto order = tx.order(trade_id);
    if (!order) return fail(Refusal{ErrorCode::order_not_found, "trade_id", {}});
    const auto transfer = tx.transfer(key);
    if (!transfer)
      return fail(Refusal{ErrorCode::invalid_request, "transfer", {"没有这笔转账", "there is no such transfer"}});
    return consume(tx, *order, *transfer);
  });
}

Result<core::CallbackEvent, Refusal> resend_callback(ports::Store& store, const core::EventId& id, Time now) {
  return decide<core::CallbackEvent>(store, [&](ports::Tx& tx) -> Result<core::CallbackEvent, Refusal> {
    auto event = tx.callback(id);
    if (!event) return fail(Refusal{ErrorCode::invalid_request, "event", {"没有这个回调", "there is no such callback"}});
    if (event->kind != core::CallbackKind::paid)
      return fail(Refusal{ErrorCode::invalid_request,
                          "event",
                          {"只有付款回调可以重新发送", "tells what was true then; only paid events are sent again"}});
    event->state = core::CallbackState::pending;
    event->due_at = now;
    tx.update(*event);
    return *event;
  });
}

}  // namespace bepusdt::payment
