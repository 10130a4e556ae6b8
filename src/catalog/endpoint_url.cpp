#include "catalog/endpoint_url.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>
#include <optional>

#include "catalog/lite_server_url.hpp"
#include "catalog/toml_text.hpp"

namespace bepusdt::catalog {
namespace {

constexpr std::size_t kLongestUrl = 2048;

// Boost.URL lets any digits stand for a port, and wraps them around.
bool is_port(std::string_view text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= 1 && number <= 65535;
}

std::optional<boost::urls::url_view> parsed(std::string_view url) {
  if (url.empty() || url.size() > kLongestUrl) return std::nullopt;
  const auto view = boost::urls::parse_uri(url);
  if (!view || !view->has_authority() || view->encoded_host().empty()) return std::nullopt;
  if (view->has_port() && !is_port(view->port())) return std::nullopt;
  return *view;
}

// Tron's "host:port" without a scheme is plain gRPC.
std::string with_scheme(std::string_view url) {
  return url.find("://") == std::string_view::npos ? "grpc://" + std::string(url) : std::string(url);
}

}  // namespace

Wrong check_node_url(core::Family family, std::string_view url) {
  if (family == core::Family::ton && is_lite_server_url(url)) {
    auto server = parse_lite_server_url(url);
    if (!server) return std::move(server.error());
    return std::nullopt;
  }
  if (const auto file = lite_server_list(url); family == core::Family::ton && file) {
    if (file->empty() || url.size() > kLongestUrl)
      return wire::Sentence{"须为 lite+config:文件名", "must be lite+config:FILE"};
    return std::nullopt;
  }
  const std::string full = family == core::Family::tron ? with_scheme(url) : std::string(url);
  const auto view = parsed(full);
  if (!view) return wire::Sentence{"不是有效的网址", "is not a URL with a host"};
  const std::string_view scheme = view->scheme();
  if (family == core::Family::tron) {
    const bool grpc = scheme == "grpc" || scheme == "grpcs";
    if (!grpc && scheme != "https" && scheme != "http")
      return wire::Sentence{"须以 grpc://、grpcs://、https:// 或 http:// 开头，或写成 主机:端口",
                            "must begin with grpc://, grpcs://, https:// or http://, or be host:port"};
    if (grpc && !view->has_port()) return wire::Sentence{"缺少端口", "needs a port"};
  } else if (scheme != "http" && scheme != "https") {
    if (family == core::Family::ton)
      return wire::Sentence{"须以 http://、https://、lite:// 或 lite+config: 开头",
                            "must begin with http://, https://, lite:// or lite+config:"};
    return wire::Sentence{"须以 http:// 或 https:// 开头", "must begin with http:// or https://"};
  }
  if (view->has_fragment()) return wire::Sentence{"不能含有 #", "must not contain a fragment"};
  return std::nullopt;
}

Wrong check_websocket_url(std::string_view url) {
  const auto view = parsed(url);
  if (!view) return wire::Sentence{"不是有效的网址", "is not a URL with a host"};
  if (view->scheme() != "ws" && view->scheme() != "wss")
    return wire::Sentence{"须以 ws:// 或 wss:// 开头", "must begin with ws:// or wss://"};
  if (view->has_fragment()) return wire::Sentence{"不能含有 #", "must not contain a fragment"};
  return std::nullopt;
}

Wrong check_web_url(std::string_view url, bool plain) {
  const auto view = parsed(url);
  if (!view || (view->scheme() != "http" && view->scheme() != "https"))
    return wire::Sentence{"须为 http:// 或 https:// 网址", "must be an http:// or https:// URL"};
  if (view->has_fragment()) return wire::Sentence{"不能含有 #", "must not contain a fragment"};
  if (plain && (view->has_query() || view->has_userinfo()))
    return wire::Sentence{"不能含有查询参数或用户名", "must not contain a query or credentials"};
  return std::nullopt;
}

std::string host_of(std::string_view url) {
  if (const auto file = lite_server_list(url)) return std::string(file->substr(file->rfind('/') + 1));
  const std::string full = with_scheme(url);
  const auto view = parsed(full);
  if (!view) return "***";
  return std::string(view->encoded_host_and_port());
}

std::vector<std::string> endpoint_texts(std::string_view text) {
  if (text == "off") return {};
  return comma_separated(text);
}

}  // namespace bepusdt::catalog
