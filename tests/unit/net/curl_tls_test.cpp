// TLS of the HTTP client: which certificates are accepted, and what is offered to the server.
#include <gtest/gtest.h>

#include "net/curl_client.hpp"
#include "support/server/certificates.hpp"
#include "support/server/local_server.hpp"
#include "support/temp_folder.hpp"

namespace bepusdt::net {
namespace {

using ports::HttpErrorKind;
using test::Conversation;
using test::LocalServer;

class CurlTls : public ::testing::Test {
 protected:
  CurlTls() { test::write_pem(authority, ca_file); }

  CurlOptions trusting() const { return {ca_file, "bepusdt"}; }
  static ports::HttpRequest get(const LocalServer& server, std::string_view host = "localhost") {
    ports::HttpRequest request;
    request.url = server.url("/", host);
    return request;
  }
  static void ok(Conversation& c) { c.answer(200, "ok"); }
  static void expect_refused(CurlClient& client, const LocalServer& server, std::string_view host = "localhost") {
    const auto answer = client.send(get(server, host));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, HttpErrorKind::tls) << answer.error().reason;
    EXPECT_EQ(answer.error().dialled, "127.0.0.1:" + std::to_string(server.port()));
    EXPECT_EQ(server.requests(), 0);
  }

  test::TempFolder folder;
  test::Identity authority = test::make_authority();
  std::string ca_file = folder.file("authority.pem");
  test::Identity right = test::make_server_identity(authority, "DNS:localhost,IP:127.0.0.1");
};

TEST_F(CurlTls, AcceptsACertificateOfTheTrustedAuthority) {
  LocalServer server(ok, right);
  CurlClient client(trusting());
  for (const char* host : {"localhost", "127.0.0.1"}) {
    const auto answer = client.send(get(server, host));
    ASSERT_TRUE(answer) << answer.error().reason;
    EXPECT_EQ(answer->body, "ok");
  }
}

TEST_F(CurlTls, KeepsTlsConnections) {
  LocalServer server(ok, right);
  CurlClient client(trusting());
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(client.send(get(server)));
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(CurlTls, OffersHttp2) {
  LocalServer server(ok, right);
  CurlClient client(trusting());
  ASSERT_TRUE(client.send(get(server)));
  EXPECT_NE(server.offered_protocols().find("\x02h2"), std::string::npos);
  EXPECT_NE(server.offered_protocols().find("\x08http/1.1"), std::string::npos);
}

TEST_F(CurlTls, RefusesAnAuthorityThatIsNotTrusted) {
  LocalServer server(ok, right);
  CurlClient client;  // the system's authorities
  expect_refused(client, server);
}

TEST_F(CurlTls, RefusesASelfSignedCertificate) {
  LocalServer server(ok, test::make_self_signed("DNS:localhost"));
  CurlClient with_system;
  expect_refused(with_system, server);
  CurlClient with_bundle(trusting());
  expect_refused(with_bundle, server);
}

TEST_F(CurlTls, RefusesACertificateForAnotherName) {
  LocalServer server(ok, test::make_server_identity(authority, "DNS:shop.example"));
  CurlClient client(trusting());
  expect_refused(client, server);
  expect_refused(client, server, "127.0.0.1");
}

TEST_F(CurlTls, RefusesACertificateOutsideItsTime) {
  LocalServer expired(ok, test::make_server_identity(authority, "DNS:localhost", -10, -1));
  LocalServer early(ok, test::make_server_identity(authority, "DNS:localhost", 1, 10));
  CurlClient client(trusting());
  expect_refused(client, expired);
  expect_refused(client, early);
}

TEST_F(CurlTls, RefusesEveryoneWhenTheBundleIsMissing) {
  LocalServer server(ok, right);
  CurlClient client(CurlOptions{folder.file("no-such-file.pem"), "bepusdt"});
  const auto answer = client.send(get(server));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, HttpErrorKind::tls);
  EXPECT_EQ(server.requests(), 0);
}

TEST_F(CurlTls, CallsAServerThatSpeaksNoTlsATlsError) {
  LocalServer plain([](Conversation& c) { c.answer(200, "plain"); });
  CurlClient client(trusting());
  ports::HttpRequest request;
  request.url = "https://localhost:" + std::to_string(plain.port()) + "/";
  request.total_timeout = Millis(2'000);
  const auto answer = client.send(request);
  ASSERT_FALSE(answer);
  EXPECT_EQ(plain.requests(), 0);
}

}  // namespace
}  // namespace bepusdt::net
