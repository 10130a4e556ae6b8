// An order of the doctor's own: whether the gateway takes one like it, and where its payment link points. Cancelled at once.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/doctor/checks.hpp"
#include "app/doctor/gateway_answer.hpp"
#include "app/doctor/gateway_request.hpp"
#include "app/doctor/shop_url.hpp"
#include "wire/field_names.hpp"
#include "wire/json_writer.hpp"
#include "wire/signed_request.hpp"

namespace bepusdt::app {
namespace {

namespace field = wire::field;

constexpr std::string_view kUsualTradeType = "usdt.trc20";  // what clients get when they name none
constexpr std::string_view kAmount = "10";
// What our gateway says only of a request whose callback URL it took.
constexpr std::string_view kSaidLater[] = {"no_wallet",       "no_free_amount",   "rate_unavailable",   "unknown_trade_type",
                                           "invalid_address", "unsupported_fiat", "amount_out_of_range"};
constexpr std::string_view kCopied[] = {field::kAmount, field::kAddress, field::kRate, field::kFiat};
// .invalid is nobody's (RFC 2606), and port 1 of the gateway's own machine is nothing's: callbacks of the order, which a
// merchant's profile may ask for on creation, reach no shop.
constexpr std::string_view kNobody = "doctor.invalid/notify";
constexpr std::string_view kNobodyPrivate = "127.0.0.1:1/notify";

// A callback URL that the gateway judges as it would judge this one.
std::string like(const std::string& notify_url) {
  const auto url = ShopUrl::parse(notify_url);
  if (!url) return fmt::format("https://{}", kNobody);
  return fmt::format("{}://{}", url->https ? "https" : "http", url->forbidden_address.empty() ? kNobody : kNobodyPrivate);
}

std::optional<wire::SignedRequest> request_of(const Integration& integration) {
  if (!integration.request) return std::nullopt;
  auto request = wire::SignedRequest::parse(*integration.request);
  return request ? std::optional(*std::move(request)) : std::nullopt;
}

bool has_amount(const Integration& integration) {
  if (wire::is_json_number(integration.amount)) return true;
  const auto request = request_of(integration);
  const wire::Field* const given = request ? request->find(field::kAmount) : nullptr;
  return given != nullptr && given->counts() && given->kind != wire::FieldKind::boolean;
}

std::string trade_type_of(const Integration& integration) {
  if (!integration.trade_type.empty()) return integration.trade_type;
  const auto request = request_of(integration);
  const wire::Field* const given = request ? request->find(field::kTradeType) : nullptr;
  return std::string(given != nullptr && given->counts() ? given->value : kUsualTradeType);
}

std::string members_of(const Integration& integration, const std::string& order_id, const std::string& notify_url) {
  std::string members;
  wire::JsonWriter json(members);
  json.begin_object();
  json.key(field::kOrderId).text(order_id);
  json.key(field::kNotifyUrl).text(notify_url);
  json.key(field::kRedirectUrl).text(fmt::format("https://{}", kNobody));
  json.key(field::kName).text("bepusdt doctor");
  json.key(field::kTimeout).integer(60);
  json.key(field::kTradeType).text(trade_type_of(integration));
  if (wire::is_json_number(integration.amount))
    json.key(field::kAmount).number(integration.amount);
  else if (!has_amount(integration))
    json.key(field::kAmount).number(kAmount);
  const auto request = request_of(integration);
  for (const std::string_view name : kCopied) {
    const wire::Field* const given = request ? request->find(name) : nullptr;
    if (given == nullptr || !given->counts() || given->kind == wire::FieldKind::boolean) continue;
    if (name == field::kAmount && wire::is_json_number(integration.amount)) continue;
    json.key(name);
    if (given->kind == wire::FieldKind::number)
      json.number(given->value);
    else
      json.text(given->value);
  }
  json.end_object();
  return members;
}

Finding refusal(const Integration& integration, const GatewayAnswer& answer) {
  if (answer.says_no_wallet()) return {Cause::wallet_not_configured, trade_type_of(integration)};
  if (answer.says_string_amount()) return {Cause::string_amount, field::kAmount};
  if (answer.says_unknown_trade_type()) return {Cause::trade_type_off, answer.message};
  if (answer.error == "rate_unavailable") return {Cause::rate_unavailable, answer.message};
  if (answer.error == "rate_limited") return {Cause::rate_limited, answer.message};
  return {Cause::order_refused, answer.error.empty() ? answer.seen() : answer.message + " [" + answer.error + "]"};
}

// The gateway's clock by the order's own time of creation, where its answers carry no Date.
std::optional<Finding> clock_of(const Integration& integration, Probe& probe, const std::string& trade_id) {
  const GatewayAnswer answer = read_answer(
      probe.send(signed_request(integration, "/api/v1/order/query", trade_id_member(trade_id), integration.token)));
  const std::string created = answer.value("created_at");
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(created.data(), created.data() + created.size(), seconds);
  if (error != std::errc{} || end != created.data() + created.size()) return std::nullopt;
  return judge_clock(from_unix_seconds(seconds), probe.now());
}

// What the step says of the order, after it was cancelled or not.
wire::Sentence note_on(const std::string& trade_id, const GatewayAnswer& cancelled) {
  if (cancelled.success)
    return {
        fmt::format("创建了订单 {}，已立即取消（其金额在宽限期内仍被保留）", trade_id),
        fmt::format("made order {} and cancelled it at once (its amount stays reserved for the grace period)", trade_id)};
  return {fmt::format("创建了订单 {}，但未能取消：{}；它将在一分钟后过期", trade_id, cancelled.message),
          fmt::format("made order {}, which could not be cancelled: {}; it expires within a minute", trade_id,
                      cancelled.message)};
}

}  // namespace

OrderCheck check_order(const Integration& integration, Probe& probe, bool told_time) {
  OrderCheck check;
  const auto create = [&](const std::string& notify_url) {
    return read_answer(probe.send(signed_request(integration, "/api/v1/order/create-transaction",
                                                 members_of(integration, "bepusdt-doctor-" + probe.unknown_id(), notify_url),
                                                 integration.token)));
  };
  const std::string given = notify_url_of(integration);
  GatewayAnswer answer = create(like(given));
  if (answer.says_forbidden_callback()) {
    check.notify_url_taken = false;
    answer = create(like({}));
  } else if (answer.success || std::ranges::find(kSaidLater, answer.error) != std::end(kSaidLater)) {
    check.notify_url_taken = true;
  }
  if (answer.error == "amount_out_of_range" && !has_amount(integration)) {
    check.step = Step::skipped(
        "order", {"网关不接受测试金额 10：请用 --amount 给出", "the gateway takes no order of 10: give --amount"});
    return check;
  }
  if (!answer.success) {
    check.step.found(refusal(integration, answer));
    return check;
  }
  const std::string trade_id = answer.value(field::kTradeId);
  auto skew = told_time ? std::nullopt : clock_of(integration, probe, trade_id);
  const GatewayAnswer cancelled = read_answer(probe.send(
      signed_request(integration, "/api/v1/order/cancel-transaction", trade_id_member(trade_id), integration.token)));
  check.step.note = note_on(trade_id, cancelled);
  if (skew) check.step.found(*std::move(skew));
  if (auto finding = judge_payment_url(integration.api_url, answer.value(field::kPaymentUrl)))
    check.step.found(*std::move(finding));
  return check;
}

}  // namespace bepusdt::app
