#include "sdk/cpp/src/answer_errors.hpp"

#include <algorithm>
#include <charconv>

#include "sdk/cpp/src/http_date.hpp"
#include "sdk/cpp/src/refuse.hpp"
#include "wire/field_names.hpp"

namespace bepusdt::sdk {
namespace {

namespace field = wire::field;

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

}  // namespace

void read_failure(JsonObject& json, ErrorInfo& info) {
  if (const auto code = json.integer<int>(field::kStatusCode)) info.status_code = *code;
  info.request_id = json.text(field::kRequestId);
  info.code = json.text(field::kError);
  std::string message = json.text(field::kMessage);
  if (!message.empty()) info.message = std::move(message);
}

ErrorInfo not_an_answer(const HttpAnswer& answer) {
  ErrorInfo info =
      failure(ErrorKind::api, "响应不是网关的 JSON，请检查 api_url", "the answer is not a gateway's JSON; check api_url");
  info.status_code = answer.status;
  info.response = answer.body;
  return info;
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
