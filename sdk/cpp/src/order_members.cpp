#include "sdk/cpp/src/order_members.hpp"

#include "wire/field_names.hpp"

namespace bepusdt::sdk {
namespace {

namespace field = wire::field;

Decimal decimal_or_zero(JsonObject& json, std::string_view name) { return json.decimal(name).value_or(Decimal()); }

std::chrono::seconds expiration_of(JsonObject& json) {
  return std::chrono::seconds(json.integer(field::kExpirationTime).value_or(0));
}

PaymentMethod method_of(JsonObject json) {
  PaymentMethod method;
  method.currency = json.text(field::kCurrency);
  method.network = json.text(field::kNetwork);
  method.network_label = json.text(field::kTokenNetName);
  method.token_label = json.text(field::kTokenCustomName);
  method.fiat = json.text(field::kFiat);
  method.amount = decimal_or_zero(json, field::kAmount);
  method.actual_amount = decimal_or_zero(json, field::kActualAmount);
  method.exchange_rate = decimal_or_zero(json, field::kExchangeRate);
  method.popular = json.boolean(field::kIsPopular).value_or(false);
  return method;
}

QuoteRecord quote_of(JsonObject json) {
  QuoteRecord quote;
  quote.number = json.integer<int>("number").value_or(0);
  quote.trade_type = json.text(field::kTradeType);
  quote.actual_amount = decimal_or_zero(json, field::kActualAmount);
  quote.token = json.text(field::kToken);
  quote.fiat = json.text(field::kFiat);
  quote.amount = decimal_or_zero(json, field::kAmount);
  quote.rate = decimal_or_zero(json, field::kRate);
  quote.created_at = json.time("created_at");
  quote.expires_at = json.time("expires_at");
  quote.late_until = json.time("late_until");
  quote.held_until = json.time("held_until");
  quote.released_at = json.time("released_at");
  return quote;
}

PaymentRecord payment_of(JsonObject json) {
  PaymentRecord payment;
  payment.chain = json.text("chain");
  payment.block_transaction_id = json.text(field::kBlockTransactionId);
  payment.position = json.text("position");
  payment.trade_type = json.text(field::kTradeType);
  payment.amount = decimal_or_zero(json, field::kAmount);
  payment.from = json.text("from");
  payment.to = json.text("to");
  payment.block = json.integer<std::uint64_t>("block").value_or(0);
  payment.block_time = json.time("block_time");
  payment.seen_at = json.time("seen_at");
  payment.status = json.text(field::kStatus);
  payment.reason = json.text("reason");
  payment.gone = json.boolean("gone").value_or(false);
  payment.pays = json.boolean("pays").value_or(false);
  return payment;
}

DeliveryRecord delivery_of(JsonObject json) {
  DeliveryRecord delivery;
  delivery.number = json.integer<int>("number").value_or(0);
  delivery.at = json.time("at");
  delivery.address = json.text("address");
  delivery.http_status = json.integer<int>("http_status").value_or(0);
  delivery.answer = json.text("answer");
  delivery.reason = json.text("reason");
  delivery.delivered = json.boolean("delivered").value_or(false);
  return delivery;
}

CallbackRecord callback_of(JsonObject json) {
  CallbackRecord callback;
  callback.event_id = json.text("event_id");
  callback.event = json.text("event");
  callback.status = status_of(json);
  callback.state = json.text(field::kState);
  callback.url = json.text("url");
  callback.created_at = json.time("created_at");
  callback.due_at = json.time("due_at");
  json.array("deliveries", [&](JsonObject item) { callback.deliveries.push_back(delivery_of(item)); });
  return callback;
}

OrderLine line_of(JsonObject json) {
  OrderLine line;
  line.trade_id = json.text(field::kTradeId);
  line.order_id = json.text(field::kOrderId);
  line.status = status_of(json);
  line.state = state_of(json, line.status);
  line.fiat = json.text(field::kFiat);
  line.amount = decimal_or_zero(json, field::kAmount);
  line.created_at = json.time("created_at");
  line.expires_at = json.time("expires_at");
  line.cancelled_at = json.time("cancelled_at");
  line.paid_at = json.time("paid_at");
  return line;
}

}  // namespace

std::optional<OrderStatus> status_of(JsonObject& json) {
  const auto number = json.integer(field::kStatus);
  if (!number || *number < 1 || *number > 6) return std::nullopt;
  return static_cast<OrderStatus>(*number);
}

std::string state_of(JsonObject& json, std::optional<OrderStatus> status) {
  std::string state = json.text(field::kState);
  if (!state.empty() || !status) return state;
  switch (*status) {
    case OrderStatus::waiting: return "waiting";
    case OrderStatus::success: return "paid";
    case OrderStatus::timeout: return "expired";
    case OrderStatus::canceled: return "cancelled";
    case OrderStatus::confirming: return "confirming";
    case OrderStatus::failed: return "failed";
  }
  return state;
}

void read_order(JsonObject& json, Order& order) {
  order.trade_id = json.text(field::kTradeId);
  order.order_id = json.text(field::kOrderId);
  order.trade_type = json.text(field::kTradeType);
  order.fiat = json.text(field::kFiat);
  order.amount = decimal_or_zero(json, field::kAmount);
  order.actual_amount = decimal_or_zero(json, field::kActualAmount);
  order.token = json.text(field::kToken);
  order.expiration_time = expiration_of(json);
  order.payment_url = json.text(field::kPaymentUrl);
  order.status = status_of(json);
  order.state = state_of(json, order.status);
  order.block_transaction_id = json.text(field::kBlockTransactionId);
}

void read_checkout(JsonObject& json, Checkout& checkout) {
  checkout.trade_id = json.text(field::kTradeId);
  checkout.order_id = json.text(field::kOrderId);
  checkout.name = json.text(field::kName);
  checkout.fiat = json.text(field::kFiat);
  checkout.amount = decimal_or_zero(json, field::kAmount);
  checkout.expiration_time = expiration_of(json);
  checkout.payment_url = json.text(field::kPaymentUrl);
  checkout.status = status_of(json);
  checkout.state = state_of(json, checkout.status);
  checkout.reselect = json.boolean(field::kReselect).value_or(true);
  json.array(field::kNetwork, [&](JsonObject item) { checkout.methods.push_back(method_of(item)); });
}

void read_details(JsonObject& json, OrderDetails& details) {
  read_order(json, details.order);
  details.name = json.text(field::kName);
  details.notify_url = json.text(field::kNotifyUrl);
  details.redirect_url = json.text(field::kRedirectUrl);
  details.reversed = json.boolean("reversed").value_or(false);
  details.created_at = json.time("created_at");
  details.expires_at = json.time("expires_at");
  details.cancelled_at = json.time("cancelled_at");
  details.paid_at = json.time("paid_at");
  json.array("quotes", [&](JsonObject item) { details.quotes.push_back(quote_of(item)); });
  json.array("payments", [&](JsonObject item) { details.payments.push_back(payment_of(item)); });
  json.array("callbacks", [&](JsonObject item) { details.callbacks.push_back(callback_of(item)); });
  json.array("orders", [&](JsonObject item) { details.orders.push_back(line_of(item)); });
}

}  // namespace bepusdt::sdk
