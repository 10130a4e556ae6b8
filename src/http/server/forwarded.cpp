#include "http/server/forwarded.hpp"

#include <algorithm>

namespace bepusdt::http {
namespace {

namespace ip = boost::asio::ip;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// The last comma-separated element over all headers of that name.
std::string_view last_element(const Request& request, std::string_view name) {
  const auto values = request.headers(name);
  if (values.empty()) return {};
  const std::string_view last = values.back();
  const auto comma = last.rfind(',');
  return trimmed(comma == std::string_view::npos ? last : last.substr(comma + 1));
}

// An element of X-Forwarded-For: an address, some proxies add the port. nullopt: no address ("unknown", a made-up word).
std::optional<ip::address> address_of(std::string_view text) {
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    text = text.substr(1, end - 1);
  } else if (std::ranges::count(text, ':') == 1) {
    text = text.substr(0, text.find(':'));
  }
  boost::system::error_code error;
  const auto address = ip::make_address(std::string(text), error);
  return error ? std::nullopt : std::optional(unmapped(address));
}

}  // namespace

ip::address unmapped(const ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  return address;
}

bool is_host_text(std::string_view text) {
  if (text.empty() || text.size() > 255) return false;
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' ||
           c == '[' || c == ']' || c == '_';
  });
}

Result<TrustedProxies, std::string> TrustedProxies::parse(const std::vector<std::string>& entries) {
  TrustedProxies proxies;
  for (const std::string& entry : entries) {
    boost::system::error_code error;
    if (entry.find('/') == std::string::npos) {
      const auto address = ip::make_address(entry, error);
      if (error) return fail(entry);
      if (address.is_v4())
        proxies.v4_.emplace_back(address.to_v4(), static_cast<unsigned short>(32));
      else
        proxies.v6_.emplace_back(address.to_v6(), static_cast<unsigned short>(128));
    } else if (entry.find(':') == std::string::npos) {
      const auto network = ip::make_network_v4(entry, error);
      if (error) return fail(entry);
      proxies.v4_.push_back(network.canonical());
    } else {
      const auto network = ip::make_network_v6(entry, error);
      if (error) return fail(entry);
      proxies.v6_.push_back(network.canonical());
    }
  }
  return proxies;
}

bool TrustedProxies::contains(const ip::address& address) const {
  if (address.is_v4())
    return std::ranges::any_of(v4_, [&](const ip::network_v4& network) {
      return ip::network_v4(address.to_v4(), network.prefix_length()).canonical() == network;
    });
  return std::ranges::any_of(v6_, [&](const ip::network_v6& network) {
    return ip::network_v6(address.to_v6(), network.prefix_length()).canonical() == network;
  });
}

void TrustedProxies::judge(Request& request, const Peer& peer) const {
  Origin& origin = request.origin();
  origin.from_this_machine = peer.address.is_loopback();
  origin.address = peer.text;
  const std::string_view host = request.header("Host");
  if (is_host_text(host)) origin.host = host;
  if (!contains(peer.address)) return;

  ip::address client = peer.address;
  bool found = false;
  const auto lists = request.headers("X-Forwarded-For");
  for (auto list = lists.rbegin(); list != lists.rend() && !found; ++list) {
    std::string_view rest = *list;
    while (!found && !rest.empty()) {
      const auto comma = rest.rfind(',');
      const auto address = address_of(trimmed(comma == std::string_view::npos ? rest : rest.substr(comma + 1)));
      if (!address) {
        found = true;  // what stands further left cannot be trusted either
        break;
      }
      client = *address;
      found = !contains(client);
      rest = comma == std::string_view::npos ? std::string_view() : rest.substr(0, comma);
    }
  }
  origin.address = client.to_string();
  origin.https = equal_ignoring_case(last_element(request, "X-Forwarded-Proto"), "https");
  const std::string_view forwarded_host = last_element(request, "X-Forwarded-Host");
  if (is_host_text(forwarded_host)) origin.host = forwarded_host;
}

}  // namespace bepusdt::http
