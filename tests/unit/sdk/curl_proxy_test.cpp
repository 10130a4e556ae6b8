// The built-in transport through proxies: absolute form, tunnels, and the environment's own.
#include <gtest/gtest.h>

#include "sdk/cpp/src/curl_transport.hpp"
#include "support/server/local_server.hpp"
#include "support/server/tunnel_proxy.hpp"
#include "support/temp_folder.hpp"
#include "unit/sdk/fake_transport.hpp"

namespace bepusdt::test {
namespace {

using namespace sdk;
using Kind = HttpFailure::Kind;

TEST(CurlProxy, APlainRequestGoesThroughTheProxyInAbsoluteForm) {
  std::string target, host;
  LocalServer proxy([&](Conversation& c) {
    target = c.request.target();
    host = c.request["Host"];
    c.answer(200, R"({"trade_id":"T1","status":1})");
  });
  ClientOptions options = client_options("http://pay.example.com");
  options.transport.proxy = proxy.url("");
  EXPECT_EQ(Client(options).query_order("T1").trade_id, "T1");
  EXPECT_EQ(target, "http://pay.example.com/pay/check-status/T1");
  EXPECT_EQ(host, "pay.example.com");
}

TEST(CurlProxy, AnHttpsRequestAsksItForATunnelAndHandsItNothingElse) {
  std::string method, target;
  LocalServer proxy([&](Conversation& c) {
    method = c.request.method_string();
    target = c.request.target();
    EXPECT_FALSE(c.request.count("Content-Type"));
    EXPECT_EQ(c.request.body(), "");
    c.answer(403, "no tunnels here");
    c.keep_open = false;
  });
  CurlTransport transport({.proxy = proxy.url("")});
  const HttpOutcome outcome = transport.send({.method = "POST",
                                              .url = "https://pay.example.com/x",
                                              .headers = {{"Content-Type", "application/json"}, {"Authorization", "x"}},
                                              .body = "{}"});
  ASSERT_TRUE(std::holds_alternative<HttpFailure>(outcome));
  EXPECT_EQ(method, "CONNECT");
  EXPECT_EQ(target, "pay.example.com:443");
}

TEST(CurlProxy, AProxyThatIsNotThereIsUnreachable) {
  std::uint16_t port = 0;
  {
    port = LocalServer([](Conversation&) {}).port();
  }
  CurlTransport transport({.proxy = "http://127.0.0.1:" + std::to_string(port)});
  const HttpOutcome outcome = transport.send({.method = "GET", .url = "http://pay.example.com/"});
  ASSERT_TRUE(std::holds_alternative<HttpFailure>(outcome));
  EXPECT_EQ(std::get<HttpFailure>(outcome).kind, Kind::unreachable);
}

TEST(CurlProxy, OneThatCannotBeUsedIsNotQuotedWithItsPassword) {
  for (const char* proxy : {"nonsense://user:SECRET@127.0.0.1:1", "http://user:SECRET@nowhere.invalid:1",
                            "http://user:SECRET@127.0.0.1:99999", "socks5h://user:SECRET@127.0.0.1:1"}) {
    CurlTransport transport({.proxy = proxy});
    const HttpOutcome outcome = transport.send({.method = "GET", .url = "http://pay.example.com/"});
    ASSERT_TRUE(std::holds_alternative<HttpFailure>(outcome));
    EXPECT_EQ(std::get<HttpFailure>(outcome).reason.find("SECRET"), std::string::npos)
        << std::get<HttpFailure>(outcome).reason;
  }
}

TEST(CurlProxy, TheEnvironmentsIsUsedUnlessNoneIsWanted) {
  LocalServer proxy([](Conversation& c) { c.answer(200, "by proxy"); });
  LocalServer server([](Conversation& c) { c.answer(200, "directly"); });
  const auto body = [&](const std::string& option) {
    CurlTransport transport({.proxy = option});
    const HttpOutcome outcome = transport.send({.method = "GET", .url = server.url()});
    return std::holds_alternative<HttpAnswer>(outcome) ? std::get<HttpAnswer>(outcome).body : "";
  };
  ::setenv("http_proxy", proxy.url("").c_str(), 1);
  ::unsetenv("no_proxy");
  ::unsetenv("NO_PROXY");
  EXPECT_EQ(body(""), "by proxy");
  EXPECT_EQ(body("none"), "directly");
  ::unsetenv("http_proxy");
  EXPECT_EQ(body(""), "directly");
}

TEST(CurlProxy, ATunnelThatItOpensCarriesHttpsToTheEndAndIsKept) {
  const TempFolder folder;
  const Identity authority = make_authority();
  write_pem(authority, folder.file("authority.pem"));
  LocalServer server([](Conversation& c) { c.answer(200, "well", "X-Inner: 1\r\n"); },
                     make_server_identity(authority, "IP:127.0.0.1"));
  TunnelProxy proxy;
  CurlTransport transport({.ca_bundle = folder.file("authority.pem"), .proxy = proxy.url()});
  for (int call = 0; call < 3; ++call) {
    const HttpOutcome outcome = transport.send({.method = "POST", .url = server.url(), .body = "{}"});
    ASSERT_TRUE(std::holds_alternative<HttpAnswer>(outcome)) << std::get<HttpFailure>(outcome).reason;
    EXPECT_EQ(std::get<HttpAnswer>(outcome).body, "well");
    EXPECT_EQ(header_of(std::get<HttpAnswer>(outcome).headers, "X-Inner"), "1");
    EXPECT_EQ(header_of(std::get<HttpAnswer>(outcome).headers, "X-Tunnel"),
              "");  // the proxy's own words are not the answer's
  }
  EXPECT_EQ(proxy.tunnels(), 1);
  EXPECT_EQ(server.requests(), 3);
}

}  // namespace
}  // namespace bepusdt::test
