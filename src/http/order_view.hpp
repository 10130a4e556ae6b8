// OrderView: an order as its payer may see it, read from the store in one go: for the checkout page, its live events,
// check-status and pay/info.
#pragma once

#include <optional>
#include <vector>

#include "catalog/chains.hpp"
#include "http/context.hpp"
#include "ports/store.hpp"
#include "web/checkout_view.hpp"

namespace bepusdt::http {

struct OrderView {
  core::Order order;
  core::Quote quote;                      // on offer
  const catalog::Chain* chain = nullptr;  // of the quote
  std::optional<core::Transfer> payment;  // that confirms or paid it
  std::uint64_t head = 0;                 // of the payment's chain
  std::optional<core::Transfer> other;    // the newest that came and does not pay

  // nullopt: there is no such order.
  [[nodiscard]] static Result<std::optional<OrderView>, ports::StoreError> read(ports::Store& store,
                                                                                std::string_view trade_id);
};

[[nodiscard]] web::StateEvent state_event(const OrderView& view, const Context& context, Time now);
[[nodiscard]] web::CheckoutView checkout_view(const OrderView& view, const Context& context, wire::Language language,
                                              Time now);

// The address in the form that people see, of the quote's network. Valid until the same thread asks again.
[[nodiscard]] const std::string& display_address(const core::Quote& quote);
// What is asked for, "0" for an open amount.
[[nodiscard]] std::string actual_amount(const core::Quote& quote);
// To the deadline, never negative.
[[nodiscard]] Seconds seconds_left(Time deadline, Time now);
// The explorer's page of a transaction; empty where the chain has none or the hash is empty.
[[nodiscard]] std::string explorer_url(const catalog::Chain& chain, const core::TxHash& hash);

}  // namespace bepusdt::http
