#include <bepusdt/client.hpp>

#include "sdk/cpp/src/operation.hpp"
#include "sdk/cpp/src/system_timer.hpp"

namespace bepusdt::sdk {

struct Client::Parts {
  ClientOptions options;
  Endpoint endpoint;
  std::shared_ptr<Transport> transport;
  std::shared_ptr<Timer> timer;

  template <class T>
  Result<T> run(Operation<T> operation) const {
    if (!operation.request) return std::move(operation.request).error();
    CallMachine machine(
        *std::move(operation.request), operation.idempotency, options.retry, options.on_retry,
        [this] { return timer->chance(); }, timer->now());
    for (;;) {
      HttpOutcome outcome = transport->send(machine.request());
      const auto wait = machine.after(std::move(outcome), timer->now());  // the time after the exchange
      if (!wait || !timer->sleep(*wait) || !machine.resume(timer->now())) break;
    }
    return operation.outcome_of(std::move(machine));
  }
};

Client::Client(ClientOptions options) : Client(std::move(options), nullptr) {}

Client::Client(ClientOptions options, std::shared_ptr<Transport> transport, std::shared_ptr<Timer> timer) {
  Endpoint endpoint = Endpoint::of(options);
  if (!transport) transport = make_transport(options.transport);
  if (!timer) timer = std::make_shared<SystemTimer>(options.transport.cancelled);
  parts_ =
      std::make_unique<const Parts>(Parts{std::move(options), std::move(endpoint), std::move(transport), std::move(timer)});
}

Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

const ClientOptions& Client::options() const noexcept { return parts_->options; }

Result<Order> Client::try_create_order(const CreateOrder& order) const {
  return parts_->run(create_order_operation(parts_->endpoint, order));
}
Result<Checkout> Client::try_create_checkout(const CreateCheckout& checkout) const {
  return parts_->run(create_checkout_operation(parts_->endpoint, checkout));
}
Result<CancelledOrder> Client::try_cancel_order(std::string_view trade_id) const {
  return parts_->run(cancel_order_operation(parts_->endpoint, trade_id));
}
Result<Order> Client::try_query_order(std::string_view trade_id) const {
  return parts_->run(query_order_operation(parts_->endpoint, trade_id));
}
Result<OrderDetails> Client::try_get_order(const GetOrder& which) const {
  return parts_->run(get_order_operation(parts_->endpoint, which));
}

Order Client::create_order(const CreateOrder& order) const { return try_create_order(order).value(); }
Checkout Client::create_checkout(const CreateCheckout& checkout) const { return try_create_checkout(checkout).value(); }
CancelledOrder Client::cancel_order(std::string_view trade_id) const { return try_cancel_order(trade_id).value(); }
Order Client::query_order(std::string_view trade_id) const { return try_query_order(trade_id).value(); }
OrderDetails Client::get_order(const GetOrder& which) const { return try_get_order(which).value(); }

}  // namespace bepusdt::sdk
