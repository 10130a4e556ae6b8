// The built-in transport against real servers on loopback: answers, kept connections, threads, cancelling, limits.
#include "sdk/cpp/src/curl_transport.hpp"

#include <gtest/gtest.h>

#include <barrier>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <latch>

#include "support/server/local_server.hpp"
#include "support/temp_folder.hpp"
#include "unit/sdk/fake_transport.hpp"

namespace bepusdt::test {
namespace {

using namespace sdk;
using Kind = HttpFailure::Kind;
using Steady = std::chrono::steady_clock;

// What happens in time happens long before this.
constexpr Milliseconds kLong = std::chrono::seconds(60);

TransportOptions without_proxy() { return {.proxy = "none"}; }

HttpRequest post(std::string url, std::string body = "{}") {
  return {.method = "POST",
          .url = std::move(url),
          .headers = {{"Content-Type", "application/json"}},
          .body = std::move(body),
          .timeout = kLong};
}

HttpAnswer answered(const HttpOutcome& outcome) {
  if (const auto* const failure = std::get_if<HttpFailure>(&outcome)) ADD_FAILURE() << failure->reason;
  return std::holds_alternative<HttpAnswer>(outcome) ? std::get<HttpAnswer>(outcome) : HttpAnswer{};
}

TEST(CurlTransport, SendsWhatItWasGivenAndBringsTheWholeAnswer) {
  Conversation::Request seen;
  LocalServer server([&](Conversation& c) {
    seen = c.request;
    c.answer(503, "{\"a\":1}", "Retry-After: 7\r\nX-Two: 1\r\nX-Two: 2\r\n");
  });
  CurlTransport transport(without_proxy());
  const std::string body("{\"name\":\"订单\0\"}", 17);
  const HttpAnswer answer = answered(transport.send(post(server.url("/api/v1?x=%20"), body)));
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body, "{\"a\":1}");
  EXPECT_EQ(header_of(answer.headers, "retry-after"), "7");
  EXPECT_EQ(header_of(answer.headers, "x-two"), "1");
  EXPECT_EQ(seen.method_string(), "POST");
  EXPECT_EQ(seen.target(), "/api/v1?x=%20");
  EXPECT_EQ(seen.body(), body);
  EXPECT_EQ(seen["Content-Type"], "application/json");
  EXPECT_FALSE(seen.count("Expect"));

