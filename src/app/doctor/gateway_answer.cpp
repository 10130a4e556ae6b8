#include "app/doctor/gateway_answer.hpp"

#include <simdjson.h>
#include <time.h>

#include "wire/field_names.hpp"

namespace bepusdt::app {
namespace {

namespace field = wire::field;

constexpr std::size_t kShownBeginning = 120;

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

std::string text_of(const simdjson::dom::element& value) {
  if (std::string_view text; value.get(text) == simdjson::SUCCESS) return std::string(text);
  if (value.is_number()) return simdjson::minify(value);
  return {};
}

// What the JSON says of itself; false: it is no gateway's.
bool read_envelope(const simdjson::dom::element& document, GatewayAnswer& answer) {
  simdjson::dom::object object;
  if (document.get(object) != simdjson::SUCCESS) return false;
  std::string_view text;
  if (object[field::kError].get(text) == simdjson::SUCCESS) answer.error = text;
  if (object[field::kMessage].get(text) == simdjson::SUCCESS) answer.message = text;
  std::int64_t status_code = 0;
  if (object[field::kStatusCode].get(status_code) == simdjson::SUCCESS) {
    answer.success = status_code == 200;
    simdjson::dom::object data;
    if (object[field::kData].get(data) == simdjson::SUCCESS)
      for (const auto& [name, value] : data) answer.data.emplace(name, text_of(value));
    return true;
  }
  // BEpusdt 1.22: HTTP 4xx {"error":"<sentence>"}.
  if (!answer.error.empty() && answer.http_status >= 400) {
    answer.message = std::move(answer.error);
    answer.error.clear();
    return true;
  }
  // check-status of an order that is there.
  answer.success = object[field::kTradeId].get(text) == simdjson::SUCCESS;
  return answer.success;
}

bool holds(const std::string& text, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words)
    if (text.contains(word)) return true;
  return false;
}

}  // namespace

bool GatewayAnswer::says_not_found() const {
  return error == "order_not_found" || (error.empty() && holds(message, {"不存在", "not found", "not exist"}));
}
bool GatewayAnswer::says_bad_signature() const {
  return error == "bad_signature" || (error.empty() && !success && holds(message, {"签名", "signature", "Signature"}));
}
bool GatewayAnswer::says_no_wallet() const {
  return error == "no_wallet" || (error.empty() && !success && holds(message, {"钱包", "wallet"}));
}
bool GatewayAnswer::says_unknown_trade_type() const {
  return error == "unknown_trade_type" || (error.empty() && !success && holds(message, {"交易类型"}));
}
bool GatewayAnswer::says_forbidden_callback() const {
  return error == "callback_url_forbidden" || (error.empty() && !success && holds(message, {"notify_url"}));
}
bool GatewayAnswer::says_string_amount() const {
  return error.empty() && holds(message, {"cannot unmarshal string into Go struct field createReq.amount"});
}
std::string GatewayAnswer::seen() const {
  const std::string status = "HTTP " + std::to_string(http_status) + " ";
  switch (kind) {
    case Kind::nothing: return failure.reason;
    case Kind::redirect: return status + location;
    case Kind::foreign: return status + beginning;
    case Kind::gateway: break;
  }
  return message.empty() ? status + beginning : message;
}
std::string GatewayAnswer::value(std::string_view name) const {
  const auto found = data.find(name);
  return found == data.end() ? std::string() : found->second;
}

std::optional<BlockTime> parse_date(const std::string& text) {
  tm parts{};
  const char* const end = strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  if (end == nullptr || *end != '\0') return std::nullopt;
  return from_unix_seconds(timegm(&parts));
}

GatewayAnswer read_answer(const sdk::HttpOutcome& outcome) {
  GatewayAnswer answer;
  if (const auto* const failure = std::get_if<sdk::HttpFailure>(&outcome)) {
    answer.failure = *failure;
    return answer;
  }
  const auto& http = std::get<sdk::HttpAnswer>(outcome);
  answer.http_status = http.status;
  answer.date = parse_date(std::string(sdk::header_of(http.headers, "Date")));
  answer.location = sdk::header_of(http.headers, "Location");
  if (is_redirect(http.status)) {
    answer.kind = GatewayAnswer::Kind::redirect;
    return answer;
  }
  simdjson::dom::parser parser;
  simdjson::dom::element document;
  const bool read = parser.parse(http.body).get(document) == simdjson::SUCCESS && read_envelope(document, answer);
  answer.kind = read ? GatewayAnswer::Kind::gateway : GatewayAnswer::Kind::foreign;
  answer.beginning = http.body.substr(0, kShownBeginning);
  return answer;
}

}  // namespace bepusdt::app
