// Fuzz target: whatever a server answers, the SDK makes of it what a naive reading says, or an error that keeps the answer; and
// no order ever without trade_id, address and amount to pay.
#include <cctype>

#include "base/assert.hpp"
#include "fuzz/input.hpp"
#include "fuzz/reference/plain_json.hpp"
#include "sdk/cpp/src/answer_errors.hpp"
#include "sdk/cpp/src/answers.hpp"

namespace {

using namespace bepusdt;
using namespace bepusdt::sdk;
using fuzz::PlainJson;
using Kind = PlainJson::Kind;

constexpr int kDepthThatAnybodyReads = 60;

// A text as it is, a number as its literal, anything else as nothing.
std::string scalar(const PlainJson* value) {
  return value != nullptr && (value->kind == Kind::text || value->kind == Kind::number) ? value->text : std::string();
}

std::string member(const PlainJson& object, std::string_view name) { return scalar(object.only(name)); }

template <class T>
void check_error(const Result<T>& result, const HttpAnswer& answer) {
  if (result.has_value()) return;
  const ErrorInfo& error = result.error();
  BEPUSDT_ASSERT(error.kind == ErrorKind::api && !error.message.empty() && error.response == answer.body);
}

// The object in `data` of a success, where there is no doubt that it is one.
const PlainJson* data_of(const std::optional<PlainJson>& json) {
  if (!json || json->kind != Kind::object || json->depth > kDepthThatAnybodyReads || json->has_twins()) return nullptr;
  if (Decimal::parse(member(*json, "status_code")) != Decimal(200)) return nullptr;
  const PlainJson* const data = json->only("data");
  return data != nullptr && data->kind == Kind::object ? data : nullptr;
}

void check_orders(const HttpAnswer& answer, const std::optional<PlainJson>& json) {
  const auto created = read_created_order(answer);
  const auto checkout = read_checkout(answer);
  const auto cancelled = read_cancelled_order(answer);
  const auto details = read_order_details(answer);
  const auto queried = read_queried_order(answer);
  check_error(created, answer);
  check_error(checkout, answer);
  check_error(cancelled, answer);
  check_error(details, answer);
  check_error(queried, answer);
  if (created) BEPUSDT_ASSERT(!created->trade_id.empty() && !created->token.empty() && !created->payment_url.empty());
  if (checkout) BEPUSDT_ASSERT(!checkout->trade_id.empty() && !checkout->payment_url.empty());
  if (details) {
    BEPUSDT_ASSERT(!details->order.trade_id.empty());
    const auto raw = PlainJson::parse(details->json);
    BEPUSDT_ASSERT(raw && raw->kind == Kind::object);
  }
  if (queried) BEPUSDT_ASSERT(!queried->trade_id.empty());

  const bool is_object = json && json->kind == Kind::object;
  if (!is_object) {
    BEPUSDT_ASSERT(!created && !checkout && !cancelled && !details && !queried);
    return;
  }
  if (json->has_twins() || json->depth > kDepthThatAnybodyReads) return;
  BEPUSDT_ASSERT(queried.has_value() == !member(*json, "trade_id").empty());
  if (queried) BEPUSDT_ASSERT(queried->trade_id == member(*json, "trade_id"));

  const PlainJson* const data = data_of(json);
  const auto trade_id = data == nullptr ? "" : member(*data, "trade_id");
  const auto amount = data == nullptr ? std::nullopt : Decimal::parse(member(*data, "actual_amount"));
  const bool has_url = data != nullptr && !member(*data, "payment_url").empty();
  const bool has_token = data != nullptr && !member(*data, "token").empty();
  // 200.5 counts as 200, as the clients before had it; a naive reading has nothing to say about that.
  if (data == nullptr && Decimal::parse(member(*json, "status_code")).value_or(0).text().starts_with("200.")) return;
  BEPUSDT_ASSERT(created.has_value() == (!trade_id.empty() && amount && has_url && has_token));
  BEPUSDT_ASSERT(checkout.has_value() == (!trade_id.empty() && has_url));
  BEPUSDT_ASSERT(details.has_value() == !trade_id.empty());
  BEPUSDT_ASSERT(cancelled.has_value() == (data != nullptr));
  if (created) {
    BEPUSDT_ASSERT(created->trade_id == trade_id && created->actual_amount == *amount);
    BEPUSDT_ASSERT(created->token == member(*data, "token") && created->order_id == member(*data, "order_id"));
    BEPUSDT_ASSERT(created->amount == Decimal::parse(member(*data, "amount")).value_or(0));
  }
  if (cancelled) BEPUSDT_ASSERT(cancelled->trade_id == trade_id);
  if (checkout) {
    const PlainJson* const methods = data->only("network");
    std::size_t count = 0;
    if (methods != nullptr)
      for (const PlainJson& item : methods->items) count += item.kind == Kind::object ? 1 : 0;
    BEPUSDT_ASSERT(checkout->methods.size() == count);
  }
}

void check_http_error(const HttpAnswer& answer, std::string_view retry_after) {
  const ErrorInfo error = read_http_error(answer);
  BEPUSDT_ASSERT(error.kind == (answer.status >= 500 ? ErrorKind::server : ErrorKind::client));
  BEPUSDT_ASSERT(error.status_code == answer.status && error.response == answer.body && !error.message.empty());
  for (const char c : error.code) BEPUSDT_ASSERT(std::islower(c) != 0 || std::isdigit(c) != 0 || c == '_');
  if (error.retry_after)
    BEPUSDT_ASSERT(*error.retry_after >= std::chrono::seconds(0) && *error.retry_after <= std::chrono::hours(24));
  const bool digits = !retry_after.empty() && retry_after.find_first_not_of("0123456789") == std::string_view::npos;
  if (digits) BEPUSDT_ASSERT(error.retry_after.has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto json = PlainJson::parse(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text);
  HttpAnswer answer{.status = 200, .headers = {}, .body = std::string(text)};
  check_orders(answer, json);

  // As an error: line 1 is the header Retry-After, line 2 Date, the rest the body.
  const auto [retry_after, date, body] = fuzz::lines_of<3>(text);
  answer.headers = {{"retry-after", std::string(retry_after)}, {"Date", std::string(date)}, {"Location", std::string(date)}};
  for (const int status : {302, 400, 429, 500, 503}) {
    answer.status = status;
    answer.body = text;
    check_http_error(answer, retry_after);
    answer.body = body;
    check_http_error(answer, retry_after);
  }
  return 0;
}
