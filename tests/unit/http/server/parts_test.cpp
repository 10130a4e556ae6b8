// The parts of the socket server that need no socket: forwarding headers, admission, heads, listen addresses, ids.
#include <gtest/gtest.h>

#include <set>

#include "http/failure_meter.hpp"
#include "http/server/admission.hpp"
#include "http/server/forwarded.hpp"
#include "http/server/listen_address.hpp"
#include "http/server/request_ids.hpp"
#include "http/server/response_head.hpp"
#include "unit/http/http_world.hpp"

namespace bepusdt::http {
namespace {

namespace ip = boost::asio::ip;

Origin origin(const char* peer, const test::Members& headers, const std::vector<std::string>& trusted) {
  Request request;
  request.set_start(Method::get, "/");
  for (const auto& [name, value] : headers) request.add_header(name, value);
  TrustedProxies::parse(trusted)->judge(request, Peer(ip::make_address(peer)));
  return request.origin();
}

TEST(Forwarded, BelievesNobodyByDefault) {
  const Origin seen = origin("203.0.113.7",
                             {{"Host", "pay.example.com"},
                              {"X-Forwarded-For", "1.2.3.4"},
                              {"X-Forwarded-Proto", "https"},
                              {"X-Forwarded-Host", "evil.example"}},
                             {});
  EXPECT_EQ(seen.address, "203.0.113.7");
  EXPECT_EQ(seen.host, "pay.example.com");
  EXPECT_FALSE(seen.https);
}

TEST(Forwarded, TakesTheRightMostAddressThatIsNoTrustedProxy) {
  const std::vector<std::string> trusted{"10.0.0.0/8", "fd00::/8", "127.0.0.1"};
  const auto address = [&](const char* peer, const test::Members& headers) {
    return origin(peer, headers, trusted).address;
  };
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "203.0.113.7"}}), "203.0.113.7");
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "6.6.6.6, 203.0.113.7, 10.0.0.2"}}), "203.0.113.7")
      << "6.6.6.6 is its claim";
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "6.6.6.6"}, {"X-Forwarded-For", "203.0.113.7"}}), "203.0.113.7");
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "203.0.113.7:4711"}}), "203.0.113.7");
  EXPECT_EQ(address("fd00::1", {{"X-Forwarded-For", "[2001:db8::7]:4711"}}), "2001:db8::7");
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "6.6.6.6, unknown"}}), "10.0.0.1") << "nothing left of nonsense counts";
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "10.0.0.9, 10.0.0.2"}}), "10.0.0.9") << "all trusted: the outermost";
  EXPECT_EQ(address("10.0.0.1", {}), "10.0.0.1");
  EXPECT_EQ(address("11.0.0.1", {{"X-Forwarded-For", "203.0.113.7"}}), "11.0.0.1") << "not a trusted proxy";
}

TEST(Forwarded, TakesSchemeAndHostFromTheNearestProxy) {
  const Origin seen = origin(
      "127.0.0.1",
      {{"Host", "127.0.0.1:8080"}, {"X-Forwarded-Proto", "http, https"}, {"X-Forwarded-Host", "evil, pay.example.com"}},
      {"127.0.0.1/32"});
  EXPECT_TRUE(seen.https);
  EXPECT_EQ(seen.host, "pay.example.com");
  EXPECT_TRUE(seen.from_this_machine);
}

TEST(Forwarded, IgnoresHostsThatCouldBreakOutOfAUrl) {
  for (const char* host : {"a/b", "a b", "a@b", "a?b", "a#b", "a\"b", ""})
    EXPECT_EQ(origin("127.0.0.1", {{"Host", "good.example"}, {"X-Forwarded-Host", host}}, {"127.0.0.1"}).host,
              "good.example")
        << host;
  EXPECT_EQ(origin("127.0.0.1", {{"Host", "a@b"}}, {}).host, "");
}

TEST(Forwarded, ReportsAnEntryThatIsNoNetwork) {
  for (const char* entry : {"", "localhost", "10.0.0.0/33", "300.1.1.1", "10.0.0.0/", "::1/129"})
    EXPECT_EQ(TrustedProxies::parse({"127.0.0.1", entry}).error(), entry);
}

