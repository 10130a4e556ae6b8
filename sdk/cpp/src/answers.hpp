// What the gateway's answers say: the envelope (contract part 1 §2) and what stands in it. Read leniently, because three
// generations of gateways write it: amounts as numbers or strings, members missing, states unknown. Pure.
#pragma once

#include <bepusdt/order.hpp>
#include <bepusdt/result.hpp>
#include <bepusdt/transport.hpp>

namespace bepusdt::sdk {

// Of an answer with HTTP 2xx.
[[nodiscard]] Result<Order> read_created_order(const HttpAnswer& answer);
[[nodiscard]] Result<Checkout> read_checkout(const HttpAnswer& answer);
[[nodiscard]] Result<CancelledOrder> read_cancelled_order(const HttpAnswer& answer);
[[nodiscard]] Result<Order> read_queried_order(const HttpAnswer& answer);
[[nodiscard]] Result<OrderDetails> read_order_details(const HttpAnswer& answer);

// An ApiError if an answer says that it is about another order than the one that was asked for, as a proxy may give it that is out
// of step with its connections: nobody may deliver on the strength of that. An answer that names none is believed.
[[nodiscard]] std::optional<ErrorInfo> about_another_order(std::string_view said, std::string_view wanted,
                                                           const HttpAnswer& answer);

// Of an answer with any other status: ClientError or ServerError, with whatever the body tells.
[[nodiscard]] ErrorInfo read_http_error(const HttpAnswer& answer);

}  // namespace bepusdt::sdk
