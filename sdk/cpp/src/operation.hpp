// What a client's call is, apart from how it is driven: its request, and how its answer is read.
#pragma once

#include <functional>
#include <string>

#include "sdk/cpp/src/answer_errors.hpp"
#include "sdk/cpp/src/answers.hpp"
#include "sdk/cpp/src/call_machine.hpp"
#include "sdk/cpp/src/requests.hpp"

namespace bepusdt::sdk {

template <class T>
struct Operation {
  Result<HttpRequest> request;
  Idempotency idempotency;
  std::function<Result<T>(const HttpAnswer&)> read;

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

// Reads an answer and holds what it says (`said` takes that out of it) against what was asked for.
template <class T, class Said>
[[nodiscard]] auto about(std::string wanted, Result<T> (*read)(const HttpAnswer&), Said said) {
  return [wanted = std::move(wanted), read, said](const HttpAnswer& answer) -> Result<T> {
    auto value = read(answer);
    if (!value) return value;
    if (auto error = about_another_order(said(*value), wanted, answer)) return *std::move(error);
    return value;
  };
}

inline Operation<Order> create_order_operation(const Endpoint& endpoint, const CreateOrder& order) {
  return {create_order_request(endpoint, order), Idempotency::by_key,
          about(order.order_id, read_created_order, [](const Order& read) { return read.order_id; })};
}
inline Operation<Checkout> create_checkout_operation(const Endpoint& endpoint, const CreateCheckout& checkout) {
  return {create_checkout_request(endpoint, checkout), Idempotency::by_key,
          about(checkout.order_id, read_checkout, [](const Checkout& read) { return read.order_id; })};
}
inline Operation<CancelledOrder> cancel_order_operation(const Endpoint& endpoint, std::string_view trade_id) {
  return {cancel_order_request(endpoint, trade_id), Idempotency::by_key,
          about(std::string(trade_id), read_cancelled_order, [](const CancelledOrder& read) { return read.trade_id; })};
}
inline Operation<Order> query_order_operation(const Endpoint& endpoint, std::string_view trade_id) {
  return {query_order_request(endpoint, trade_id), Idempotency::safe,
          about(std::string(trade_id), read_queried_order, [](const Order& read) { return read.trade_id; })};
}
inline Operation<OrderDetails> get_order_operation(const Endpoint& endpoint, const GetOrder& which) {
  const bool by_trade_id = !which.trade_id.empty();
  return {get_order_request(endpoint, which), Idempotency::safe,
          about(by_trade_id ? which.trade_id : which.order_id, read_order_details, [by_trade_id](const OrderDetails& read) {
            return by_trade_id ? read.order.trade_id : read.order.order_id;
          })};
}

}  // namespace bepusdt::sdk
