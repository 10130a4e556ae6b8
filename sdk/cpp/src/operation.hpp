// What a client's call is, apart from how it is driven: its request, and how its answer is read.
#pragma once

#include "sdk/cpp/src/answers.hpp"
#include "sdk/cpp/src/call_machine.hpp"
#include "sdk/cpp/src/requests.hpp"

namespace bepusdt::sdk {

template <class T>
struct Operation {
  Result<HttpRequest> request;
  Idempotency idempotency;
  Result<T> (*read)(const HttpAnswer&);

  // Of a call that is over.
  [[nodiscard]] Result<T> outcome_of(CallMachine machine) const {
    const int attempts = machine.attempts();
    const auto answer = std::move(machine).result();
    auto outcome = answer ? read(*answer) : Result<T>(answer.error());
    if (outcome) return outcome;
    ErrorInfo error = std::move(outcome).error();
    error.attempts = attempts;
    return error;
  }
};

inline Operation<Order> create_order_operation(const Endpoint& endpoint, const CreateOrder& order) {
  return {create_order_request(endpoint, order), Idempotency::by_key, read_created_order};
}
inline Operation<Checkout> create_checkout_operation(const Endpoint& endpoint, const CreateCheckout& checkout) {
  return {create_checkout_request(endpoint, checkout), Idempotency::by_key, read_checkout};
}
inline Operation<CancelledOrder> cancel_order_operation(const Endpoint& endpoint, std::string_view trade_id) {
  return {cancel_order_request(endpoint, trade_id), Idempotency::by_key, read_cancelled_order};
}
inline Operation<Order> query_order_operation(const Endpoint& endpoint, std::string_view trade_id) {
  return {query_order_request(endpoint, trade_id), Idempotency::safe, read_queried_order};
}
inline Operation<OrderDetails> get_order_operation(const Endpoint& endpoint, const GetOrder& which) {
  return {get_order_request(endpoint, which), Idempotency::safe, read_order_details};
}

}  // namespace bepusdt::sdk
