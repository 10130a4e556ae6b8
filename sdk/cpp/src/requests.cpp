#include "sdk/cpp/src/requests.hpp"

#include <algorithm>

#include "sdk/cpp/src/refuse.hpp"
#include "sdk/cpp/src/signed_body.hpp"
#include "wire/field_names.hpp"
#include "wire/number_text.hpp"
#include "wire/utf8_text.hpp"

namespace bepusdt::sdk {
namespace {

namespace field = wire::field;

constexpr std::string_view kBlanks = " \t\r\n\v\f";
constexpr std::size_t kLongestText = 8192;
// Of a time-out and of a wait: no sum of them overflows, and libcurl takes them in milliseconds as an int.
constexpr Milliseconds kLongestTime = std::chrono::days(7);

// What no text of a request may be; nothing where it is fine. Blanks at its ends are a mistake that a server answers with
// "wrong signature", so they are named here.
std::optional<ErrorInfo> trouble_with(std::string_view name, std::string_view value) {
  if (value.size() > kLongestText) return refuse(name, "过长", "is too long");
  if (!wire::is_valid_utf8(value)) return refuse(name, "不是有效的 UTF-8", "is not valid UTF-8");
  if (!value.empty() && (kBlanks.contains(value.front()) || kBlanks.contains(value.back())))
    return refuse(name, "首尾含有空白字符", "begins or ends with white space");
  if (wire::has_control_character(value)) return refuse(name, "含有控制字符", "holds a control character");
  return std::nullopt;
}

std::optional<ErrorInfo> trouble_with_url(std::string_view name, std::string_view value) {
  if (auto trouble = trouble_with(name, value)) return trouble;
  if (value.find(' ') != std::string_view::npos) return refuse(name, "含有空格", "holds a blank");
  return std::nullopt;
}

// "7.4", "~1.02", "+0.3", "-0.2" (contract part 1 §3); the full-width ～ is a ~.
bool is_rate(std::string_view text) {
  constexpr std::string_view kWideTilde = "～";
  if (text.starts_with(kWideTilde))
    text.remove_prefix(kWideTilde.size());
  else if (text.starts_with('~') || text.starts_with('+') || text.starts_with('-'))
    text.remove_prefix(1);
  return !text.starts_with('-') && text.find_first_of("eE") == std::string_view::npos &&
         text.size() <= wire::kMaxNumberLength && wire::is_json_number(text);
}

// Collects the members of one request and remembers the first that is wrong.
class Members {
 public:
  explicit Members(const Endpoint& endpoint) : endpoint_(endpoint) {}

  Members& text(std::string_view name, std::string_view value) { return check(trouble_with(name, value)).put(name, value); }
  Members& url(std::string_view name, std::string_view value) {
    return check(trouble_with_url(name, value)).put(name, value);
  }
  // People's text: blanks at its ends are theirs.
  Members& title(std::string_view name, std::string_view value) {
    if (value.size() > kLongestText) return check(refuse(name, "过长", "is too long"));
    if (!wire::is_valid_utf8(value)) return check(refuse(name, "不是有效的 UTF-8", "is not valid UTF-8"));
    if (wire::has_control_character(value)) return check(refuse(name, "含有控制字符", "holds a control character"));
    return put(name, value);
  }
  Members& required(std::string_view name, std::string_view value) {
    if (value.empty()) check(refuse(name, "不能为空", "must not be empty"));
    return *this;
  }
  Members& number(std::string_view name, const Decimal& value) {
    body_.number(name, value.text());
    return *this;
  }
  Members& seconds(std::string_view name, const std::optional<std::chrono::seconds>& value) {
    if (!value) return *this;
    if (value->count() <= 0) return check(refuse(name, "必须大于 0", "must be above 0"));
    body_.number(name, std::to_string(value->count()));
    return *this;
  }
  Members& rate(const std::optional<Rate>& rate) {
    if (!rate) return *this;
    if (auto trouble = trouble_with(field::kRate, rate->text())) return check(std::move(trouble));
    if (rate->is_number()) {
      body_.number(field::kRate, rate->text());
      return *this;
    }
    if (!is_rate(rate->text()))
      return check(refuse(field::kRate, "应为 7.4、~1.02、+0.3 或 -0.2 的形式", "must be like 7.4, ~1.02, +0.3 or -0.2"));
    return put(field::kRate, rate->text());
  }
  Members& boolean(std::string_view name, const std::optional<bool>& value) {
    if (value) body_.boolean(name, *value);
    return *this;
  }

