// What the JSON objects of an answer say of orders, member by member; what is missing or of another kind stays empty.
#pragma once

#include <bepusdt/order.hpp>

#include "sdk/cpp/src/json_object.hpp"

namespace bepusdt::sdk {

// `status` from 1 to 6; nullopt for whatever else stands there.
[[nodiscard]] std::optional<OrderStatus> status_of(JsonObject& json);
// `state`, or what the status means, which is all that gateways before ours say.
[[nodiscard]] std::string state_of(JsonObject& json, std::optional<OrderStatus> status);

void read_order(JsonObject& json, Order& order);
void read_checkout(JsonObject& json, Checkout& checkout);
void read_details(JsonObject& json, OrderDetails& details);

}  // namespace bepusdt::sdk
