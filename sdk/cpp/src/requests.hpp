// The requests of a client: what is checked before anything is sent, the signed body, the address. Pure.
#pragma once

#include <bepusdt/client.hpp>

#include "base/secret.hpp"

namespace bepusdt::sdk {

// What all requests of a client have in common. Made once, immutable.
struct Endpoint {
  std::string base_url;  // without trailing slashes
  Secret token;
  std::string merchant_id;
  Headers post_headers;
  Headers get_headers;
  Milliseconds timeout;
  std::function<void(std::string_view path, std::string_view body)> on_request;

  // Throws ValidationError.
  [[nodiscard]] static Endpoint of(const ClientOptions& options);
};

[[nodiscard]] Result<HttpRequest> create_order_request(const Endpoint& endpoint, const CreateOrder& order);
[[nodiscard]] Result<HttpRequest> create_checkout_request(const Endpoint& endpoint, const CreateCheckout& checkout);
[[nodiscard]] Result<HttpRequest> cancel_order_request(const Endpoint& endpoint, std::string_view trade_id);
[[nodiscard]] Result<HttpRequest> query_order_request(const Endpoint& endpoint, std::string_view trade_id);
[[nodiscard]] Result<HttpRequest> get_order_request(const Endpoint& endpoint, const GetOrder& which);

}  // namespace bepusdt::sdk
