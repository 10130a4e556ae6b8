#include "payment/record_transfer.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace bepusdt::payment {

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
  tx.update(*known);
  return true;
}

void record_gone(ports::Tx& tx, core::Transfer transfer, Gone& gone) {
  transfer.gone = true;
  bool consumed = false;
  if (transfer.status == core::TransferStatus::matched) {
    auto order = tx.order(transfer.trade_id);
    BEPUSDT_ASSERT(order.has_value());
    const bool is_its_payment =
        order->payment_hash == transfer.key.hash && order->payment_position == transfer.key.position;
    if (order->state == core::OrderState::paid) {
      consumed = true;
      if (is_its_payment && !order->reversed) {
        order->reversed = true;
        tx.update(*order);
        gone.reversed.push_back(order->trade_id);
      }
    } else {
      BEPUSDT_ASSERT(order->state == core::OrderState::confirming && is_its_payment);
      order->move_to(order->came_from);
      order->payment_hash = {};
      order->payment_position = {};
      order->received = 0;
      tx.update(*order);
      gone.released.push_back(order->trade_id);
    }
  }
  if (!consumed) {
    transfer.status = core::TransferStatus::seen;  // judged anew when it comes back
    transfer.trade_id = {};
    transfer.merchant_id = {};
    transfer.reason.clear();
  }
  tx.update(transfer);
}

}  // namespace bepusdt::payment
