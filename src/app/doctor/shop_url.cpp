#include "app/doctor/shop_url.hpp"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>

#include "net/address_guard.hpp"

namespace bepusdt::app {
namespace {

constexpr std::string_view kLocalEndings[] = {".local", ".localhost", ".internal", ".lan", ".home.arpa", ".intranet"};

}  // namespace

std::optional<ShopUrl> ShopUrl::parse(std::string_view text) {
  const auto view = boost::urls::parse_uri(text);
  if (!view) return std::nullopt;
  ShopUrl url;
  url.https = view->scheme_id() == boost::urls::scheme::https;
  if (!url.https && view->scheme_id() != boost::urls::scheme::http) return std::nullopt;
  boost::urls::url normal(*view);
  normal.normalize_authority();
  url.host = std::string(normal.encoded_host());
  if (url.host.empty()) return std::nullopt;
  url.port = view->has_port() && !view->port().empty() ? std::string(view->port()) : url.https ? "443" : "80";
  url.credentials = view->has_userinfo();
  url.forbidden_address = net::why_forbidden_literal(text).value_or("");
  return url;
}

bool ShopUrl::internal() const {
  if (!forbidden_address.empty()) return true;
  if (host.starts_with('[') || net::IpAddress::from_url_host(host)) return false;
  return !host.contains('.') ||
         std::ranges::any_of(kLocalEndings, [this](std::string_view ending) { return host.ends_with(ending); });
}

}  // namespace bepusdt::app
