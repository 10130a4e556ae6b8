// AsyncClient: the client for programs on Boost.Asio: each call is a coroutine. The only header that needs Boost.
//
//   boost::asio::awaitable<void> sell(bepusdt::AsyncClient& client) {
//     const bepusdt::CreateOrder wanted{.order_id = "1001", .amount = "28.8", .notify_url = url};
//     const bepusdt::Order order = co_await client.create_order(wanted);
//   }
//
// The request is read before the call returns its awaitable; it need not outlive that. It stands on a line of its own because
// g++ up to 12 destroys a braced temporary inside of a co_await expression twice: there such a call does not compile.
//
// Same connection layer, retries and errors as Client; no thread of its own. Calls may run side by side and be begun from any
// thread; they resume on the awaiting coroutine's executor. Cancelling a call (boost::asio::cancellation_signal, operator|| with
// a timer) ends its exchange: it fails with boost::system::system_error(operation_aborted), and the gateway may have carried
// it out. The destructor ends what still runs, or waits to try again, in the same way. The executor's context outlives the client. ClientOptions::transport.cancelled is not asked.
#pragma once

#include <bepusdt/client.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <memory>
#include <string_view>

namespace bepusdt::BEPUSDT_SDK_INLINE sdk {

// The seam below AsyncClient, as Transport is below Client: one exchange, a wait, and what a test replaces of both.
class BEPUSDT_SDK_API AsyncTransport {
 public:
  virtual ~AsyncTransport();
  // `request` outlives the awaitable.
  [[nodiscard]] virtual boost::asio::awaitable<HttpOutcome> send(const HttpRequest& request) = 0;
  [[nodiscard]] virtual boost::asio::awaitable<void> sleep(Milliseconds duration) = 0;
  [[nodiscard]] virtual Timer::TimePoint now() = 0;
  // From 0 to 1.
  [[nodiscard]] virtual double chance() = 0;
};

class BEPUSDT_SDK_API AsyncClient {
 public:
  // Throws ValidationError as Client does.
  AsyncClient(boost::asio::any_io_executor executor, ClientOptions options);
  AsyncClient(ClientOptions options, std::shared_ptr<AsyncTransport> transport);
  AsyncClient(AsyncClient&&) noexcept;
  AsyncClient& operator=(AsyncClient&&) noexcept;
  ~AsyncClient();

  [[nodiscard]] boost::asio::awaitable<Order> create_order(const CreateOrder& order) const;
  [[nodiscard]] boost::asio::awaitable<Checkout> create_checkout(const CreateCheckout& checkout) const;
  [[nodiscard]] boost::asio::awaitable<CancelledOrder> cancel_order(std::string_view trade_id) const;
  [[nodiscard]] boost::asio::awaitable<Order> query_order(std::string_view trade_id) const;
  [[nodiscard]] boost::asio::awaitable<OrderDetails> get_order(const GetOrder& which) const;

  [[nodiscard]] boost::asio::awaitable<Result<Order>> try_create_order(const CreateOrder& order) const;
  [[nodiscard]] boost::asio::awaitable<Result<Checkout>> try_create_checkout(const CreateCheckout& checkout) const;
  [[nodiscard]] boost::asio::awaitable<Result<CancelledOrder>> try_cancel_order(std::string_view trade_id) const;
  [[nodiscard]] boost::asio::awaitable<Result<Order>> try_query_order(std::string_view trade_id) const;
  [[nodiscard]] boost::asio::awaitable<Result<OrderDetails>> try_get_order(const GetOrder& which) const;

#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
  // Name the request first: this compiler would destroy it twice.
  boost::asio::awaitable<Order> create_order(CreateOrder&&) const = delete;
  boost::asio::awaitable<Checkout> create_checkout(CreateCheckout&&) const = delete;
  boost::asio::awaitable<OrderDetails> get_order(GetOrder&&) const = delete;
  boost::asio::awaitable<Result<Order>> try_create_order(CreateOrder&&) const = delete;
  boost::asio::awaitable<Result<Checkout>> try_create_checkout(CreateCheckout&&) const = delete;
  boost::asio::awaitable<Result<OrderDetails>> try_get_order(GetOrder&&) const = delete;
#endif

 private:
  struct Parts;
  std::shared_ptr<const Parts> parts_;
};

}  // namespace bepusdt::BEPUSDT_SDK_INLINEsdk