  Result<HttpRequest> post(std::string_view path) {
    put(field::kMerchantId, endpoint_.merchant_id);
    if (trouble_) return *std::move(trouble_);
    if (endpoint_.on_request) endpoint_.on_request(path, body_.masked());
    return HttpRequest{.method = "POST",
                       .url = endpoint_.base_url + std::string(path),
                       .headers = endpoint_.post_headers,
                       .body = std::move(body_).signed_with(endpoint_.token),
                       .timeout = endpoint_.timeout};
  }

 private:
  Members& check(std::optional<ErrorInfo> trouble) {
    if (trouble && !trouble_) trouble_ = std::move(trouble);
    return *this;
  }
  Members& put(std::string_view name, std::string_view value) {
    if (!value.empty() && !trouble_) body_.text(name, value);
    return *this;
  }

  const Endpoint& endpoint_;
  SignedBody body_;
  std::optional<ErrorInfo> trouble_;
};

// RFC 3986 §2.3: what may stand in a path as it is.
void append_escaped(std::string_view text, std::string& out) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
                       c == '_' || c == '~';
    if (plain) {
      out += c;
      continue;
    }
    out += '%';
    out += kDigits[static_cast<unsigned char>(c) >> 4];
    out += kDigits[static_cast<unsigned char>(c) & 15];
  }
}

bool is_http_url(std::string_view url) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (url.size() > scheme.size() && std::ranges::equal(url.substr(0, scheme.size()), scheme, {}, [](char c) {
          return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }))
      return url.find_first_of("?#", scheme.size()) == std::string_view::npos && url[scheme.size()] != '/';
  return false;
}

}  // namespace

Endpoint Endpoint::of(const ClientOptions& options) {
  const auto demand = [](bool holds, std::string_view name, std::string_view zh, std::string_view en) {
    if (!holds) throw_error(refuse(name, zh, en));
  };
  std::string url = options.api_url;
  while (url.ends_with('/')) url.pop_back();
  if (auto trouble = trouble_with_url("api_url", url)) throw_error(*std::move(trouble));
  demand(is_http_url(url), "api_url", "应以 http:// 或 https:// 开头，且不含参数",
         "must begin with http:// or https:// and have no query");
  demand(!options.api_token.empty(), "api_token", "不能为空", "must not be empty");
  // A newline that came along from a file would be answered "wrong signature".
  if (auto trouble = trouble_with("api_token", options.api_token)) throw_error(*std::move(trouble));
  if (auto trouble = trouble_with("merchant_id", options.merchant_id)) throw_error(*std::move(trouble));
  for (const auto& [name, value] : {std::pair("language", options.language), std::pair("user_agent", options.user_agent)})
    if (auto trouble = trouble_with(name, value)) throw_error(*std::move(trouble));
  const auto demand_time = [&](Milliseconds time, Milliseconds shortest, std::string_view name) {
    if (shortest == Milliseconds(0))
      demand(time >= shortest, name, "不能为负数", "must not be negative");
    else
      demand(time >= shortest, name, "必须大于 0", "must be above 0");
    demand(time <= kLongestTime, name, "不能超过 7 天", "must be at most 7 days");
  };
  demand_time(options.timeout, Milliseconds(1), "timeout");
  const RetryOptions& retry = options.retry;
  demand(retry.max_retries >= 0 && retry.max_retries <= 100, "max_retries", "应在 0 到 100 之间", "must be from 0 to 100");
  demand_time(retry.delay, Milliseconds(0), "retry_delay");
  demand_time(retry.longest_wait, Milliseconds(0), "longest_wait");
  demand(retry.jitter >= 0 && retry.jitter <= 1, "jitter", "应在 0 到 1 之间", "must be from 0 to 1");
  if (retry.deadline) demand_time(*retry.deadline, Milliseconds(1), "deadline");

  Headers common{{"User-Agent", options.user_agent.empty() ? "bepusdt-cpp/" BEPUSDT_SDK_VERSION : options.user_agent}};
  common.emplace_back("Accept", options.exact_status_codes ? std::string(wire::header::kVersion2) + ", application/json"
                                                           : std::string("application/json"));
  if (!options.language.empty()) common.emplace_back("Accept-Language", options.language);
  Headers post = common;
  post.emplace_back("Content-Type", "application/json");
  return {.base_url = std::move(url),
          .token = Secret(options.api_token),
          .merchant_id = options.merchant_id,
          .post_headers = std::move(post),
          .get_headers = std::move(common),
          .timeout = options.timeout,
          .on_request = options.on_request};
}

