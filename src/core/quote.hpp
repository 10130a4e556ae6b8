// Quote: one offer to pay an order: this amount, of this trade type, to this address, within this window.
// Each quote that an order ever gave is a reservation row; while it is live no other live quote may hold the same
// (chain, address, trade type, amount). An open-amount quote has units 0 and excludes every other quote of its
// trade type at its address.
#pragma once

#include <optional>

#include "base/time.hpp"
#include "core/amount.hpp"
#include "core/decimal.hpp"
#include "core/ids.hpp"

namespace bepusdt::core {

struct Quote {
  TradeId trade_id;
  int number = 0;  // 0..7 within the order, in order of creation
  MerchantId merchant_id;
  ChainName chain;
  Address address;
  const TradeType* trade_type = nullptr;
  BaseUnits units = 0;  // 0: open amount
  std::string fiat;     // ISO 4217 code
  Decimal fiat_amount;  // what was priced; 0 for an open amount
  Decimal rate;         // fiat per unit of the currency, after the rule
  Time created_at{};
  Time deadline{};                  // a payment is on time up to here
  Time late_until{};                // and late up to here (deadline + grace at creation)
  Time held_until{};                // the amount is not offered to others before this
  std::optional<Time> released_at;  // set once it is offered to others again

  [[nodiscard]] Amount amount() const { return Amount(units, *trade_type); }
  [[nodiscard]] bool is_open_amount() const { return units.is_zero(); }
};

}  // namespace bepusdt::core
