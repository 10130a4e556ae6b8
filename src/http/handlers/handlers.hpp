// The handlers that routes.cpp names, each in the file of its own name. Kinds are explained in route.hpp.
#pragma once

#include "http/route.hpp"

namespace bepusdt::http {

[[nodiscard]] Result<payment::Command, wire::Refusal> check_create_transaction(const MerchantCall& call);
void show_transaction(const MerchantCall& call, const payment::Accepted& accepted, wire::JsonWriter& data);

[[nodiscard]] Result<payment::Command, wire::Refusal> check_cancel_transaction(const MerchantCall& call);
void show_cancelled(const MerchantCall& call, const payment::Accepted& accepted, wire::JsonWriter& data);

[[nodiscard]] Result<void, wire::Refusal> query_order(const MerchantCall& call, wire::JsonWriter& data);
[[nodiscard]] Result<void, wire::Refusal> pay_info(const Call& call, wire::JsonWriter& data);

void check_status(const Call& call, Response& response);
void checkout_page(const Call& call, Response& response);
void order_events(const Call& call, Response& response);
void asset(const Call& call, Response& response);
void healthz(const Call& call, Response& response);
void readyz(const Call& call, Response& response);
void metrics(const Call& call, Response& response);

}  // namespace bepusdt::http
