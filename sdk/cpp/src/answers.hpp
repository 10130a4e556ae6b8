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

}  // namespace bepusdt::sdk
