// The built-in transport and servers that misbehave: each trouble is its own kind of failure, and nothing secret is in its reason.
#include <gtest/gtest.h>

#include <atomic>

#include "sdk/cpp/src/curl_transport.hpp"
#include "support/server/local_server.hpp"
#include "unit/sdk/fake_transport.hpp"

namespace bepusdt::test {
namespace {

using namespace sdk;
using Kind = HttpFailure::Kind;

class CurlTrouble : public testing::Test {
 protected:
  HttpFailure failure_of(std::string url, Milliseconds timeout = std::chrono::seconds(60)) {
    const HttpOutcome outcome = transport.send({.method = "POST",
                                                .url = std::move(url),
                                                .headers = {{"Content-Type", "application/json"}},
                                                .body = R"({"signature":"SECRETSIGNATURE"})",
                                                .timeout = timeout});
    if (const auto* const answer = std::get_if<HttpAnswer>(&outcome)) {
      ADD_FAILURE() << "HTTP " << answer->status << ' ' << answer->body.substr(0, 100);
      return {Kind::cancelled, ""};
    }
    const auto failure = std::get<HttpFailure>(outcome);
    EXPECT_FALSE(failure.reason.empty());
    for (const char* secret : {"SECRETSIGNATURE", "SECRETPATH", "SECRETQUERY", "SECRETANSWER"})
      EXPECT_EQ(failure.reason.find(secret), std::string::npos) << failure.reason;
    return failure;
  }
  // A server that does so to each of its requests.
  HttpFailure failure_of(LocalServer::Script script, Milliseconds timeout = std::chrono::seconds(60)) {
    const LocalServer server(std::move(script));
    return failure_of(server.url("/SECRETPATH?SECRETQUERY=1"), timeout);
  }