Result<HttpRequest> create_order_request(const Endpoint& endpoint, const CreateOrder& order) {
  return Members(endpoint)
      .required(field::kOrderId, order.order_id)
      .text(field::kOrderId, order.order_id)
      .number(field::kAmount, order.amount)
      .required(field::kNotifyUrl, order.notify_url)
      .url(field::kNotifyUrl, order.notify_url)
      .url(field::kRedirectUrl, order.redirect_url.empty() ? order.notify_url : order.redirect_url)
      .text(field::kTradeType, order.trade_type)
      .text(field::kAddress, order.address)
      .seconds(field::kTimeout, order.timeout)
      .rate(order.rate)
      .text(field::kFiat, order.fiat)
      .title(field::kName, order.name)
      .post("/api/v1/order/create-transaction");
}

Result<HttpRequest> create_checkout_request(const Endpoint& endpoint, const CreateCheckout& checkout) {
  return Members(endpoint)
      .required(field::kOrderId, checkout.order_id)
      .text(field::kOrderId, checkout.order_id)
      .number(field::kAmount, checkout.amount)
      .required(field::kNotifyUrl, checkout.notify_url)
      .url(field::kNotifyUrl, checkout.notify_url)
      .url(field::kRedirectUrl, checkout.redirect_url.empty() ? checkout.notify_url : checkout.redirect_url)
      .text(field::kCurrencies, checkout.currencies)
      .boolean(field::kReselect, checkout.reselect)
      .seconds(field::kTimeout, checkout.timeout)
      .text(field::kFiat, checkout.fiat)
      .title(field::kName, checkout.name)
      .post("/api/v1/order/create-order");
}

Result<HttpRequest> cancel_order_request(const Endpoint& endpoint, std::string_view trade_id) {
  return Members(endpoint)
      .required(field::kTradeId, trade_id)
      .text(field::kTradeId, trade_id)
      .post("/api/v1/order/cancel-transaction");
}

Result<HttpRequest> query_order_request(const Endpoint& endpoint, std::string_view trade_id) {
  if (trade_id.empty()) return refuse(field::kTradeId, "不能为空", "must not be empty");
  if (auto trouble = trouble_with(field::kTradeId, trade_id)) return *std::move(trouble);
  // "." and ".." would be taken out of the path on the way.
  if (trade_id == "." || trade_id == "..") return refuse(field::kTradeId, "不是交易号", "is no trade_id");
  std::string url = endpoint.base_url + "/pay/check-status/";
  append_escaped(trade_id, url);
  return HttpRequest{
      .method = "GET", .url = std::move(url), .headers = endpoint.get_headers, .body = {}, .timeout = endpoint.timeout};
}

Result<HttpRequest> get_order_request(const Endpoint& endpoint, const GetOrder& which) {
  if (which.trade_id.empty() == which.order_id.empty())
    return refuse(field::kTradeId, "trade_id 与 order_id 须填写其一", "exactly one of trade_id and order_id is required");
  return Members(endpoint)
      .text(field::kTradeId, which.trade_id)
      .text(field::kOrderId, which.order_id)
      .post("/api/v1/order/query");
}

}  // namespace bepusdt::sdk
