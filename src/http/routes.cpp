#include "http/routes.hpp"

#include "http/handlers/handlers.hpp"

namespace bepusdt::http {

std::vector<Route> routes() {
  using enum Method;
  return {
      // Merchants (contract part 1 §3)
      {post, "/api/v1/order/create-transaction", MerchantCommand{check_create_transaction, show_transaction}},
      {post, "/api/v1/order/cancel-transaction", MerchantCommand{check_cancel_transaction, show_cancelled}},
      {post, "/api/v1/order/query", MerchantQuery{query_order}},
      // Payers (§4)
      {get, "/pay/check-status/{trade_id}", Page(check_status)},
      {get, "/pay/checkout-counter/{trade_id}", Page(checkout_page)},
      {get, "/pay/checkout/{trade_id}", Page(checkout_page)},
      {get, "/pay/cashier/{trade_id}", Page(checkout_page)},
      {post, "/api/v1/pay/info", PayerQuery{pay_info}},
      {get, "/api/v1/pay/events/{trade_id}", Page(order_events)},
      {get, "/assets/*", Page(asset)},
      // Probes (part 5 §4)
      {get, "/healthz", Page(healthz)},
      {get, "/readyz", Page(readyz)},
      {get, "/metrics", Page(metrics)},
  };
}

}  // namespace bepusdt::http
