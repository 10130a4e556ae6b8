#include "payment/record_transfer.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "core/match.hpp"

namespace bepusdt::payment {
namespace {

void judge_anew(core::Transfer& transfer) {
  transfer.status = core::TransferStatus::seen;
  transfer.trade_id = {};
  transfer.merchant_id = {};
  transfer.reason.clear();
}

// The same transaction may do something else on another branch: a swap pays what its pool then gives, or somebody else.
bool moves_the_same(const core::Transfer& a, const core::Transfer& b) {
  return a.units == b.units && a.to == b.to && a.from == b.from && a.contract == b.contract && a.trade_type == b.trade_type;
}

void take_contents(core::Transfer& known, const core::Transfer& now) {
  known.units = now.units;
  known.to = now.to;
  known.from = now.from;
  known.contract = now.contract;
  known.trade_type = now.trade_type;
}

}  // namespace

bool record_seen(ports::Tx& tx, core::Transfer transfer, Time now) {
  auto known = tx.transfer(transfer.key);
  if (!known) {
    transfer.first_block_time = transfer.block.time;
    transfer.seen_at = now;
    transfer.status = core::TransferStatus::seen;
    transfer.gone = false;
    tx.insert(transfer);
    return true;
  }
  if (!known->gone && known->block == transfer.block) return false;
  known->block = transfer.block;
  known->first_block_time = std::min(known->first_block_time, transfer.block.time);
  known->gone = false;
  // What paid an order stays what it was: record_gone() has told of it already.
  if (known->status != core::TransferStatus::matched && !moves_the_same(*known, transfer)) {
    take_contents(*known, transfer);
    judge_anew(*known);
  }
  tx.update(*known);
  return true;
}

namespace {

// The order goes back to what it was before its payment. If another transaction of its order id was paid meanwhile, nobody
// should pay this one any more.
void release(ports::Tx& tx, core::Order& order, Time now) {
  constexpr int kTransactionsOfOneOrder = 100;
  order.move_to(order.came_from);
  order.payment_hash = {};
  order.payment_position = {};
  order.received = 0;
  if (order.state == core::OrderState::waiting) {
    const auto siblings = tx.orders_by_order_id(order.merchant_id, order.order_id, kTransactionsOfOneOrder);
    if (std::ranges::any_of(siblings, [](const core::Order& o) { return o.state == core::OrderState::paid; })) {
      order.move_to(core::OrderState::cancelled);
      order.cancelled_at = now;
    }
  }
  tx.update(order);
  for (core::Transfer& surplus : tx.transfers_of(order.trade_id)) {
    if (surplus.gone || surplus.status != core::TransferStatus::unmatched || surplus.reason != core::reason::kAlreadyPaid)
      continue;
    judge_anew(surplus);
    tx.update(surplus);
  }
}

}  // namespace

void record_gone(ports::Tx& tx, core::Transfer transfer, Time now, Gone& gone) {
  transfer.gone = true;
  bool consumed = false;
  if (transfer.status == core::TransferStatus::matched) {
    auto order = tx.order(transfer.trade_id);
    BEPUSDT_ASSERT(order.has_value());
    const bool is_its_payment = core::is_payment_of(transfer, *order);
    if (order->state == core::OrderState::paid) {
      consumed = true;
      if (is_its_payment && !order->reversed) {
        order->reversed = true;
        tx.update(*order);
        gone.reversed.push_back(order->trade_id);
      }
    } else {
      BEPUSDT_ASSERT(order->state == core::OrderState::confirming && is_its_payment);
      release(tx, *order, now);
      gone.released.push_back(order->trade_id);
    }
  }
  if (!consumed) judge_anew(transfer);  // when it comes back
  tx.update(transfer);
}

}  // namespace bepusdt::payment
