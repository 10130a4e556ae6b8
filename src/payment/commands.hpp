// What can be asked of accept_order, and what it answers: the one door through which requests reach the orders.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "base/result.hpp"
#include "base/time.hpp"
#include "core/order.hpp"
#include "core/quote.hpp"
#include "core/rate_rule.hpp"
#include "wire/errors.hpp"

namespace bepusdt::payment {

// A checked request: every field is well-formed, limits of single fields are kept, the merchant is known.
// What depends on rates, wallets and other orders is decided by accept_order.
struct CreateOrder {
  core::MerchantId merchant_id;
  core::OrderId order_id;
  core::Decimal fiat_amount;  // 0: open amount
  std::string fiat;           // "CNY"
  const core::TradeType* trade_type = nullptr;
  std::optional<core::Address> address;  // collect here instead of at a configured wallet
  Seconds timeout{};                     // already within 60..86400
  std::optional<core::RateRule> rate;    // absent: the operator's rule of the pair
  std::string name;
  std::string notify_url;
  std::string redirect_url;
  std::string parameters;  // digest over all of the above: equal means an identical repeat
};

struct CancelOrder {
  core::MerchantId merchant_id;
  core::TradeId trade_id;
};

using Command = std::variant<CreateOrder, CancelOrder>;

struct Accepted {
  core::Order order;
  core::Quote quote;  // the one on offer
  Time now{};         // when it was decided
};

using Answer = Result<Accepted, wire::Refusal>;

}  // namespace bepusdt::payment
