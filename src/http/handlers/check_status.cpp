// GET /pay/check-status/{trade_id} (contract part 1 §4): the shape that existing clients poll, outside the envelope. An
// unknown id is the failure envelope inside HTTP 200, whatever the merchant's profile says about errors.
#include "core/trade_id.hpp"
#include "http/context.hpp"
#include "http/handlers/handlers.hpp"
#include "http/reply.hpp"
#include "wire/field_names.hpp"

namespace bepusdt::http {
namespace {

// Clients poll this: one row is read, and nothing else of what a page shows.
Result<std::optional<core::Order>, ports::StoreError> find(ports::Store& store, std::string_view trade_id) {
  std::optional<core::Order> order;
  if (!core::is_trade_id(trade_id)) return order;
  const auto done = store.read([&](const ports::View& view) { order = view.order(core::TradeId(std::string(trade_id))); });
  if (!done) return fail(done.error());
  return order;
}

}  // namespace

void check_status(const Call& call, Response& response) {
  namespace field = wire::field;
  response.add_field("Cache-Control", "no-store");
  const auto found = find(call.context.store, call.id);
  if (!found || !*found) {
    const wire::Refusal refusal =
        found ? wire::Refusal{wire::ErrorCode::order_not_found, {}, {}} : refusal_of(found.error());
    reply_failure(refusal, call, response);
    return;
  }
  const core::Order& order = **found;
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