TEST(Admission, CountsInAllAndByAddress) {
  const Limits limits{.connections = 4, .connections_per_address = 2};
  Admission admission(limits);
  const auto a = ip::make_address("203.0.113.7");
  const auto b = ip::make_address("203.0.113.8");
  auto one = admission.enter(a, false);
  const auto two = admission.enter(a, false);
  EXPECT_FALSE(admission.enter(a, false).has_value());
  const auto three = admission.enter(a, true);
  EXPECT_TRUE(three.has_value()) << "exempt from its address's limit";
  const auto four = admission.enter(b, false);
  EXPECT_FALSE(admission.enter(ip::make_address("203.0.113.9"), true).has_value())
      << "nobody is exempt from the limit in all";
  one.reset();
  EXPECT_TRUE(admission.enter(a, false).has_value());
  EXPECT_EQ(admission.open(), 3U);
}

TEST(Admission, CountsAnIpv6SubscriberAsOne) {
  const Limits limits{.connections = 10, .connections_per_address = 1};
  Admission admission(limits);
  const auto one = admission.enter(ip::make_address("2001:db8:1:2::1"), false);
  EXPECT_FALSE(admission.enter(ip::make_address("2001:db8:1:2:ffff::9"), false).has_value());
  EXPECT_TRUE(admission.enter(ip::make_address("2001:db8:1:3::1"), false).has_value());
}

TEST(FailureMeter, ForgetsAddressesRatherThanGrow) {
  FailureMeter meter(2);
  for (int i = 0; i < 20'000; ++i)
    EXPECT_FALSE(meter.count("198.51." + std::to_string(i / 250) + "." + std::to_string(i % 250), test::kNow).has_value());
  EXPECT_FALSE(meter.count("203.0.113.7", test::kNow).has_value());
  EXPECT_FALSE(meter.count("203.0.113.7", test::kNow).has_value());
  EXPECT_EQ(meter.count("203.0.113.7", test::kNow), Seconds(30));
}

TEST(ListenAddress, ReadsWhatTheSettingAllows) {
  EXPECT_EQ(parse_listen_address("127.0.0.1:8080"), ip::tcp::endpoint(ip::make_address("127.0.0.1"), 8080));
  EXPECT_EQ(parse_listen_address("[::1]:80"), ip::tcp::endpoint(ip::make_address("::1"), 80));
  EXPECT_EQ(parse_listen_address(":8080"), ip::tcp::endpoint(ip::tcp::v6(), 8080));
  EXPECT_EQ(parse_listen_address("localhost:1"), ip::tcp::endpoint(ip::make_address("127.0.0.1"), 1));
  for (const char* wrong :
       {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "::1:80", "[127.0.0.1]:80", "name:80"})
    EXPECT_FALSE(parse_listen_address(wrong).has_value()) << wrong;
}

TEST(ResponseHead, HasDateLengthAndNoMoreThanNeeded) {
  DateText date;
  EXPECT_EQ(date.at(from_unix_millis(784'111'777'999)), "Sun, 06 Nov 1994 08:49:37 GMT");  // the example of RFC 9110 §5.6.7
  EXPECT_EQ(date.at(from_unix_millis(784'111'778'000)), "Sun, 06 Nov 1994 08:49:38 GMT");
  Response response;
  response.content_type = kJson;
  response.body = "{}";
  response.add_field("X-A", "b");
  std::string head;
  write_head(response, Persistence::keep_alive_11, "D", head);
  EXPECT_EQ(
      head,
      "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 2\r\nX-A: b\r\n\r\n");
  response.clear();
  response.status = 204;
  head.clear();
  write_head(response, Persistence::close, "D", head);
  EXPECT_EQ(head, "HTTP/1.1 204 No Content\r\nDate: D\r\nConnection: close\r\n\r\n");
}

TEST(ResponseHeadDeathTest, AFieldThatWouldSplitTheAnswerIsOurBug) {
  Response response;
  EXPECT_DEATH(response.add_field("X", "a\r\nSet-Cookie: b"), "assertion failed");
}

TEST(RequestIds, AreSixteenDigitsAndDiffer) {
  test::SeededRandom random(7);
  RequestIds ids(random);
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) {
    std::string id = "old";
    ids.next(id);
    EXPECT_EQ(id.size(), 16U);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_TRUE(seen.insert(id).second);
  }
}

}  // namespace
}  // namespace bepusdt::http
