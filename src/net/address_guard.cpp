#include "net/address_guard.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <charconv>
#include <cstring>
#include <vector>

#include "base/assert.hpp"
#include "net/parsed_url.hpp"

namespace bepusdt::net {
namespace {

struct RangeRow {
  const char* prefix;
  int bits;
  const char* what;
  const char* source;
};

// The IANA special-purpose registries (RFC 6890) less what they mark as globally reachable. The first match names the reason.
constexpr RangeRow kIpv4[] = {
    {"0.0.0.0", 8, "this host or network", "RFC 1122"},
    {"10.0.0.0", 8, "private", "RFC 1918"},
    {"100.64.0.0", 10, "carrier-grade NAT", "RFC 6598"},
    {"127.0.0.0", 8, "loopback", "RFC 1122"},
    {"168.63.129.16", 32, "a cloud's platform address", "Azure documentation, IP address 168.63.129.16"},
    {"169.254.0.0", 16, "link-local, cloud metadata among it", "RFC 3927"},
    {"172.16.0.0", 12, "private", "RFC 1918"},
    {"192.0.0.0", 24, "reserved for protocols", "RFC 6890"},
    {"192.0.2.0", 24, "documentation", "RFC 5737"},
    {"192.88.99.0", 24, "6to4 relay", "RFC 7526"},
    {"192.168.0.0", 16, "private", "RFC 1918"},
    {"198.18.0.0", 15, "benchmarking", "RFC 2544"},
    {"198.51.100.0", 24, "documentation", "RFC 5737"},
    {"203.0.113.0", 24, "documentation", "RFC 5737"},
    {"224.0.0.0", 4, "multicast", "RFC 5771"},
    {"240.0.0.0", 4, "reserved or broadcast", "RFC 1112, RFC 919"},
};

// Only 2000::/3 is assigned as global unicast (RFC 4291); the last three rows are what lies outside.
constexpr RangeRow kIpv6[] = {
    {"::", 128, "unspecified", "RFC 4291"},
    {"::1", 128, "loopback", "RFC 4291"},
    {"64:ff9b:1::", 48, "local-use NAT64", "RFC 8215"},
    {"100::", 64, "discard-only", "RFC 6666"},
    {"2001::", 23, "reserved for protocols, Teredo among them", "RFC 2928, RFC 4380"},
    {"2001:db8::", 32, "documentation", "RFC 3849"},
    {"3fff::", 20, "documentation", "RFC 9637"},
    {"5f00::", 16, "segment routing", "RFC 9602"},
    {"fc00::", 7, "unique local", "RFC 4193"},
    {"fe80::", 10, "link-local", "RFC 4291"},
    {"fec0::", 10, "site-local", "RFC 3879"},
    {"ff00::", 8, "multicast", "RFC 4291"},
    {"::", 3, "outside the global unicast range", "RFC 4291"},
    {"4000::", 2, "outside the global unicast range", "RFC 4291"},
    {"8000::", 1, "outside the global unicast range", "RFC 4291"},
};

// IPv6 forms that lead to the IPv4 address which they carry, so that this one decides.
struct EmbeddingRow {
  const char* prefix;
  int bits;
  std::size_t offset;  // of the four bytes
  const char* form;    // IPv4-mapped: RFC 4291; NAT64: RFC 6052; 6to4: RFC 3056
};
constexpr EmbeddingRow kEmbeddings[] = {
    {"::ffff:0:0", 96, 12, "IPv4-mapped"},
    {"64:ff9b::", 96, 12, "NAT64"},
    {"2002::", 16, 2, "6to4"},
};

template <class Row>
struct Range {
  IpAddress prefix;
  const Row* row;
};

template <class Row, std::size_t N>
std::vector<Range<Row>> parsed(const Row (&rows)[N]) {
  std::vector<Range<Row>> ranges;
  for (const Row& row : rows) {
    const auto prefix = IpAddress::from_text(row.prefix);
    BEPUSDT_ASSERT(prefix.has_value());
    ranges.push_back({*prefix, &row});
  }
  return ranges;
}

bool within(const IpAddress& address, const IpAddress& prefix, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (std::memcmp(address.bytes.data(), prefix.bytes.data(), whole) != 0) return false;
  const int rest = bits % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xFF << (8 - rest));
  return (address.bytes[whole] & mask) == (prefix.bytes[whole] & mask);
}

IpAddress embedded(const IpAddress& address, std::size_t offset) {
  IpAddress inner;
  std::memcpy(inner.bytes.data(), address.bytes.data() + offset, 4);
  return inner;
}

std::optional<std::string> match(const IpAddress& address, const std::vector<Range<RangeRow>>& ranges) {
  for (const auto& [prefix, row] : ranges)
    if (within(address, prefix, row->bits)) return address.to_string() + " is " + row->what + " (" + row->source + ")";
  return std::nullopt;
}

std::optional<std::string> why_forbidden_v4(const IpAddress& address) {
  static const auto kRanges = parsed(kIpv4);
  return match(address, kRanges);
}

std::optional<std::string> why_forbidden_v6(const IpAddress& address) {
  static const auto kForms = parsed(kEmbeddings);
  static const auto kRanges = parsed(kIpv6);
  const auto carries = [&](std::size_t offset, const char* form) -> std::optional<std::string> {
    auto why = why_forbidden_v4(embedded(address, offset));
    if (why) *why = address.to_string() + " is the " + form + " form of " + *why;
    return why;
  };
  for (const auto& [prefix, row] : kForms)
    if (within(address, prefix, row->bits)) return carries(row->offset, row->form);
  // ISATAP marks an embedded address in the interface identifier, under any prefix (RFC 5214 §6.1).
  const auto& b = address.bytes;
  if ((b[8] & 0xFC) == 0 && b[9] == 0 && b[10] == 0x5E && b[11] == 0xFE)
    if (auto why = carries(12, "ISATAP")) return why;
  return match(address, kRanges);
}

// One part of an address as inet_aton reads it: decimal, 0 octal, 0x hexadecimal.
std::optional<std::uint32_t> address_part(std::string_view part) {
  int base = 10;
  if (part.starts_with("0x") || part.starts_with("0X")) {
    base = 16;
    part.remove_prefix(2);
    if (part.empty()) return 0;  // WHATWG URL §3.5: "0x" is zero
  } else if (part.size() > 1 && part[0] == '0') {
    base = 8;
  }
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value, base);
  if (error != std::errc{} || end != part.data() + part.size()) return std::nullopt;
  return value;
}

