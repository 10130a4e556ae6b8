// StateEvent: the part of a payer's page that changes while it is open, and its JSON: what GET /api/v1/pay/events/{trade_id}
// sends (one `data:` line an event, default event type) at once after the connection opens and after every change, and what
// assets/app.js reads. The page is rendered from the same struct, so that both always tell the same.
// Plain data; nothing here fails.
#pragma once

#include <optional>
#include <string>

#include "base/time.hpp"
#include "core/order_state.hpp"

namespace bepusdt::web {

// A transfer to this order's address that does not pay it: another amount, the right one too late, or one more besides
// the one that pays.
struct OtherPayment {
  enum class Kind { amount, late, extra };
  Kind kind = Kind::amount;
  std::string expected;  // plain decimal, as offered
  std::string received;  // plain decimal
  std::string currency;  // "USDT"
  std::string hash;
  std::string explorer_url;  // http(s), empty: none
};

struct StateEvent {
  core::OrderState state = core::OrderState::waiting;
  int quote_number = 0;             // of the quote on offer; a page that shows another one loads itself again
  int confirmations = 0;            // blocks on top of the payment's, its own included; at most `required`
  int required = 0;                 // 0: the chain itself says what is final, there is nothing to count
  Seconds seconds_left{0};          // to the deadline; below zero is shown and sent as 0
  std::string received;             // what that payment brought, plain decimal; empty: none yet
  std::string hash;                 // of the transaction that confirms or paid it; empty: none
  std::string explorer_url;         // of that transaction; http(s), empty: none
  std::string return_url;           // back to the shop; set once paid; http(s), empty: none
  std::optional<Seconds> paid_ago;  // since it became paid; a page opened long after does not leave by itself
  std::optional<OtherPayment> other;
};

// {"state":"confirming","status":1,"quote":0,"confirmations":3,"required":12,"seconds_left":840,
//  "received":"4.25","hash":"0x…","explorer_url":"https://…","return_url":"","paid_ago":null,"other":null}
// `status` is only ever 1, 2 or 3 (contract part 1 §4); `other` is null or
// {"kind":"amount"|"late"|"extra","expected":"4.25","received":"4.2","currency":"USDT","hash":"0x…","explorer_url":"https://…"}.
// One line without line breaks, safe to stand in a server-sent event as it is.
[[nodiscard]] std::string render_state_event(const StateEvent& event);

}  // namespace bepusdt::web
