#include "http/url_rules.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "wire/field_names.hpp"

namespace bepusdt::http {
namespace {

namespace urls = boost::urls;
using wire::ErrorCode;
using wire::Refusal;

constexpr std::size_t kLongestUrl = 2048;

// Merchants' programs leave letters outside ASCII as they are, and so do HTTP clients; for the grammar they count as escaped.
std::string escaped(std::string_view url) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  out.reserve(url.size());
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  return out;
}

enum class Scheme { http, https };

struct Parts {
  Scheme scheme = Scheme::https;
  bool credentials = false;
  std::string origin;
  std::string host;
};

// nullopt: no http(s) URL with a host.
std::optional<Parts> parts_of(std::string_view url) {
  if (url.size() > kLongestUrl) return std::nullopt;
  const std::string text = escaped(url);
  const auto parsed = urls::parse_uri(text);
  if (!parsed || !parsed->has_authority()) return std::nullopt;
  Parts parts;
  switch (parsed->scheme_id()) {
    case urls::scheme::http: parts.scheme = Scheme::http; break;
    case urls::scheme::https: parts.scheme = Scheme::https; break;
    default: return std::nullopt;
  }
  const auto host = parsed->encoded_host();
  parts.host.assign(host.data(), host.size());
  if (parts.host.empty() || parts.host.find('%') != std::string::npos) return std::nullopt;
  parts.credentials = parsed->has_userinfo();
  parts.origin = parts.scheme == Scheme::https ? "https://" : "http://";
  parts.origin += parts.host;
  if (parsed->has_port()) {
    const auto port = parsed->port();
    if (port.empty() || parsed->port_number() == 0) return std::nullopt;
    parts.origin.append(":").append(port.data(), port.size());
  }
  return parts;
}

Refusal not_a_url(std::string_view field) {
  return {ErrorCode::invalid_request, std::string(field), {"必须是 http 或 https 地址", "must be an http or https URL"}};
}

Refusal forbidden(std::string zh, std::string en) {
  return {ErrorCode::callback_url_forbidden, std::string(wire::field::kNotifyUrl), {std::move(zh), std::move(en)}};
}

}  // namespace

Result<void, Refusal> check_notify_url(std::string_view url, const Context& context) {
  const auto parts = parts_of(url);
  if (!parts) return fail(not_a_url(wire::field::kNotifyUrl));
  if (parts->credentials) return fail(forbidden("不能包含用户名或密码", "must not hold credentials"));
  if (parts->scheme == Scheme::http && !context.settings.allow_http_callbacks)
    return fail(forbidden("必须使用 https", "must be https"));
  if (context.why_url_forbidden)
    if (const auto why = context.why_url_forbidden(url)) return fail(forbidden("目标地址被禁止：" + *why, *why));
  return {};
}

Result<void, Refusal> check_redirect_url(std::string_view url) {
  if (!parts_of(url)) return fail(not_a_url(wire::field::kRedirectUrl));
  return {};
}

std::string origin_of_url(std::string_view url) {
  const auto parts = parts_of(url);
  return parts ? parts->origin : std::string();
}

std::string host_of_url(std::string_view url) {
  const auto parts = parts_of(url);
  return parts ? parts->host : std::string();
}

}  // namespace bepusdt::http
