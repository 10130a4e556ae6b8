// Order: what a merchant asked to be paid, and what became of it. Moves only along order_state.hpp's table, through move_to().
#pragma once

#include <optional>
#include <string>

#include "base/assert.hpp"
#include "base/time.hpp"
#include "core/amount.hpp"
#include "core/decimal.hpp"
#include "core/ids.hpp"
#include "core/order_state.hpp"

namespace bepusdt::core {

struct Order {
  TradeId trade_id;
  MerchantId merchant_id;
  OrderId order_id;
  OrderState state = OrderState::waiting;
  OrderState came_from = OrderState::waiting;  // where `confirming` goes back to

  std::string fiat;
  Decimal fiat_amount;  // 0: open amount
  bool open_amount = false;
  std::string name;  // product name, at most 64 characters
  std::string notify_url;
  std::string redirect_url;
  std::string parameters;  // digest of the request that made it: equal means an identical repeat

  int quote_number = 0;  // the quote on offer; those before it are superseded
  int quote_count = 0;   // how many it ever gave, at most kMaxQuotes
  Time created_at{};
  Time deadline{};
  std::optional<Time> cancelled_at;
  std::optional<Time> paid_at;
  std::optional<Time> expired_event_at;  // the expired event was written: at most once
  TxHash payment_hash;                   // of the transfer that confirms or paid it
  Position payment_position;
  BaseUnits received = 0;  // of that transfer
  bool reversed = false;   // its transfer vanished after it was final

  static constexpr int kMaxQuotes = 8;

  void move_to(OrderState next) {
    BEPUSDT_ASSERT(is_legal_move(state, next));
    BEPUSDT_ASSERT(state != OrderState::confirming || next == OrderState::paid || next == came_from);
    if (next == OrderState::confirming) came_from = state;
    state = next;
  }
};

}  // namespace bepusdt::core
