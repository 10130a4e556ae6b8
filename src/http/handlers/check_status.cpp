// GET /pay/check-status/{trade_id} (contract part 1 §4): the shape that existing clients poll, outside the envelope. An
// unknown id is the failure envelope inside HTTP 200, whatever the merchant's profile says about errors.
#include "http/context.hpp"
#include "http/handlers/handlers.hpp"
#include "http/order_view.hpp"
#include "http/reply.hpp"
#include "wire/field_names.hpp"

namespace bepusdt::http {

void check_status(const Call& call, Response& response) {
  namespace field = wire::field;
  response.add_field("Cache-Control", "no-store");
  const auto view = OrderView::read(call.context.store, call.id);
  if (!view || !*view) {
    const wire::Refusal refusal = view ? wire::Refusal{wire::ErrorCode::order_not_found, {}, {}} : refusal_of(view.error());
    reply_failure(refusal, call, response);
    return;
  }
  const core::Order& order = (*view)->order;
  const bool paid = order.state == core::OrderState::paid;
  response.content_type = kJson;
  wire::JsonWriter(response.body)
      .begin_object()
      .key(field::kTradeId)
      .text(order.trade_id.value())
      .key(field::kTradeHash)
      .text(order.payment_hash.value())
      .key(field::kStatus)
      .integer(core::legacy_status(order.state))
      .key(field::kReturnUrl)
      .text(paid ? std::string_view(order.redirect_url) : std::string_view())
      .key(field::kState)
      .text(core::name_of(order.state))
      .end_object();
}

}  // namespace bepusdt::http
