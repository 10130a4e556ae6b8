// The built-in transport over HTTPS: which certificates hold.
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

}  // namespace
}  // namespace bepusdt::test
