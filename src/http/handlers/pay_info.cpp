// POST /api/v1/pay/info (contract part 1 §4): what a checkout page of BEpusdt 1.23 asks for; the shape is that one's, `state`
// is ours. `status` tells all five states here.
#include "http/context.hpp"
#include "http/handlers/handlers.hpp"
#include "http/order_view.hpp"
#include "http/reply.hpp"
#include "wire/field_names.hpp"

namespace bepusdt::http {
namespace {

std::int64_t unix_seconds(Time time) { return std::chrono::floor<Seconds>(time).time_since_epoch().count(); }

}  // namespace

Result<void, wire::Refusal> pay_info(const Call& call, wire::JsonWriter& data) {
  namespace field = wire::field;
  const auto fields = wire::SignedRequest::parse(call.request.body());
  if (!fields) return fail(fields.error());
  const auto trade_id = fields->text(field::kTradeId);
  if (!trade_id) return fail(trade_id.error());
  if (!*trade_id)
    return fail(wire::Refusal{wire::ErrorCode::invalid_request, std::string(field::kTradeId), {"不能为空", "is required"}});
  const auto view = OrderView::read(call.context.store, **trade_id);
  if (!view) return fail(refusal_of(view.error()));
  if (!*view) return fail(wire::Refusal{wire::ErrorCode::order_not_found, std::string(field::kTradeId), {}});

  const core::Order& order = (*view)->order;
  const core::Quote& quote = (*view)->quote;
  const catalog::Chain& chain = *(*view)->chain;
  const std::string currency(quote.trade_type->currency);
  data.key(field::kTradeId).text(order.trade_id.value());
  data.key(field::kOrderId).text(order.order_id.value());
  data.key(field::kTradeType).text(quote.trade_type->name);
  data.key(field::kStatus).integer(static_cast<int>(order.state));
  data.key(field::kState).text(core::name_of(order.state));
  data.key(field::kName).text(order.name);
  data.key(field::kMoney).text(order.fiat_amount.to_string());
  data.key(field::kFiat).text(order.fiat);
  data.key(field::kActualAmount).text(actual_amount(quote));
  data.key(field::kToken).text(display_address(quote));
  data.key("created_at").integer(unix_seconds(order.created_at));
  data.key("expired_at").integer(unix_seconds(order.deadline));
  data.key(field::kRedirectUrl).text(order.redirect_url);
  data.key(field::kReselect).boolean(false);
  data.key("support_url").text(std::string_view());
  data.key("trade_url").text(explorer_url(chain, order.payment_hash));
  data.key(field::kNetwork).begin_object();
  data.key("alias").text(std::string(chain.display_name) + "・" + currency);
  data.key("name").text(chain.display_name);
  data.key("crypto").text(currency);
  data.key("network").text(chain.name);
  data.end_object();
  return {};
}

}  // namespace bepusdt::http
