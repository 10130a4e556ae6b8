#include "sdk/cpp/src/answers.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>

#include "sdk/cpp/src/http_date.hpp"
#include "sdk/cpp/src/json_object.hpp"
#include "sdk/cpp/src/refuse.hpp"
#include "wire/field_names.hpp"

namespace bepusdt::sdk {
namespace {

namespace field = wire::field;

std::optional<OrderStatus> status_of(JsonObject& json) {
  const auto number = json.integer(field::kStatus);
  if (!number || *number < 1 || *number > 6) return std::nullopt;
  return static_cast<OrderStatus>(*number);
}

// What gateways before ours say only by number.
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

Decimal decimal_or_zero(JsonObject& json, std::string_view name) { return json.decimal(name).value_or(Decimal()); }

std::chrono::seconds expiration_of(JsonObject& json) {
  return std::chrono::seconds(json.integer(field::kExpirationTime).value_or(0));
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

void read_checkout_data(JsonObject& json, Checkout& checkout) {
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

ErrorInfo not_an_answer(const HttpAnswer& answer) {
  ErrorInfo info =
      failure(ErrorKind::api, "响应不是网关的 JSON，请检查 api_url", "the answer is not a gateway's JSON; check api_url");
  info.status_code = answer.status;
  info.response = answer.body;
  return info;
}

// A failure envelope, in whichever of its forms.
void read_failure(JsonObject& json, ErrorInfo& info) {
  if (const auto code = json.integer<int>(field::kStatusCode)) info.status_code = *code;
  info.request_id = json.text(field::kRequestId);
  info.code = json.text(field::kError);
  std::string message = json.text(field::kMessage);
  if (!message.empty()) info.message = std::move(message);
}

// "order_not_found" as opposed to a sentence; an empty one says nothing and is fine.
bool is_code(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

// Seconds, or a date (RFC 9110 §10.2.3), which counts from the server's own Date: its clock need not be ours. More than a
// day is a day: as good as never to a call, and no sum overflows.
std::optional<std::chrono::seconds> retry_after_of(const Headers& headers) {
  constexpr std::chrono::seconds kLongest = std::chrono::hours(24);
  const std::string_view text = header_of(headers, "Retry-After");
  if (!text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos) {
    std::uint32_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    return error == std::errc() ? std::min(std::chrono::seconds(seconds), kLongest) : kLongest;
  }
  const auto until = parse_http_date(text);
  const auto now = parse_http_date(header_of(headers, "Date"));
  if (!until || !now) return std::nullopt;
  return std::clamp(std::chrono::seconds(*until - *now), std::chrono::seconds(0), kLongest);
}

using Names = std::initializer_list<std::string_view>;

// The first of these members that is not there, or of the numbers, is none; empty: all are. Where one is missing, nobody may
// be shown "pay 0 to nothing".
std::string_view missing_member(JsonObject& json, Names texts, Names numbers = {}) {
  for (const std::string_view name : texts)
    if (json.text(name).empty()) return name;
  for (const std::string_view name : numbers)
    if (!json.decimal(name)) return name;
  return {};
}

// Hands an envelope's `data` to `read`, which says what member it misses there.
template <class T, class Read>
Result<T> from_envelope(const HttpAnswer& answer, Read read) {
  std::optional<ErrorInfo> error;
  T value;
  bool complete = false;
  const bool is_object = with_json_object(answer.body, [&](JsonObject json) {
    const auto status = json.integer(field::kStatusCode);
    if (!status) return;
    complete = true;
    if (*status != 200) {
      error = failure(ErrorKind::api, "网关拒绝了请求", "the gateway refused the request");
      error->status_code = answer.status;
      read_failure(json, *error);
      error->response = answer.body;
      return;
    }
    auto data = json.object(field::kData);
    complete = data.has_value();
    if (!data) return;
    const std::string missing(read(*data, value));
    if (missing.empty()) return;
    error = failure(ErrorKind::api, "响应缺少 " + missing, "the answer lacks " + missing);
    error->status_code = answer.status;
    error->response = answer.body;
  });
  if (!is_object || !complete) return not_an_answer(answer);
  if (error) return *std::move(error);
  return value;
}

}  // namespace

Result<Order> read_created_order(const HttpAnswer& answer) {
  return from_envelope<Order>(answer, [](JsonObject& json, Order& order) {
    read_order(json, order);
    return missing_member(json, {field::kTradeId, field::kToken, field::kPaymentUrl}, {field::kActualAmount});
  });
}

Result<Checkout> read_checkout(const HttpAnswer& answer) {
  return from_envelope<Checkout>(answer, [](JsonObject& json, Checkout& checkout) {
    read_checkout_data(json, checkout);
    return missing_member(json, {field::kTradeId, field::kPaymentUrl});
  });
}

Result<CancelledOrder> read_cancelled_order(const HttpAnswer& answer) {
  return from_envelope<CancelledOrder>(answer, [](JsonObject& json, CancelledOrder& cancelled) {
    cancelled.trade_id = json.text(field::kTradeId);
    return std::string_view();  // it is cancelled, whatever else the answer says
  });
}

Result<OrderDetails> read_order_details(const HttpAnswer& answer) {
  auto details = from_envelope<OrderDetails>(answer, [](JsonObject& json, OrderDetails& read) {
    read_details(json, read);
    return missing_member(json, {field::kTradeId});
  });
  if (!details) return details;
  OrderDetails value = *std::move(details);
  // Asked for only after everything was read: a document is read once, from its beginning to its end.
  if (!with_json_object(answer.body, [&](JsonObject json) { value.json = json.raw(field::kData); }))
    return not_an_answer(answer);
  return value;
}

Result<Order> read_queried_order(const HttpAnswer& answer) {
  std::optional<ErrorInfo> error;
  Order order;
  const bool is_object = with_json_object(answer.body, [&](JsonObject json) {
    order.trade_id = json.text(field::kTradeId);
    if (order.trade_id.empty()) {
      error = failure(ErrorKind::api, "订单不存在", "no such order");
      const std::string own = error->message;
      error->status_code = answer.status;
      read_failure(json, *error);
      if (error->message != own) error->message = own + ": " + error->message;
      error->response = answer.body;
      return;
    }
    order.status = status_of(json);
    order.state = state_of(json, order.status);
    order.block_transaction_id = json.text(field::kTradeHash);
    order.return_url = json.text(field::kReturnUrl);
  });
  if (!is_object) return not_an_answer(answer);
  if (error) return *std::move(error);
  return order;
}

std::optional<ErrorInfo> about_another_order(std::string_view said, std::string_view wanted, const HttpAnswer& answer) {
  if (said.empty() || said == wanted) return std::nullopt;
  ErrorInfo error = failure(ErrorKind::api, "响应属于另一笔订单", "the answer is about another order");
  error.status_code = answer.status;
  error.response = answer.body;
  return error;
}

ErrorInfo read_http_error(const HttpAnswer& answer) {
  const std::string status = std::to_string(answer.status);
  ErrorInfo info;
  if (answer.status >= 500) {
    info = failure(ErrorKind::server, "服务端错误 HTTP " + status, "server error HTTP " + status);
  } else if (answer.status >= 300 && answer.status < 400) {
    info.location = header_of(answer.headers, "Location");
    info = failure(
        ErrorKind::client, "地址已转移，请把 api_url 改为 " + info.location + " 所在的地址",
        "redirected (HTTP " + status + "), which is never followed; set api_url to where it points: " + info.location);
    info.location = header_of(answer.headers, "Location");
  } else {
    info = failure(ErrorKind::client, "请求被拒绝 HTTP " + status, "refused with HTTP " + status);
  }
  info.status_code = answer.status;
  info.response = answer.body;
  const std::string own = info.message;
  static_cast<void>(with_json_object(answer.body, [&](JsonObject json) {
    read_failure(json, info);
    // BEpusdt 1.22: {"error":"<sentence>"}.
    if (!is_code(info.code)) {
      info.message = std::move(info.code);
      info.code.clear();
    }
  }));
  if (info.message != own) info.message = own + ": " + info.message;
  info.status_code = answer.status;
  info.retry_after = retry_after_of(answer.headers);
  return info;
}

}  // namespace bepusdt::sdk