  static_cast<void>(answered(transport.send({.method = "GET", .url = server.url("/pay"), .timeout = kLong})));
  EXPECT_EQ(seen.method_string(), "GET");
  EXPECT_EQ(seen.body(), "");
  EXPECT_FALSE(seen.count("Content-Length"));
}

TEST(CurlTransport, AnEmptyPostHasALengthAndALargeOneIsNotHeldBack) {
  std::vector<std::pair<std::string, std::size_t>> seen;
  LocalServer server([&](Conversation& c) {
    seen.emplace_back(c.request["Content-Length"], c.request.body().size());
    c.answer(200, "");
  });
  CurlTransport transport(without_proxy());
  static_cast<void>(answered(transport.send(post(server.url(), ""))));
  static_cast<void>(answered(transport.send(post(server.url(), std::string(200'000, 'x')))));
  EXPECT_EQ(seen, (std::vector<std::pair<std::string, std::size_t>>{{"0", 0}, {"200000", 200'000}}));
}

TEST(CurlTransport, KeepsItsConnectionOverCalls) {
  LocalServer server([](Conversation& c) { c.answer(200, kCreated); });
  const Client client(client_options(server.url("")), std::make_shared<CurlTransport>(without_proxy()));
  for (int call = 0; call < 10; ++call) EXPECT_EQ(client.create_order(an_order()).order_id, "1001");
  static_cast<void>(client.try_query_order("T1"));
  EXPECT_EQ(server.connections(), 1);
  EXPECT_EQ(server.requests(), 11);
}

TEST(CurlTransport, AKeptConnectionThatTheServerClosedInBetweenIsNoError) {
  LocalServer server([](Conversation& c) {
    c.answer(200, "x");  // says nothing of closing
    c.keep_open = false;
  });
  CurlTransport transport(without_proxy());
  for (int call = 0; call < 200; ++call) ASSERT_EQ(answered(transport.send(post(server.url()))).body, "x");
  EXPECT_EQ(server.connections(), 200);
}

TEST(CurlTransport, AnAnswerThatNobodyAskedForIsNotTakenForTheNextOne) {
  std::latch first_read(1);
  std::latch stray_sent(1);
  LocalServer server([&, number = 0](Conversation& c) mutable {
    if (++number > 1) {
      c.answer(200, "second");
      return;
    }
    c.answer(200, "first");
    first_read.wait();
    c.answer(200, "stray");
    stray_sent.count_down();
  });
  CurlTransport transport(without_proxy());
  EXPECT_EQ(answered(transport.send(post(server.url()))).body, "first");
  first_read.count_down();
  stray_sent.wait();
  EXPECT_EQ(answered(transport.send(post(server.url()))).body, "second");
  EXPECT_EQ(server.connections(), 2);
}

TEST(CurlTransport, ManyThreadsShareOneClientAndItsConnectionsAreFew) {
  LocalServer server([](Conversation& c) {
    const auto id = c.request.target().substr(c.request.target().rfind('/') + 1);
    c.answer(200, R"({"trade_id":")" + std::string(id) + R"(","status":2})");
  });
  constexpr int kThreads = 8, kCalls = 50;
  const Client client(client_options(server.url("")), std::make_shared<CurlTransport>(without_proxy()));
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread)
      threads.emplace_back([&, thread] {
        for (int call = 0; call < kCalls; ++call) {
          const std::string id = std::to_string(thread) + "-" + std::to_string(call);
          const auto order = client.try_query_order(id);
          right += order && order->trade_id == id;
        }
      });
  }
  EXPECT_EQ(right, kThreads * kCalls);
  EXPECT_LE(server.connections(), kThreads);
}

TEST(CurlTransport, KeepsNoMoreConnectionsThanItMay) {
  std::barrier all(4);
  LocalServer server([&](Conversation& c) {
    if (c.request.target() == "/together") all.arrive_and_wait();
    c.answer(200, "x");
  });
  CurlTransport transport({.proxy = "none", .kept_connections = 1});
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread)
      threads.emplace_back([&] { static_cast<void>(answered(transport.send(post(server.url("/together"))))); });
  }
  EXPECT_EQ(server.connections(), 4);
  for (int call = 0; call < 3; ++call) static_cast<void>(answered(transport.send(post(server.url("/alone")))));
  EXPECT_EQ(server.connections(), 4);  // the one that was kept served them all
  CurlTransport forgetful({.proxy = "none", .kept_connections = 0});
  for (int call = 0; call < 3; ++call) static_cast<void>(answered(forgetful.send(post(server.url("/alone")))));
  EXPECT_EQ(server.connections(), 7);
}

TEST(CurlTransport, ACallerWhoWantsNoMoreEndsAHangingCallPromptly) {
  std::atomic<bool> cancelled = false;
  LocalServer server([&](Conversation& c) {
    cancelled = true;
    c.wait_for_hangup(Millis(60'000));
    c.keep_open = false;
  });
  CurlTransport transport({.proxy = "none", .cancelled = [&] { return cancelled.load(); }});
  const auto begun = Steady::now();
  const HttpOutcome outcome = transport.send(post(server.url()));
  ASSERT_TRUE(std::holds_alternative<HttpFailure>(outcome));
  EXPECT_EQ(std::get<HttpFailure>(outcome).kind, Kind::cancelled);
  EXPECT_LT(Steady::now() - begun, std::chrono::seconds(20));
}

TEST(CurlTransport, TheNextCallAfterACancelledOneIsAFreshOne) {
  std::atomic<bool> cancelled = false;
  LocalServer server([&](Conversation& c) {
    if (c.connection == 1) {
      cancelled = true;
      c.wait_for_hangup(Millis(60'000));
      c.keep_open = false;
      return;
    }
    c.answer(200, "second");
  });
  CurlTransport transport({.proxy = "none", .cancelled = [&] { return cancelled.exchange(false); }});
  EXPECT_TRUE(std::holds_alternative<HttpFailure>(transport.send(post(server.url()))));
  EXPECT_EQ(answered(transport.send(post(server.url()))).body, "second");
}

TEST(CurlTransport, ACancelledCallOfAClientIsANetworkErrorAndIsNotTriedAgain) {
  std::atomic<bool> cancelled = false;
  LocalServer server([&](Conversation& c) {
    cancelled = true;
    c.wait_for_hangup(Millis(60'000));
    c.keep_open = false;
  });
  ClientOptions options = client_options(server.url(""));
  options.transport = {.proxy = "none", .cancelled = [&] { return cancelled.load(); }};
  const Client client(options);
  const auto result = client.try_create_order(an_order());
  EXPECT_EQ(result.error().kind, ErrorKind::network);
  EXPECT_EQ(result.error().attempts, 1);
  EXPECT_EQ(server.requests(), 1);
}

TEST(CurlTransport, ARedirectIsNeverFollowedAndNamesTheNewAddress) {
  LocalServer server([](Conversation& c) { c.answer(301, "", "Location: https://pay.example.com/api\r\n"); });
  const Client client(client_options(server.url("")), std::make_shared<CurlTransport>(without_proxy()));
  for (const auto& error : {client.try_create_order(an_order()).error(), client.try_query_order("T1").error()}) {
    EXPECT_EQ(error.kind, ErrorKind::client);
    EXPECT_EQ(error.status_code, 301);
    EXPECT_EQ(error.location, "https://pay.example.com/api");
    EXPECT_EQ(error.attempts, 1);
  }
  EXPECT_EQ(server.requests(), 2);
}

TEST(CurlTransport, PasswordsOfANetrcAreNotSent) {
  const TempFolder home;
  std::ofstream(home.file(".netrc")) << "machine 127.0.0.1 login somebody password secret\n";
  const char* const before = std::getenv("HOME");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("HOME", std::filesystem::path(home.file(".netrc")).parent_path().c_str(), 1);
  bool authorized = true;
  LocalServer server([&](Conversation& c) {
    authorized = c.request.count("Authorization") != 0;
    c.answer(200, "");
  });
  static_cast<void>(answered(CurlTransport(without_proxy()).send(post(server.url()))));
  ::setenv("HOME", kept.c_str(), 1);
  EXPECT_FALSE(authorized);
}

TEST(HeaderOf, IsTheFirstOfThatNameInAnyCase) {
  const Headers headers{{"Retry-After", "1"}, {"retry-after", "2"}, {"Empty", ""}};
  EXPECT_EQ(header_of(headers, "RETRY-AFTER"), "1");
  EXPECT_EQ(header_of(headers, "Empty"), "");
  EXPECT_EQ(header_of(headers, "Retry"), "");
}

}  // namespace
}  // namespace bepusdt::test
