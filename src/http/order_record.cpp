#include "http/order_record.hpp"

#include "base/assert.hpp"
#include "catalog/chains.hpp"
#include "core/match.hpp"
#include "http/order_view.hpp"
#include "http/payment_url.hpp"
#include "wire/field_names.hpp"

namespace bepusdt::http {
namespace {

namespace field = wire::field;
using wire::JsonWriter;

void time_member(JsonWriter& data, std::string_view name, const std::optional<Time>& time) {
  data.key(name);
  if (time)
    data.integer(std::chrono::floor<Seconds>(*time).time_since_epoch().count());
  else
    data.null();
}

std::string shown(const core::ChainName& chain_name, const core::Address& address) {
  const catalog::Chain* const chain = catalog::find_chain(chain_name.value());
  return chain && !address.empty() ? core::display_address(chain->family, address) : address.value();
}

void write_quote(const core::Quote& quote, JsonWriter& data) {
  data.begin_object();
  data.key("number").integer(quote.number);
  data.key(field::kTradeType).text(quote.trade_type->name);
  data.key(field::kActualAmount).text(actual_amount(quote));
  data.key(field::kToken).text(shown(quote.chain, quote.address));
  data.key(field::kFiat).text(quote.fiat);
  data.key(field::kAmount).text(quote.fiat_amount.to_string());
  data.key(field::kRate).text(quote.rate.to_string());
  time_member(data, "created_at", quote.created_at);
  time_member(data, "expires_at", quote.deadline);
  time_member(data, "late_until", quote.late_until);
  time_member(data, "held_until", quote.held_until);
  time_member(data, "released_at", quote.released_at);
  data.end_object();
}

void write_transfer(const core::Transfer& transfer, const core::Order& order, JsonWriter& data) {
  data.begin_object();
  data.key("chain").text(transfer.key.chain.value());
  data.key(field::kBlockTransactionId).text(transfer.key.hash.value());
  data.key("position").text(transfer.key.position.value());
  data.key(field::kTradeType).text(transfer.trade_type->name);
  data.key(field::kAmount).text(transfer.amount().to_string());
  data.key("from").text(shown(transfer.key.chain, transfer.from));
  data.key("to").text(shown(transfer.key.chain, transfer.to));
  data.key("block").integer(transfer.block.height);
  data.key("block_time").integer(to_unix_seconds(transfer.block.time));
  time_member(data, "seen_at", transfer.seen_at);
  data.key(field::kStatus).text(core::name_of(transfer.status));
  data.key("reason").text(transfer.reason);
  data.key("gone").boolean(transfer.gone);
  data.key("pays").boolean(core::is_payment_of(transfer, order));
  data.end_object();
}

void write_callback(const OrderRecord::Callback& callback, JsonWriter& data) {
  const core::CallbackEvent& event = callback.event;
  data.begin_object();
  data.key("event_id").text(event.id.value());
  data.key("event").text(core::name_of(event.kind));
  data.key(field::kStatus).integer(static_cast<int>(event.kind));
  data.key(field::kState).text(core::name_of(event.state));
  data.key("url").text(event.url);
  time_member(data, "created_at", event.created_at);
  const bool pending = event.state == core::CallbackState::pending;
  time_member(data, "due_at", pending ? std::optional(event.due_at) : std::nullopt);
  data.key("deliveries").begin_array();
  for (const core::CallbackAttempt& attempt : callback.attempts) {
    data.begin_object();
    data.key("number").integer(attempt.number);
    time_member(data, "at", attempt.at);
    data.key("address").text(attempt.address);
    data.key("http_status").integer(attempt.http_status);
    data.key("answer").text(attempt.answer);
    data.key("reason").text(attempt.reason);
    data.key("delivered").boolean(attempt.delivered);
    data.end_object();
  }
  data.end_array().end_object();
}

}  // namespace

OrderRecord OrderRecord::read(const ports::View& view, const core::Order& order) {
  OrderRecord record{order, view.quotes(order.trade_id), view.transfers_of(order.trade_id), {}};
  for (core::CallbackEvent& event : view.callbacks_of(order.trade_id)) {
    auto attempts = view.attempts(event.id);
    record.callbacks.push_back({std::move(event), std::move(attempts)});
  }
  return record;
}

void write_order_line(const core::Order& order, JsonWriter& data) {
  data.key(field::kTradeId).text(order.trade_id.value());
  data.key(field::kOrderId).text(order.order_id.value());
  data.key(field::kStatus).integer(static_cast<int>(order.state));
  data.key(field::kState).text(core::name_of(order.state));
  data.key(field::kFiat).text(order.fiat);
  data.key(field::kAmount).text(order.fiat_amount.to_string());
  time_member(data, "created_at", order.created_at);
  time_member(data, "expires_at", order.deadline);
  time_member(data, "cancelled_at", order.cancelled_at);
  time_member(data, "paid_at", order.paid_at);
}

void write_order(const OrderRecord& record, const MerchantCall& call, JsonWriter& data) {
  const core::Order& order = record.order;
  BEPUSDT_ASSERT(order.quote_number < static_cast<int>(record.quotes.size()));
  const core::Quote& quote = record.quotes[static_cast<std::size_t>(order.quote_number)];
  write_order_line(order, data);
  data.key(field::kTradeType).text(quote.trade_type->name);
  data.key(field::kActualAmount).text(actual_amount(quote));
  data.key(field::kToken).text(display_address(quote));
  data.key(field::kExpirationTime).integer(seconds_left(order.deadline, call.context.clock.now()).count());
  data.key(field::kPaymentUrl).text(payment_url(call.context, call.request, order.trade_id));
  data.key(field::kName).text(order.name);
  data.key(field::kNotifyUrl).text(order.notify_url);
  data.key(field::kRedirectUrl).text(order.redirect_url);
  data.key(field::kBlockTransactionId).text(order.payment_hash.value());
  data.key("reversed").boolean(order.reversed);

  data.key("quotes").begin_array();
  for (const core::Quote& q : record.quotes) write_quote(q, data);
  data.end_array();
  data.key("payments").begin_array();
  for (const core::Transfer& transfer : record.transfers) write_transfer(transfer, order, data);
  data.end_array();
  data.key("callbacks").begin_array();
  for (const OrderRecord::Callback& callback : record.callbacks) write_callback(callback, data);
  data.end_array();
}

}  // namespace bepusdt::http
