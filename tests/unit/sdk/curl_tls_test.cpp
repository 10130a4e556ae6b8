// The built-in transport over HTTPS and through proxies.
#include <gtest/gtest.h>

#include "sdk/cpp/src/curl_transport.hpp"
#include "support/server/local_server.hpp"
#include "support/temp_folder.hpp"
#include "unit/sdk/fake_transport.hpp"

namespace bepusdt::test {
namespace {

using namespace sdk;
using Kind = HttpFailure::Kind;

class CurlTls : public testing::Test {
 protected:
  CurlTls() { write_pem(authority, folder.file("authority.pem")); }

  static void well(Conversation& c) { c.answer(200, "well"); }
  // Trusts the authority.
  CurlTransport trusting() { return CurlTransport({.ca_bundle = folder.file("authority.pem"), .proxy = "none"}); }
  static HttpOutcome get(Transport& transport, std::string url) {
    return transport.send({.method = "GET", .url = std::move(url), .timeout = std::chrono::seconds(60)});
  }
  static void expect_refused(const HttpOutcome& outcome) {
    ASSERT_TRUE(std::holds_alternative<HttpFailure>(outcome));
    EXPECT_EQ(std::get<HttpFailure>(outcome).kind, Kind::refused) << std::get<HttpFailure>(outcome).reason;
    EXPECT_NE(std::get<HttpFailure>(outcome).reason.find("certificate"), std::string::npos)
        << std::get<HttpFailure>(outcome).reason;
  }

  TempFolder folder;
  Identity authority = make_authority();
};

TEST_F(CurlTls, ACertificateOfTheGivenAuthorityHoldsAndItsConnectionIsKept) {
  LocalServer server(well, make_server_identity(authority, "IP:127.0.0.1"));
  CurlTransport transport = trusting();
  for (int call = 0; call < 3; ++call) {
    const HttpOutcome outcome = get(transport, server.url());
    ASSERT_TRUE(std::holds_alternative<HttpAnswer>(outcome)) << std::get<HttpFailure>(outcome).reason;
    EXPECT_EQ(std::get<HttpAnswer>(outcome).body, "well");
  }
  EXPECT_EQ(server.connections(), 1);
  EXPECT_NE(server.offered_protocols().find("h2"), std::string::npos);
}

TEST_F(CurlTls, ACertificateOfAnotherHostIsRefusedAndNothingIsSent) {
  LocalServer server(well, make_server_identity(authority, "DNS:other.example.com"));
  CurlTransport transport = trusting();
  expect_refused(get(transport, server.url()));
  EXPECT_EQ(server.requests(), 0);
}

TEST_F(CurlTls, ACertificateThatNobodyVouchesForOrThatIsTooOldIsRefused) {
  LocalServer self_signed(well, make_self_signed("IP:127.0.0.1"));
  LocalServer old(well, make_server_identity(authority, "IP:127.0.0.1", -10, -1));
  CurlTransport transport = trusting();
  expect_refused(get(transport, self_signed.url()));
  expect_refused(get(transport, old.url()));
  CurlTransport strange({.proxy = "none"});
  LocalServer good(well, make_server_identity(authority, "IP:127.0.0.1"));
  expect_refused(get(strange, good.url()));
}

TEST_F(CurlTls, ACertificateThatDoesNotHoldIsANetworkErrorAfterOneTry) {
  LocalServer server(well, make_self_signed("IP:127.0.0.1"));
  ClientOptions options = client_options(server.url(""));
  options.transport.proxy = "none";
  const auto result = Client(options, nullptr, std::make_shared<FakeTimer>()).try_query_order("T1");
  EXPECT_EQ(result.error().kind, ErrorKind::network);
  EXPECT_EQ(result.error().attempts, 1);
}

TEST_F(CurlTls, ABundleThatIsNotThereIsRefused) {
  LocalServer server(well, make_server_identity(authority, "IP:127.0.0.1"));
  CurlTransport transport({.ca_bundle = folder.file("absent.pem"), .proxy = "none"});
  const HttpOutcome outcome = get(transport, server.url());
  ASSERT_TRUE(std::holds_alternative<HttpFailure>(outcome));
  EXPECT_EQ(std::get<HttpFailure>(outcome).kind, Kind::refused);
}

TEST_F(CurlTls, PlainHttpOnAnHttpsPortAndTheOtherWayRoundFail) {
  LocalServer https(well, make_server_identity(authority, "IP:127.0.0.1"));
  LocalServer http(well);
  CurlTransport transport = trusting();
  const std::string tls_port = std::to_string(https.port()), plain_port = std::to_string(http.port());
  EXPECT_TRUE(std::holds_alternative<HttpFailure>(get(transport, "http://127.0.0.1:" + tls_port + "/")));
  EXPECT_TRUE(std::holds_alternative<HttpFailure>(get(transport, "https://127.0.0.1:" + plain_port + "/")));
}

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

}  // namespace
}  // namespace bepusdt::test
