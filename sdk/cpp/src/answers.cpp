#include "sdk/cpp/src/answers.hpp"

#include <initializer_list>

#include "sdk/cpp/src/answer_errors.hpp"
#include "sdk/cpp/src/json_object.hpp"
#include "sdk/cpp/src/order_members.hpp"
#include "sdk/cpp/src/refuse.hpp"
#include "wire/field_names.hpp"

namespace bepusdt::sdk {
namespace {

namespace field = wire::field;

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
    read_checkout(json, checkout);
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

}  // namespace bepusdt::sdk
