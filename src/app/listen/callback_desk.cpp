#include "app/listen/callback_desk.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "app/commands/shown_text.hpp"
#include "http/request.hpp"
#include "wire/callback_answer.hpp"
#include "wire/field_names.hpp"

namespace bepusdt::app {
namespace {

// As long as the gateway itself waits (contract part 2).
constexpr Millis kForwardTime{10'000};
constexpr std::string_view kOurHeaders = "X-Bepusdt-";
constexpr std::size_t kShownAnswer = 512;

bool goes_along(std::string_view name) {
  return http::equal_ignoring_case(name.substr(0, kOurHeaders.size()), kOurHeaders) ||
         http::equal_ignoring_case(name, "Content-Type");
}

// An empty one is there, and wrong.
std::optional<std::string_view> header(const ReceivedRequest& request, std::string_view name) {
  for (const auto& [key, value] : request.headers)
    if (http::equal_ignoring_case(key, name)) return value;
  return std::nullopt;
}

// As the gateway judges the answer to a paid callback.
bool counts_as_taken(const ReceiverAnswer& answer) {
  return answer.status == 200 && wire::answer_counts_as_taken(answer.body);
}

}  // namespace

ReceiverAnswer CallbackDesk::take(const ReceivedRequest& request) {
  const BlockTime now = std::chrono::floor<Seconds>(clock_.now());
  const CallbackReport report =
      report_callback(request.body, header(request, wire::header::kSignature), options_.tokens, now, options_.tolerance);
  std::optional<Forwarded> forwarded;
  if (!options_.forward_to.empty()) forwarded = forward(request);
  ReceiverAnswer answer;
  if (!forwarded)
    answer = own_answer(report.verified());
  else if (forwarded->answer)
    answer = *forwarded->answer;
  else
    answer = {502, "text/plain; charset=utf-8", forwarded->failure + "\n", {}};
  answer.delay = options_.delay;

  const std::lock_guard lock(mutex_);
  ++count_;
  write_(options_.json ? as_json(count_, request, report, forwarded, answer)
                       : as_text(count_, request, report, forwarded, answer));
  return answer;
}

CallbackDesk::Forwarded CallbackDesk::forward(const ReceivedRequest& request) const {
  sdk::HttpRequest onward{.method = "POST", .url = options_.forward_to, .body = request.body, .timeout = kForwardTime};
  for (const auto& [name, value] : request.headers)
    if (goes_along(name)) onward.headers.emplace_back(name, value);
  const sdk::HttpOutcome outcome = transport_->send(onward);
  if (const auto* const failure = std::get_if<sdk::HttpFailure>(&outcome)) return {std::nullopt, failure->reason};
  const auto& answer = std::get<sdk::HttpAnswer>(outcome);
  const std::string_view type = sdk::header_of(answer.headers, "Content-Type");
  return {ReceiverAnswer{answer.status, std::string(type), answer.body, {}}, {}};
}

ReceiverAnswer CallbackDesk::own_answer(bool verified) const {
  ReceiverAnswer answer;
  const bool told = options_.answer || options_.status;
  answer.status = options_.status.value_or(verified || told ? 200 : 400);
  answer.body = options_.answer.value_or(verified || told ? "ok" : "fail");
  return answer;
}

std::string CallbackDesk::as_json(int number, const ReceivedRequest& request, const CallbackReport& report,
                                  const std::optional<Forwarded>& forwarded, const ReceiverAnswer& answer) const {
  std::string out;
  wire::JsonWriter json(out);
  json.begin_object();
  json.key("event").text("callback");
  json.key("number").integer(number);
  json.key("at").integer(to_unix_millis(clock_.now()) / 1000);
  json.key("peer").text(request.peer);
  json.key("path").text(request.target);
  json.key("event_id").text(header(request, wire::header::kEvent).value_or(""));
  json.key("attempt").text(header(request, wire::header::kAttempt).value_or(""));
  report.write_members(json);
  json.key("body").text(request.body);
  if (forwarded) {
    json.key("forwarded").begin_object();
    json.key("to").text(options_.forward_to);
    if (forwarded->answer)
      json.key("status").integer(forwarded->answer->status);
    else
      json.key("failure").text(forwarded->failure);
    json.end_object();
  }
  json.key("answer").begin_object();
  json.key("status").integer(answer.status);
  json.key("body").text(answer.body);
  json.key("counts_as_delivered").boolean(counts_as_taken(answer));
  json.end_object();
  json.end_object();
  return out + "\n";
}

std::string CallbackDesk::as_text(int number, const ReceivedRequest& request, const CallbackReport& report,
                                  const std::optional<Forwarded>& forwarded, const ReceiverAnswer& answer) const {
  const bool zh = options_.language == wire::Language::zh;
  std::string out = fmt::format("\n#{} {:%H:%M:%S} UTC  POST {}  {} {}", number, std::chrono::floor<Seconds>(clock_.now()),
                                shown_text(request.target, 200), zh ? "来自" : "from", request.peer);
  if (const auto event = header(request, wire::header::kEvent))
    out += fmt::format("  {} {}", zh ? "事件" : "event", shown_text(*event, 100));
  if (const auto attempt = header(request, wire::header::kAttempt))
    out += fmt::format(fmt::runtime(zh ? "  第 {} 次" : "  attempt {}"), shown_text(*attempt, 20));
  out += "\n" + report.as_text(options_.language);
  out += fmt::format("  {:<22}{}\n", zh ? "原始请求体" : "raw body", shown_text(request.body));
  if (forwarded && !forwarded->answer)
    out += fmt::format("  {:<22}{}: {}\n", zh ? "转发失败" : "not forwarded", options_.forward_to, forwarded->failure);
  else if (forwarded)
    out += fmt::format("  {:<22}{}\n", zh ? "已转发到" : "forwarded to", options_.forward_to);
  const std::string_view outcome = counts_as_taken(answer) ? (zh ? "网关视为已送达" : "the gateway takes it as delivered")
                                   : zh                    ? "网关不视为已送达：已付款的回调会重发"
                                        : "the gateway does not take it as delivered: a paid callback comes again";
  out += fmt::format("  {:<22}HTTP {} {} ({})\n", zh ? "回复" : "answered", answer.status,
                     shown_text(answer.body, kShownAnswer), outcome);
  return out;
}

}  // namespace bepusdt::app
