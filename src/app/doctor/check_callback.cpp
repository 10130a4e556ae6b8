// The callback URL: its form, the connection to it, and on demand what it answers to a test callback and to a forged one.
#include <fmt/format.h>

#include <bepusdt/callback.hpp>

#include "app/doctor/blanks.hpp"
#include "app/doctor/checks.hpp"
#include "app/doctor/shop_url.hpp"
#include "wire/callback_answer.hpp"
#include "wire/field_names.hpp"
#include "wire/signed_request.hpp"

namespace bepusdt::app {
namespace {

// As long as the gateway waits (contract part 2).
constexpr std::chrono::milliseconds kTime{10'000};
constexpr std::size_t kShownAnswer = 120;
constexpr int kOk = 200;

using Kind = sdk::HttpFailure::Kind;

Finding not_reached(const sdk::HttpFailure& failure) {
  return {failure.kind == Kind::refused ? Cause::callback_certificate_not_trusted : Cause::callback_unreachable,
          failure.reason};
}

// Expired, for an order that cannot exist: a shop that delivers on any signed callback finds nothing to deliver.
sdk::HttpOutcome send_test(const std::string& url, Probe& probe, const Secret& token) {
  const std::string id = probe.unknown_id();
  sdk::Callback callback;
  callback.trade_id = id;
  callback.order_id = "bepusdt-doctor-" + id;
  callback.amount = sdk::Decimal(1);
  callback.actual_amount = sdk::Decimal(1);
  callback.token = "none";
  callback.status = sdk::OrderStatus::timeout;
  sdk::SignedCallback made =
      sdk::sign_callback(callback, token.reveal(), std::chrono::floor<std::chrono::seconds>(probe.now()));
  return probe.send(
      {.method = "POST", .url = url, .headers = std::move(made.headers), .body = std::move(made.body), .timeout = kTime});
}

// A hash of the right form that is nobody's token's.
Secret another(const std::string& id) { return Secret("not-the-token-" + id); }

void judge_test(const std::string& url, Probe& probe, const Secret& token, Step& step) {
  const sdk::HttpOutcome outcome = send_test(url, probe, token);
  if (const auto* const failure = std::get_if<sdk::HttpFailure>(&outcome)) return step.found(not_reached(*failure));
  const auto& answer = std::get<sdk::HttpAnswer>(outcome);
  const std::string location(sdk::header_of(answer.headers, "Location"));
  if (answer.status >= 300 && answer.status < 400) return step.found({Cause::callback_redirects, location});
  if (answer.status != kOk)
    return step.found(
        {Cause::callback_wrong_status, fmt::format("HTTP {} {}", answer.status, answer.body.substr(0, kShownAnswer))});
  if (!wire::answer_counts_as_taken(answer.body))
    return step.found({Cause::callback_not_ok, answer.body.empty() ? "\"\"" : answer.body.substr(0, kShownAnswer)});
  const sdk::HttpOutcome forged = send_test(url, probe, another(probe.unknown_id()));
  if (const auto* const taken = std::get_if<sdk::HttpAnswer>(&forged))
    if (taken->status == kOk && wire::answer_counts_as_taken(taken->body))
      return step.found({Cause::callback_takes_anything, taken->body.substr(0, kShownAnswer)});
  step.note = {"测试回调得到 ok，签名错误的被拒绝", "the test callback was answered ok, a wrongly signed one was not"};
}

}  // namespace

std::string notify_url_of(const Integration& integration) {
  if (!integration.notify_url.empty() || !integration.request) return integration.notify_url;
  const auto request = wire::SignedRequest::parse(*integration.request);
  if (!request) return {};
  const wire::Field* const given = request->find(wire::field::kNotifyUrl);
  return given == nullptr || given->kind != wire::FieldKind::text ? std::string() : std::string(given->value);
}

Step check_callback(const Integration& integration, Probe& probe, std::optional<bool> notify_url_taken) {
  Step step{"callback"};
  // Blanks around it are a finding of the request's.
  const std::string given = notify_url_of(integration);
  const std::string url(trimmed(given));
  if (url.empty())
    return Step::skipped("callback", {"没有回调地址（--notify-url）", "no callback URL was given (--notify-url)"});
  const auto parts = ShopUrl::parse(url);
  if (!parts || parts->credentials) {
    step.found({Cause::callback_url_malformed, url});
    return step;
  }
  // What the gateway said of such an address counts; where it was not asked, its default does.
  if (!notify_url_taken.value_or(false)) {
    if (!parts->https)
      step.found({Cause::callback_not_https, url});
    else if (!parts->forbidden_address.empty())
      step.found({Cause::callback_private_address, parts->forbidden_address});
  }
  if (const auto failure = probe.connect(url)) {
    step.found(not_reached(*failure));
    return step;
  }
  if (integration.send_test)
    judge_test(url, probe, integration.token, step);
  else
    step.note = {"从本机可以连接；未发送测试回调（--send-test）",
                 "it can be reached from here; no test callback was sent (--send-test)"};
  return step;
}

}  // namespace bepusdt::app
