// The address guard: both edges of every forbidden range, every form that carries an IPv4 address, every spelling in a URL.
// The expectations are written out here, not derived from the table.
#include "net/address_guard.hpp"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstring>

namespace bepusdt::net {
namespace {

std::optional<std::string> why(std::string_view text) {
  const auto address = IpAddress::from_text(text);
  EXPECT_TRUE(address) << text;
  return address ? why_forbidden(*address) : std::nullopt;
}

struct Edges {
  const char* before;  // allowed; nullptr: the range begins where another one ends, or at the first address
  const char* first;
  const char* last;
  const char* after;  // allowed; nullptr likewise
  const char* reason;
};

void check(const Edges& range) {
  for (const char* outside : {range.before, range.after}) {
    if (outside == nullptr) continue;
    EXPECT_FALSE(why(outside)) << outside;
  }
  for (const char* inside : {range.first, range.last}) {
    const auto reason = why(inside);
    ASSERT_TRUE(reason) << inside;
    EXPECT_NE(reason->find(range.reason), std::string::npos) << *reason;
    EXPECT_TRUE(reason->starts_with(inside)) << *reason;
  }
}

TEST(AddressGuard, RefusesIpv4RangesFromEdgeToEdge) {
  for (const Edges& range : std::vector<Edges>{
           {nullptr, "0.0.0.0", "0.255.255.255", "1.0.0.0", "RFC 1122"},
           {"9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0", "RFC 1918"},
           {"100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0", "RFC 6598"},
           {"126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0", "loopback"},
           {"168.63.129.15", "168.63.129.16", "168.63.129.16", "168.63.129.17", "platform"},
           {"169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0", "metadata"},
           {"172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0", "RFC 1918"},
           {"191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0", "RFC 6890"},
           {"192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0", "RFC 5737"},
           {"192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0", "RFC 7526"},
           {"192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0", "RFC 1918"},
           {"198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0", "RFC 2544"},
           {"198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0", "RFC 5737"},
           {"203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0", "RFC 5737"},
           {"223.255.255.255", "224.0.0.0", "239.255.255.255", nullptr, "multicast"},
           {nullptr, "240.0.0.0", "255.255.255.255", nullptr, "reserved"},
       })
    check(range);
}

TEST(AddressGuard, RefusesIpv6RangesFromEdgeToEdge) {
  for (const Edges& range : std::vector<Edges>{
           {nullptr, "::", "::", nullptr, "unspecified"},
           {nullptr, "::1", "::1", nullptr, "loopback"},
           {nullptr, "::2", "::fffe:ffff:ffff", nullptr, "outside"},
           {nullptr, "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", nullptr, "RFC 8215"},
           {nullptr, "100::", "100::ffff:ffff:ffff:ffff", nullptr, "RFC 6666"},
           {nullptr, "100:0:0:1::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2000::", "outside"},
           {"2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
            "2001:200::", "RFC 2928"},
           {"2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
            "2001:db9::", "RFC 3849"},
           {"3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
            "3fff:1000::", "RFC 9637"},
           {"3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "4000::", "5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nullptr,
            "outside"},
           {nullptr, "5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nullptr, "RFC 9602"},
           {nullptr, "5f01::", "7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nullptr, "outside"},
           {nullptr, "8000::", "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nullptr, "outside"},
           {nullptr, "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nullptr, "RFC 4193"},
           {nullptr, "fe00::", "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nullptr, "outside"},
           {nullptr, "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nullptr, "link-local"},
           {nullptr, "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nullptr, "RFC 3879"},
           {nullptr, "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nullptr, "multicast"},
       })
    check(range);
}

TEST(AddressGuard, LooksThroughIpv6FormsAtTheIpv4AddressWithin) {
  for (const char* text : {"::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
                           "64:ff9b::10.1.2.3", "2002:7f00:1::", "2002:c0a8:101::1", "2002:a00:1:ffff::5",
                           "2400:cb00::5efe:10.0.0.1", "2400:cb00:1:2:200:5efe:192.168.1.1"}) {
    const auto reason = why(text);
    ASSERT_TRUE(reason) << text;
    EXPECT_NE(reason->find("form of"), std::string::npos) << *reason;
  }
  for (const char* text : {"::ffff:1.1.1.1", "64:ff9b::8.8.8.8", "2002:808:808::1", "2400:cb00::5efe:8.8.8.8"})
    EXPECT_FALSE(why(text)) << text;
  // The edges of the carrying prefixes: beside them the same bytes mean something else.
  EXPECT_TRUE(why("::fffe:8.8.8.8"));
  EXPECT_TRUE(why("::1:0:808:808"));
  EXPECT_TRUE(why("64:ff9b:0:0:0:1:808:808"));
  EXPECT_FALSE(why("2003:7f00:1::"));
}

TEST(AddressGuard, AllowsPublicAddresses) {
  for (const char* text : {"1.1.1.1", "8.8.8.8", "93.184.216.34", "198.41.0.4", "2606:4700:4700::1111",
                           "2001:4860:4860::8888", "2a00:1450:4001:80b::200e"})
    EXPECT_FALSE(why(text)) << text;
}

TEST(AddressGuard, ReadsSocketAddresses) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_addr.s_addr = htonl(0x7F000001);
  EXPECT_EQ(IpAddress::from(reinterpret_cast<const sockaddr&>(v4)), IpAddress::from_text("127.0.0.1"));
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_addr.s6_addr[15] = 1;
  EXPECT_EQ(IpAddress::from(reinterpret_cast<const sockaddr&>(v6)), IpAddress::from_text("::1"));
  sockaddr_un local{};
  local.sun_family = AF_UNIX;
  EXPECT_FALSE(IpAddress::from(reinterpret_cast<const sockaddr&>(local)));
}

TEST(AddressGuard, ReadsEverySpellingOfALiteralInAUrl) {
  for (const char* host : {"127.0.0.1", "127.0.0.1.", "127.1", "127.0.1", "2130706433", "0x7f000001", "0X7F000001",
                           "0x7f.0.0.0x1", "017700000001", "0177.0.0.01", "0x7f.1", "127.0x000001"})
    EXPECT_EQ(IpAddress::from_url_host(host), IpAddress::from_text("127.0.0.1")) << host;
  EXPECT_EQ(IpAddress::from_url_host("[::1]"), IpAddress::from_text("::1"));
  EXPECT_EQ(IpAddress::from_url_host("[fe80::1%25eth0]"), IpAddress::from_text("fe80::1"));
  EXPECT_EQ(IpAddress::from_url_host("0"), IpAddress::from_text("0.0.0.0"));
  EXPECT_EQ(IpAddress::from_url_host("4294967295"), IpAddress::from_text("255.255.255.255"));
  EXPECT_EQ(IpAddress::from_url_host("1.2.3"), IpAddress::from_text("1.2.0.3"));
  EXPECT_EQ(IpAddress::from_url_host("1.2.65535"), IpAddress::from_text("1.2.255.255"));
}

TEST(AddressGuard, TakesEverythingElseForAName) {
  for (const char* host : {"",           ".",           "..",        "example.com", "127.0.0.1.example.com",
                           "1.2.3.4.5",  "256.0.0.1",   "1.2.3.256", "1.2.65536",   "1.16777216",
                           "4294967296", "0x100000000", "08.0.0.1",  "0x7g.1",      "1..2",
                           "-1",         "+1",          "1e3",       "[",           "[]",
                           "[:::]",      "::1"})
    EXPECT_FALSE(IpAddress::from_url_host(host)) << host;
}

TEST(AddressGuard, JudgesTheLiteralHostOfAUrl) {
  for (const char* url :
       {"http://127.0.0.1/", "https://user:pass@10.0.0.1:8443/x?y", "http://2130706433/", "http://0x7f.1:80",
        "http://[::1]:8080/", "http://[::ffff:a00:1]/", "http://%31%32%37.0.0.1/", "http://169.254.169.254/latest"})
    EXPECT_TRUE(why_forbidden_literal(url)) << url;
  for (const char* url : {"http://example.com/", "http://localhost/", "http://8.8.8.8/", "https://[2606:4700:4700::1111]/",
                          "http://shop.example/127.0.0.1", "http://127.0.0.1.example.com/", "not a url", ""})
    EXPECT_FALSE(why_forbidden_literal(url)) << url;
}

}  // namespace
}  // namespace bepusdt::net
