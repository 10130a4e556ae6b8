#include "ports/http_client.hpp"

#include <algorithm>
#include <charconv>

namespace bepusdt::ports {
namespace {

bool is_alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); }

// Registered names (RFC 3986 §3.2.2) and international ones in UTF-8.
bool is_name(std::string_view host) {
  return !host.empty() && std::ranges::all_of(host, [](char c) {
    return is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view("-._~%").find(c) != std::string_view::npos;
  });
}

bool is_bracketed_address(std::string_view host) {
  return host.size() > 4 && host.front() == '[' && host.back() == ']' &&
         host.find_first_not_of("0123456789abcdef:.", 1) == host.size() - 1;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace

// Only what stands before the path is looked at: the rest need not be well-formed for the host to be shown.
// Not Boost.URL: its release 1.81 takes "http://127.0.0.1.example.com/" for the host 127.0.0.1.
std::string host_of(std::string_view url) {
  const std::size_t scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return {};
  const std::string scheme = lower(url.substr(0, scheme_end));
  if (scheme != "http" && scheme != "https") return {};
  url.remove_prefix(scheme_end + 3);
  const std::string authority = lower(url.substr(0, url.find_first_of("/?#")));
  std::string_view host = authority;
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);

  int port = scheme == "https" ? 443 : 80;
  const std::size_t colon = host.find(':', host.starts_with('[') ? host.find(']') : 0);
  if (colon != std::string_view::npos) {
    const std::string_view digits = host.substr(colon + 1);
    host = host.substr(0, colon);
    if (!digits.empty()) {
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
      if (error != std::errc{} || end != digits.data() + digits.size() || port < 1 || port > 65535) return {};
    }
  }
  if (!is_name(host) && !is_bracketed_address(host)) return {};
  return std::string(host) + ":" + std::to_string(port);
}

}  // namespace bepusdt::ports
