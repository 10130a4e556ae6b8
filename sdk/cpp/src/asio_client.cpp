#include <bepusdt/asio.hpp>

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include "sdk/cpp/src/asio_transport.hpp"
#include "sdk/cpp/src/operation.hpp"

namespace bepusdt::sdk {

namespace asio = boost::asio;

struct AsyncClient::Parts {
  ClientOptions options;
  Endpoint endpoint;
  std::shared_ptr<AsyncTransport> transport;
  std::weak_ptr<AsioTransport> own;  // the built-in one, which ends with its client
};

namespace {

// The coroutines hold the parts: a client may be moved while its calls run. g++ 12 destroys some temporaries of a co_await
// expression twice, so everything that is handed on there has a name.
template <class T, class Parts>
asio::awaitable<Result<T>> run(std::shared_ptr<const Parts> parts, std::shared_ptr<Operation<T>> operation) {
  if (!operation->request) co_return operation->request.error();
  AsyncTransport& transport = *parts->transport;
  CallMachine machine(
      *operation->request, operation->idempotency, parts->options.retry, parts->options.on_retry,
      [&transport] { return transport.chance(); }, transport.now());
  for (;;) {
    HttpOutcome outcome = co_await transport.send(machine.request());
    const auto wait = machine.after(std::move(outcome), transport.now());
    if (machine.cancelled()) throw boost::system::system_error(asio::error::operation_aborted);
    if (!wait) break;
    co_await transport.sleep(*wait);
    if (!machine.resume(transport.now())) break;
  }
  co_return operation->outcome_of(std::move(machine));
}

template <class T, class Parts>
asio::awaitable<Result<T>> start(std::shared_ptr<const Parts> parts, Operation<T> operation) {
  return run<T>(std::move(parts), std::make_shared<Operation<T>>(std::move(operation)));
}

template <class T>
asio::awaitable<T> value_of(asio::awaitable<Result<T>> call) {
  Result<T> result = co_await std::move(call);
  co_return std::move(result).value();
}

}  // namespace

AsyncClient::AsyncClient(asio::any_io_executor executor, ClientOptions options) {
  Endpoint endpoint = Endpoint::of(options);
  auto transport = std::make_shared<AsioTransport>(std::move(executor), options.transport);
  parts_ = std::make_shared<const Parts>(Parts{std::move(options), std::move(endpoint), transport, transport});
}

AsyncClient::AsyncClient(ClientOptions options, std::shared_ptr<AsyncTransport> transport) {
  Endpoint endpoint = Endpoint::of(options);
  parts_ = std::make_shared<const Parts>(Parts{std::move(options), std::move(endpoint), std::move(transport), {}});
}

AsyncClient::AsyncClient(AsyncClient&&) noexcept = default;

AsyncClient& AsyncClient::operator=(AsyncClient&& other) noexcept {
  AsyncClient ended(std::move(*this));
  parts_ = std::move(other.parts_);
  return *this;
}

AsyncClient::~AsyncClient() {
  if (!parts_) return;
  if (const auto own = parts_->own.lock()) own->close();
}

asio::awaitable<Result<Order>> AsyncClient::try_create_order(const CreateOrder& order) const {
  return start(parts_, create_order_operation(parts_->endpoint, order));
}
asio::awaitable<Result<Checkout>> AsyncClient::try_create_checkout(const CreateCheckout& checkout) const {
  return start(parts_, create_checkout_operation(parts_->endpoint, checkout));
}
asio::awaitable<Result<CancelledOrder>> AsyncClient::try_cancel_order(std::string_view trade_id) const {
  return start(parts_, cancel_order_operation(parts_->endpoint, trade_id));
}
asio::awaitable<Result<Order>> AsyncClient::try_query_order(std::string_view trade_id) const {
  return start(parts_, query_order_operation(parts_->endpoint, trade_id));
}
asio::awaitable<Result<OrderDetails>> AsyncClient::try_get_order(const GetOrder& which) const {
  return start(parts_, get_order_operation(parts_->endpoint, which));
}

asio::awaitable<Order> AsyncClient::create_order(const CreateOrder& order) const {
  return value_of(try_create_order(order));
}
asio::awaitable<Checkout> AsyncClient::create_checkout(const CreateCheckout& checkout) const {
  return value_of(try_create_checkout(checkout));
}
asio::awaitable<CancelledOrder> AsyncClient::cancel_order(std::string_view trade_id) const {
  return value_of(try_cancel_order(trade_id));
}
asio::awaitable<Order> AsyncClient::query_order(std::string_view trade_id) const {
  return value_of(try_query_order(trade_id));
}
asio::awaitable<OrderDetails> AsyncClient::get_order(const GetOrder& which) const { return value_of(try_get_order(which)); }

}  // namespace bepusdt::sdk
