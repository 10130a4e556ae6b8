// Invariant 1: a transfer pays at most one order, for ever, also after it vanished and came back; an order is paid by a transfer
// that existed and was final when it became paid. (That it existed and succeeded on the chain itself: on_chain.hpp.)
#include <fmt/format.h>

#include <algorithm>

#include "audit/invariants.hpp"

namespace bepusdt::audit::one_payment {
namespace {

std::string key_of(const core::TxHash& hash, const core::Position& position) {
  return hash.value() + "/" + position.value();
}

bool is_payment_of(const core::Transfer& transfer, const core::Order& order) {
  return transfer.key.hash == order.payment_hash && transfer.key.position == order.payment_position;
}

bool has_payment(const core::Order& order) {
  return order.state == core::OrderState::confirming || order.state == core::OrderState::paid;
}

// Whether the chain's own record still shows that the transfer's block became final. What a chain knew of finality starts anew
// when it is looked at again after sleep, so a gap above the block ends what can be said.
bool is_known_not_final(const core::Transfer& transfer, const ports::View& view) {
  const auto cursor = view.cursor(transfer.key.chain);
  if (!cursor || cursor->final_height == 0 || transfer.block.height <= cursor->final_height) return false;
  const auto gaps = view.gaps(transfer.key.chain, 1);
  return gaps.empty() || gaps.front().from <= transfer.block.height;
}

}  // namespace

void of_order(const OrderCase& c, Desk& desk) {
  const core::Order& order = c.order;
  if (!has_payment(order)) return;
  const auto found = [&](std::string zh, std::string en) {
    desk.findings.add({1, {"orders", order.trade_id.value()}, std::move(zh), std::move(en)});
  };
  const std::string key = key_of(order.payment_hash, order.payment_position);
  // The same hash may be another transfer, too, on another chain: the consumed one is meant.
  auto payment = std::ranges::find_if(c.transfers, [&](const core::Transfer& transfer) {
    return is_payment_of(transfer, order) && transfer.status == core::TransferStatus::matched;
  });
  if (payment == c.transfers.end())
    payment =
        std::ranges::find_if(c.transfers, [&](const core::Transfer& transfer) { return is_payment_of(transfer, order); });
  if (payment == c.transfers.end()) {
    for (const core::Transfer& other : desk.view.transfers_by_hash(order.payment_hash))
      if (is_payment_of(other, order) && !other.trade_id.empty())
        return found(fmt::format("转账 {} 已归订单 {}，又被本订单当作付款", key, other.trade_id.value()),
                     fmt::format("is paid by transfer {}, which belongs to order {}", key, other.trade_id.value()));
    return found(fmt::format("付款转账 {} 不在账本中", key),
                 fmt::format("is paid by transfer {}, which is not its own in the ledger", key));
  }
  if (payment->status != core::TransferStatus::matched)
    return found(fmt::format("付款转账 {} 的状态是 {}", key, name_of(payment->status)),
                 fmt::format("is paid by transfer {}, which counts as {}", key, name_of(payment->status)));
  if (payment->gone && !order.reversed)
    return found(fmt::format("付款转账 {} 已不在链上", key),
                 fmt::format("is paid by transfer {}, which left the chain", key));
  if (order.state == core::OrderState::paid && !order.reversed && is_known_not_final(*payment, desk.view))
    found(fmt::format("付款转账 {} 所在区块 {} 尚未最终确认", key, payment->block.height),
          fmt::format("is paid by transfer {} of block {}, which is not final", key, payment->block.height));
}

void of_transfer(const TransferCase& c, Desk& desk) {
  const core::Transfer& transfer = c.transfer;
  if (transfer.status != core::TransferStatus::matched) return;
  const std::string order_id = transfer.trade_id.value();
  const auto found = [&](std::string zh, std::string en) {
    desk.findings.add({1, {"transfers", key_of(transfer.key.hash, transfer.key.position)}, std::move(zh), std::move(en)});
  };
  if (!c.order)
    return found(fmt::format("支付的订单 {} 不存在", order_id),
                 fmt::format("pays order {}, which does not exist", order_id));
  if (!has_payment(*c.order) || !is_payment_of(transfer, *c.order))
    return found(fmt::format("已用于订单 {}，但该订单（{}）并未记录这笔付款", order_id, name_of(c.order->state)),
                 fmt::format("is consumed by order {}, which is {} and not by it", order_id, name_of(c.order->state)));
  if (transfer.gone && c.order->state != core::OrderState::paid)
    found(fmt::format("已不在链上，却仍用于订单 {}", order_id),
          fmt::format("left the chain and is still consumed by order {}", order_id));
}

}  // namespace bepusdt::audit::one_payment
