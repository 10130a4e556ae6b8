#include "catalog/lite_server_url.hpp"

#include <botan/base64.h>

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>

namespace bepusdt::catalog {
namespace {

constexpr std::size_t kLongest = 512;

std::unexpected<wire::Sentence> wrong(std::string_view zh, std::string_view en) {
  return fail(wire::Sentence{std::string(zh), std::string(en)});
}

bool read_key(std::string text, Digest32& key) {
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  while (text.ends_with('=')) text.pop_back();
  text.append((4 - text.size() % 4) % 4, '=');
  try {
    const auto bytes = Botan::base64_decode(text, false);
    if (bytes.size() != key.size()) return false;
    std::ranges::copy(bytes, key.begin());
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace

Result<LiteServerUrl, wire::Sentence> parse_lite_server_url(std::string_view url) {
  const auto view = boost::urls::parse_uri(url.substr(0, kLongest + 1));
  if (url.size() > kLongest || !view || !is_lite_server_url(url) || view->encoded_host().empty() || view->has_userinfo() ||
      view->has_query() || view->has_fragment())
    return wrong("须为 lite://主机:端口/公钥", "must be lite://HOST:PORT/KEY");
  unsigned port = 0;
  const std::string_view digits = view->port();
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size() || port < 1 || port > 65535)
    return wrong("缺少端口（lite://主机:端口/公钥）", "needs a port: lite://HOST:PORT/KEY");
  LiteServerUrl parsed{std::string(view->encoded_host()), std::string(digits), {}};
  if (parsed.host.starts_with('[')) parsed.host = parsed.host.substr(1, parsed.host.size() - 2);
  const std::string_view path = view->encoded_path();
  if (path.size() < 2 || !read_key(std::string(path.substr(1)), parsed.key))
    return wrong("端口之后须为服务器公钥：32 字节的 base64（lite://主机:端口/公钥）",
                 "must have the server's key after the port, base64 of 32 bytes: lite://HOST:PORT/KEY");
  return parsed;
}

}  // namespace bepusdt::catalog
