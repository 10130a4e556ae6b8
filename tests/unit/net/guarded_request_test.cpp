// Guarded requests: what a callback may not reach is refused when the connection is made, however the target is spelt.
#include <gtest/gtest.h>

#include "net/curl_client.hpp"
#include "support/server/local_server.hpp"
#include "unit/net/scripted_resolver.hpp"

namespace bepusdt::net {
namespace {

using ports::HttpErrorKind;
using ports::HttpRequest;
using test::Conversation;
using test::LocalServer;

HttpRequest guarded(std::string url) {
  HttpRequest request;
  request.url = std::move(url);
  request.guard_address = true;
  request.total_timeout = Millis(5'000);
  return request;
}

HttpRequest within_a_second(std::string url) {
  auto request = guarded(std::move(url));
  request.total_timeout = Millis(1'000);
  return request;
}

class GuardedRequest : public ::testing::Test {
 protected:
  LocalServer server{[](Conversation& c) { c.answer(200, "reached"); }};
  CurlClient client;

  void expect_refused(const std::string& host) {
    const auto answer = client.send(guarded(server.url("/", host)));
    ASSERT_FALSE(answer) << host;
    EXPECT_EQ(answer.error().kind, HttpErrorKind::forbidden_address) << host << ": " << answer.error().reason;
    EXPECT_EQ(answer.error().dialled, "") << host;
    EXPECT_NE(answer.error().reason.find("RFC"), std::string::npos) << answer.error().reason;
  }
};

TEST_F(GuardedRequest, RefusesLoopbackInEverySpelling) {
  for (const char* host : {"127.0.0.1",
                           "127.1",
                           "127.0.1",
                           "2130706433",
                           "0x7f000001",
                           "0x7f.1",
                           "0177.0.0.1",
                           "017700000001",
                           "127.255.255.254",
                           "localhost",
                           "LOCALHOST",
                           "%31%32%37.0.0.1",
                           "[::1]",
                           "[0:0:0:0:0:0:0:1]",
                           "[::ffff:127.0.0.1]",
                           "[::ffff:7f00:1]",
                           "[64:ff9b::7f00:1]",
                           "[64:ff9b::127.0.0.1]",
                           "[2002:7f00:1::]",
                           "[::127.0.0.1]"})
    expect_refused(host);
  EXPECT_EQ(server.connections(), 0);
}

TEST_F(GuardedRequest, DoesNotReachLoopbackThroughSpellingsThatAreNoUrlOrNoName) {
  for (const char* host :
       {"127.0.0.1.", "127。0。0。1", "①②⑦.0.0.1", "１２７.0.0.1", "127.0.0.1%00.example.com", "[::1%25lo]", "[127.0.0.1]",
        "0x7f000001.", "00000000000000000000000000000000000177.1", "1.2.3.4@127.0.0.1", "example.com#@127.0.0.1"}) {
    const auto answer = client.send(within_a_second(server.url("/", host)));
    EXPECT_FALSE(answer) << host;
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST_F(GuardedRequest, RefusesTheOtherForbiddenRanges) {
  for (const char* host : {"0", "0.0.0.0", "10.0.0.1", "100.64.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1",
                           "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "[::]", "[fe80::1]",
                           "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[2001:db8::1]"})
    expect_refused(host);
  EXPECT_EQ(server.connections(), 0);
}

TEST_F(GuardedRequest, RefusesNamesThatResolveToForbiddenAddresses) {
  test::resolve_to("inside.test", {"127.0.0.1"});
  test::resolve_to("both.test", {"::1", "127.0.0.1", "10.0.0.1"});
  test::resolve_to("mapped.test", {"::ffff:127.0.0.1"});
  for (const char* host : {"inside.test", "both.test", "mapped.test"}) expect_refused(host);
  EXPECT_EQ(server.connections(), 0);
}

TEST_F(GuardedRequest, DoesNotReuseAConnectionThatAnUnguardedRequestMade) {
  auto request = guarded(server.url());
  request.guard_address = false;
  ASSERT_TRUE(client.send(request));
  expect_refused("127.0.0.1");
  EXPECT_EQ(server.requests(), 1);
  ASSERT_TRUE(client.send(request));
}

TEST_F(GuardedRequest, ChecksTheAddressThatIsDialledNotAnEarlierAnswerForTheName) {
  // The name leads nowhere when it is looked at first, and inside afterwards: each connection is judged by its own address.
  test::resolve_to("rebinds.test", {});
  const auto first = client.send(guarded(server.url("/", "rebinds.test")));
  ASSERT_FALSE(first);
  EXPECT_EQ(first.error().kind, HttpErrorKind::resolve);
  test::resolve_to("rebinds.test", {"127.0.0.1"});
  expect_refused("rebinds.test");
  EXPECT_EQ(server.connections(), 0);
}

TEST_F(GuardedRequest, IsAllowedEverywhereWhenTheGuardIsOff) {
  test::resolve_to("inside.test", {"127.0.0.1"});
  for (const char* host : {"127.0.0.1", "localhost", "2130706433", "0x7f000001", "inside.test"}) {
    auto request = guarded(server.url("/", host));
    request.guard_address = false;
    const auto answer = client.send(request);
    ASSERT_TRUE(answer) << host << ": " << answer.error().reason;
    EXPECT_EQ(answer->dialled, "127.0.0.1:" + std::to_string(server.port()));
  }
}

}  // namespace
}  // namespace bepusdt::net
