// POST /api/v1/order/cancel-transaction (contract part 1 §3): stops offering a waiting order. Idempotent.
#include "core/trade_id.hpp"
#include "http/handlers/handlers.hpp"
#include "wire/field_names.hpp"

namespace bepusdt::http {

Result<payment::Command, wire::Refusal> check_cancel_transaction(const MerchantCall& call) {
  const auto text = call.fields.text(wire::field::kTradeId);
  if (!text) return fail(text.error());
  if (!*text)
    return fail(
        wire::Refusal{wire::ErrorCode::invalid_request, std::string(wire::field::kTradeId), {"不能为空", "is required"}});
  if (!core::is_trade_id(**text))
    return fail(wire::Refusal{wire::ErrorCode::order_not_found, std::string(wire::field::kTradeId), {}});
  return payment::Command(payment::CancelOrder{call.merchant.id, core::TradeId(std::string(**text))});
}

void show_cancelled(const MerchantCall&, const payment::Accepted& accepted, wire::JsonWriter& data) {
  data.key(wire::field::kTradeId).text(accepted.order.trade_id.value());
}

}  // namespace bepusdt::http
