// Client: the merchant's side of a gateway, blocking.
//
//   bepusdt::Client client({.api_url = "https://pay.example.com", .api_token = token});
//   const bepusdt::Order order = client.create_order({.order_id = "1001", .amount = "28.8",
//                                                     .notify_url = "https://shop.example.com/paid"});
//
// Each call exists twice: create_order throws an Error (bepusdt/error.hpp), try_create_order returns a Result.
// Safe from any thread; connections are kept and shared. Calls are tried again as RetryOptions say: create_order and
// cancel_order may be, because the order's number makes them the same order. Redirects are never followed.
#pragma once

#include <bepusdt/order.hpp>
#include <bepusdt/result.hpp>
#include <bepusdt/retry.hpp>
#include <bepusdt/transport.hpp>

#include <functional>
#include <memory>
#include <string>

namespace bepusdt::BEPUSDT_SDK_INLINE sdk {

struct ClientOptions {
  std::string api_url{};         // http(s), trailing slashes do not matter
  std::string api_token{};       // never logged, never in an error
  std::string merchant_id{};     // which merchant's token this is; empty: the gateway's default one
  Milliseconds timeout{30'000};  // for each try; this and the times of `retry`: at most 7 days
  RetryOptions retry{};
  std::string language{};    // Accept-Language, e.g. "en"; empty: the gateway's own
  std::string user_agent{};  // empty: "bepusdt-cpp/<version>"
  // Asks for status_code 401, 404 and 409 where the first generation of clients gets 400.
  bool exact_status_codes = true;
  std::function<void(const RetryNotice&)> on_retry{};
  // Told of each request before it is sent, with the signature as ***: for logs.
  std::function<void(std::string_view path, std::string_view body)> on_request{};
  TransportOptions transport{};
};

class BEPUSDT_SDK_API Client {
 public:
  // Throws ValidationError for an address that is none, an empty token, or retry options outside of their ranges.
  explicit Client(ClientOptions options);
  // With a transport, and a time, of the caller's; null: the built-in one.
  Client(ClientOptions options, std::shared_ptr<Transport> transport, std::shared_ptr<Timer> timer = nullptr);
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;
  ~Client();

  [[nodiscard]] Order create_order(const CreateOrder& order) const;
  [[nodiscard]] Checkout create_checkout(const CreateCheckout& checkout) const;
  CancelledOrder cancel_order(std::string_view trade_id) const;
  // What anybody may ask (check-status): trade_id, status, state, block_transaction_id, return_url.
  [[nodiscard]] Order query_order(std::string_view trade_id) const;
  // The signed query: everything.
  [[nodiscard]] OrderDetails get_order(const GetOrder& which) const;

  [[nodiscard]] Result<Order> try_create_order(const CreateOrder& order) const;
  [[nodiscard]] Result<Checkout> try_create_checkout(const CreateCheckout& checkout) const;
  [[nodiscard]] Result<CancelledOrder> try_cancel_order(std::string_view trade_id) const;
  [[nodiscard]] Result<Order> try_query_order(std::string_view trade_id) const;
  [[nodiscard]] Result<OrderDetails> try_get_order(const GetOrder& which) const;

  [[nodiscard]] const ClientOptions& options() const noexcept;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
};

}  // namespace bepusdt::BEPUSDT_SDK_INLINEsdk