  CurlTransport transport{{.proxy = "none"}};
};

LocalServer::Script writes(std::string bytes) {
  return [bytes = std::move(bytes)](Conversation& c) {
    c.write(bytes);
    c.keep_open = false;
  };
}

TEST_F(CurlTrouble, APortWhereNobodyListensIsUnreachable) {
  std::uint16_t port = 0;
  {
    port = LocalServer([](Conversation&) {}).port();
  }
  const HttpFailure failure = failure_of("http://127.0.0.1:" + std::to_string(port) + "/SECRETPATH");
  EXPECT_EQ(failure.kind, Kind::unreachable);
  EXPECT_NE(failure.reason.find("127.0.0.1"), std::string::npos) << failure.reason;
}

TEST_F(CurlTrouble, ANameThatDoesNotExistIsUnreachable) {
  EXPECT_EQ(failure_of("http://nowhere.invalid/SECRETPATH").kind, Kind::unreachable);
}

TEST_F(CurlTrouble, WhatCannotBeSentIsRefused) {
  for (const char* url : {"ftp://127.0.0.1/SECRETPATH", "http://", "http://127.0.0.1:99999/SECRETPATH",
                          "nonsense://SECRETPATH", "file:///etc/hostname"})
    EXPECT_EQ(failure_of(std::string(url)).kind, Kind::refused) << url;
}

TEST_F(CurlTrouble, AResetAfterTheRequestIsInterrupted) {
  EXPECT_EQ(failure_of([](Conversation& c) { c.reset(); }).kind, Kind::interrupted);
}

TEST_F(CurlTrouble, AnEndWithoutAnAnswerIsInterrupted) {
  EXPECT_EQ(failure_of([](Conversation& c) { c.keep_open = false; }).kind, Kind::interrupted);
}

TEST_F(CurlTrouble, ABodyShorterThanItsLengthIsInterrupted) {
  EXPECT_EQ(failure_of(writes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nSECRETANSWER")).kind, Kind::interrupted);
  EXPECT_EQ(failure_of(writes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\nSECRETANSWER")).kind,
            Kind::interrupted);
}

TEST_F(CurlTrouble, AnAnswerThatIsNoHttpIsInterruptedBecauseTheRequestArrived) {
  EXPECT_EQ(failure_of(writes("220 SECRETANSWER ESMTP\r\n")).kind, Kind::interrupted);
  EXPECT_EQ(failure_of(writes("\x15\x03\x01\x00\x02\x02\x28")).kind, Kind::interrupted);
  EXPECT_EQ(failure_of(writes("HTTP/9.9 200 OK\r\n\r\nSECRETANSWER")).kind, Kind::interrupted);
  EXPECT_EQ(failure_of(writes("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 12\r\n\r\nSECRETANSWER")).kind,
            Kind::interrupted);
}

TEST_F(CurlTrouble, ABodyOrHeadersWithoutEndAreInterrupted) {
  EXPECT_EQ(failure_of(writes("HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n" + std::string(1'048'577, 'x'))).kind,
            Kind::interrupted);
  EXPECT_EQ(failure_of([](Conversation& c) {
              c.write("HTTP/1.1 200 OK\r\n");
              for (int i = 0; i < 2000; ++i)
                if (!c.write("X-Many: " + std::string(100, 'x') + "\r\n")) break;
              c.keep_open = false;
            }).kind,
            Kind::interrupted);
}

TEST_F(CurlTrouble, ABodyOfTheLongestLengthIsWhole) {
  LocalServer server([](Conversation& c) { c.answer(200, std::string(1'048'576, 'x')); });
  const HttpOutcome outcome = transport.send({.method = "GET", .url = server.url()});
  ASSERT_TRUE(std::holds_alternative<HttpAnswer>(outcome));
  EXPECT_EQ(std::get<HttpAnswer>(outcome).body.size(), 1'048'576U);
}

TEST_F(CurlTrouble, ASilentServerTimesOut) {
  EXPECT_EQ(failure_of(
                [](Conversation& c) {
                  c.wait_for_hangup(Millis(60'000));
                  c.keep_open = false;
                },
                Milliseconds(100))
                .kind,
            Kind::timeout);
}

TEST_F(CurlTrouble, ATrickleTimesOutAsAWholeThoughBytesKeepComing) {
  const auto begun = std::chrono::steady_clock::now();
  const HttpFailure failure = failure_of(
      [](Conversation& c) {
        c.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        while (!c.wait_for_hangup(Millis(10)) && c.write("x")) {
        }
        c.keep_open = false;
      },
      Milliseconds(200));
  EXPECT_EQ(failure.kind, Kind::timeout);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(20));
}

TEST_F(CurlTrouble, TheTransportIsAsGoodAsNewAfterEachOfThem) {
  std::atomic<int> number = 0;  // each connection has a thread
  LocalServer server([&](Conversation& c) {
    switch (++number) {
      case 1: c.reset(); return;
      case 2:
        c.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx");
        c.keep_open = false;
        return;
      case 3: c.answer(200, std::string(2'000'000, 'x')); return;
      case 4:
        c.write("nonsense\r\n\r\n");
        c.keep_open = false;
        return;
      default: c.answer(200, "well");
    }
  });
  for (int i = 0; i < 4; ++i) EXPECT_EQ(failure_of(server.url("/")).kind, Kind::interrupted) << i;
  const HttpOutcome outcome = transport.send({.method = "GET", .url = server.url()});
  ASSERT_TRUE(std::holds_alternative<HttpAnswer>(outcome));
  EXPECT_EQ(std::get<HttpAnswer>(outcome).body, "well");
}

TEST_F(CurlTrouble, AClientTurnsThemIntoItsErrorsAndTriesAgain) {
  std::atomic<int> number = 0;  // each connection has a thread
  LocalServer server([&](Conversation& c) {
    switch (++number) {
      case 1: c.reset(); return;
      case 2: c.answer(502, "<html>nginx</html>"); return;
      case 3:
        c.write("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"status_code\":200");
        c.keep_open = false;
        return;
      default: c.answer(200, kCreated);
    }
  });
  const auto timer = std::make_shared<FakeTimer>();
  std::vector<ErrorKind> troubles;
  ClientOptions options = client_options(server.url(""));
  options.on_retry = [&](const RetryNotice& notice) { troubles.push_back(notice.error.kind); };
  const Client client(options, std::make_shared<CurlTransport>(TransportOptions{.proxy = "none"}), timer);
  EXPECT_EQ(client.create_order(an_order()).trade_id, "0AbcdeFGHIJKLMNOPQ");
  EXPECT_EQ(troubles, (std::vector{ErrorKind::network, ErrorKind::server, ErrorKind::network}));
  EXPECT_EQ(timer->waits.size(), 3U);
}

}  // namespace
}  // namespace bepusdt::test