std::optional<IpAddress> loose_ipv4(std::string_view host) {
  std::vector<std::uint32_t> parts;
  while (true) {
    const std::size_t dot = host.find('.');
    const auto part = address_part(host.substr(0, dot));
    if (!part || parts.size() == 4) return std::nullopt;
    parts.push_back(*part);
    if (dot == std::string_view::npos) break;
    host.remove_prefix(dot + 1);
  }
  // The last part fills all bytes that the others leave.
  const std::size_t leading = parts.size() - 1;
  if (leading > 0 && parts.back() >> (8 * (4 - leading)) != 0) return std::nullopt;
  IpAddress address;
  for (std::size_t i = 0; i < leading; ++i) {
    if (parts[i] > 255) return std::nullopt;
    address.bytes[i] = static_cast<std::uint8_t>(parts[i]);
  }
  for (std::size_t i = leading; i < 4; ++i) address.bytes[i] = static_cast<std::uint8_t>(parts.back() >> (8 * (3 - i)));
  return address;
}

}  // namespace

std::optional<IpAddress> IpAddress::from(const sockaddr& address) {
  IpAddress out;
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    std::memcpy(out.bytes.data(), &in.sin_addr, 4);
    return out;
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    out.v6 = true;
    std::memcpy(out.bytes.data(), &in.sin6_addr, 16);
    return out;
  }
  return std::nullopt;
}

std::optional<IpAddress> IpAddress::from_text(std::string_view text) {
  const std::string terminated(text);
  IpAddress out;
  if (inet_pton(AF_INET, terminated.c_str(), out.bytes.data()) == 1) return out;
  out.v6 = true;
  if (inet_pton(AF_INET6, terminated.c_str(), out.bytes.data()) == 1) return out;
  return std::nullopt;
}

std::optional<IpAddress> IpAddress::from_url_host(std::string_view host) {
  if (host.starts_with('[')) {
    host.remove_prefix(1);
    return from_text(host.substr(0, host.find_first_of("%]")));
  }
  if (host.ends_with('.')) host.remove_suffix(1);
  return loose_ipv4(host);
}

std::string IpAddress::to_string() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(v6 ? AF_INET6 : AF_INET, bytes.data(), text.data(), text.size());
  return text.data();
}

std::optional<std::string> why_forbidden(const IpAddress& address) {
  return address.v6 ? why_forbidden_v6(address) : why_forbidden_v4(address);
}

std::optional<std::string> why_forbidden_literal(std::string_view url) {
  const auto parsed_url = ParsedUrl::parse(url);
  if (!parsed_url) return std::nullopt;
  const auto address = IpAddress::from_url_host(parsed_url->host());
  return address ? why_forbidden(*address) : std::nullopt;
}

}  // namespace bepusdt::net
