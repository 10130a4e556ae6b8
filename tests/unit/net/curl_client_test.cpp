// CurlClient against real servers on loopback: answers, limits, broken servers, kept connections, parallel calls.
#include "net/curl_client.hpp"

#include <gtest/gtest.h>

#include <barrier>
#include <future>
#include <thread>

#include "support/server/local_server.hpp"
#include "unit/net/gzip.hpp"
#include "unit/net/scripted_resolver.hpp"

namespace bepusdt::net {
namespace {

using ports::HttpErrorKind;
using ports::HttpRequest;
using test::Conversation;
using test::LocalServer;
using Steady = std::chrono::steady_clock;

HttpRequest get(std::string url) {
  HttpRequest request;
  request.url = std::move(url);
  return request;
}

HttpRequest within(HttpRequest request, Millis total) {
  request.total_timeout = total;
  return request;
}

TEST(CurlClient, BringsStatusHeadersBodyAndTheAddressDialled) {
  LocalServer server([](Conversation& c) { c.answer(404, "not here", "X-Shop: Acme\r\nX-SHOP-2:  spaced \r\n"); });
  CurlClient client;
  const auto answer = client.send(get(server.url("/a?b=c")));
  ASSERT_TRUE(answer) << answer.error().reason;
  EXPECT_EQ(answer->status, 404);
  EXPECT_EQ(answer->body, "not here");
  EXPECT_EQ(answer->header("x-shop"), "Acme");
  EXPECT_EQ(answer->header("x-shop-2"), "spaced");
  EXPECT_EQ(answer->header("content-length"), "8");
  EXPECT_FALSE(answer->truncated);
  EXPECT_EQ(answer->dialled, "127.0.0.1:" + std::to_string(server.port()));
}

TEST(CurlClient, SendsMethodPathHeadersAndBodyAsTheyWereGiven) {
  Conversation::Request seen;
  LocalServer server([&](Conversation& c) {
    seen = c.request;
    c.answer(200, "ok");
  });
  CurlClient client;
  auto request = get(server.url("/x/../y?q=%41&n=1"));
  request.method = "POST";
  request.headers = {{"Content-Type", "application/json"}, {"X-Bepusdt-Attempt", "3"}, {"X-Empty", ""}};
  request.body = std::string("{\"a\":\"\0b\"}", 11);
  ASSERT_TRUE(client.send(request));
  EXPECT_EQ(seen.method_string(), "POST");
  EXPECT_EQ(seen.target(), "/x/../y?q=%41&n=1");
  EXPECT_EQ(seen["Content-Type"], "application/json");
  EXPECT_EQ(seen["X-Bepusdt-Attempt"], "3");
  EXPECT_TRUE(seen.count("X-Empty"));
  EXPECT_EQ(seen["User-Agent"], "bepusdt");
  EXPECT_EQ(seen["Accept-Encoding"], "gzip");
  EXPECT_FALSE(seen.count("Expect"));
  EXPECT_EQ(seen.body(), request.body);

  request.method = "PUT";
  request.headers.clear();
  ASSERT_TRUE(client.send(request));
  EXPECT_EQ(seen.method_string(), "PUT");
  EXPECT_FALSE(seen.count("Content-Type"));

  ASSERT_TRUE(client.send(get(server.url("/名 前"))));
  EXPECT_EQ(seen.target(), "/%e5%90%8d%20%e5%89%8d");
}

TEST(CurlClient, SendsAnEmptyPostWithLengthZero) {
  Conversation::Request seen;
  LocalServer server([&](Conversation& c) {
    seen = c.request;
    c.answer(200, "");
  });
  CurlClient client;
  auto request = get(server.url());
  request.method = "POST";
  ASSERT_TRUE(client.send(request));
  EXPECT_EQ(seen.method_string(), "POST");
  EXPECT_EQ(seen["Content-Length"], "0");
}

TEST(CurlClient, RefusesHeadersThatWouldForgeOthers) {
  LocalServer server([](Conversation& c) { c.answer(200, "ok"); });
  CurlClient client;
  for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
           {"X-A", "1\r\nX-B: 2"}, {"X-A", "1\nX-B: 2"}, {"X-A: 1\r\nX-B", "2"}, {"", "1"}, {"X A", "1"}}) {
    auto request = get(server.url());
    request.headers = {{name, value}};
    const auto answer = client.send(request);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, HttpErrorKind::bad_url);
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST(CurlClient, ReadsChunkedAnswers) {
  LocalServer server([](Conversation& c) {
    c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n");
    c.write("3;name=value\r\nefg\r\n0\r\nX-Trailer: t\r\n\r\n");
  });
  CurlClient client;
  const auto answer = client.send(get(server.url()));
  ASSERT_TRUE(answer) << answer.error().reason;
  EXPECT_EQ(answer->body, "abcdefg");
}

TEST(CurlClient, UnpacksGzipAndCountsTheUnpackedBytes) {
  const std::string plain(50'000, 'x');
  LocalServer server([&](Conversation& c) { c.answer(200, test::gzip(plain), "Content-Encoding: gzip\r\n"); });
  CurlClient client;
  auto request = get(server.url());
  const auto whole = client.send(request);
  ASSERT_TRUE(whole) << whole.error().reason;
  EXPECT_EQ(whole->body, plain);

  request.max_answer_bytes = 1'000;
  const auto cut = client.send(request);
  ASSERT_TRUE(cut) << cut.error().reason;
  EXPECT_TRUE(cut->truncated);
  EXPECT_EQ(cut->body, plain.substr(0, 1'000));
}

TEST(CurlClient, CallsAnswersThatClaimToBeGzipAndAreNotBroken) {
  LocalServer server([](Conversation& c) { c.answer(200, "not packed at all", "Content-Encoding: gzip\r\n"); });
  CurlClient client;
  const auto answer = client.send(get(server.url()));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, HttpErrorKind::broken_answer);
}

TEST(CurlClient, CutsABodyThatIsTooLong) {
  LocalServer server([](Conversation& c) {
    c.write("HTTP/1.1 200 OK\r\n\r\n");
    while (c.write(std::string(16'384, 'y'))) {
    }
    c.keep_open = false;
  });
  CurlClient client;
  auto request = get(server.url());
  request.max_answer_bytes = 100'000;
  const auto answer = client.send(request);
  ASSERT_TRUE(answer) << answer.error().reason;
  EXPECT_EQ(answer->status, 200);
  EXPECT_TRUE(answer->truncated);
  EXPECT_EQ(answer->body, std::string(100'000, 'y'));
}

TEST(CurlClient, TakesABodyOfExactlyTheLimit) {
  LocalServer server([](Conversation& c) { c.answer(200, std::string(1'000, 'z')); });
  CurlClient client;
  auto request = get(server.url());
  request.max_answer_bytes = 1'000;
  const auto exact = client.send(request);
  ASSERT_TRUE(exact);
  EXPECT_FALSE(exact->truncated);
  request.max_answer_bytes = 999;
  const auto one_less = client.send(request);
  ASSERT_TRUE(one_less);
  EXPECT_TRUE(one_less->truncated);
  EXPECT_EQ(one_less->body.size(), 999u);
}

TEST(CurlClient, LimitsTheHeaders) {
  LocalServer server([](Conversation& c) {
    c.keep_open = false;
    if (!c.write("HTTP/1.1 200 OK\r\n")) return;
    while (c.write("X-Filler: " + std::string(1'000, 'h') + "\r\n")) {
    }
  });
  CurlClient client;
  const auto answer = client.send(get(server.url()));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, HttpErrorKind::broken_answer);
  EXPECT_NE(answer.error().reason.find("64 KiB"), std::string::npos) << answer.error().reason;
}

TEST(CurlClient, EndsASlowTrickleAtTheTotalTime) {
  LocalServer server([](Conversation& c) {
    c.keep_open = false;
    c.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
    while (c.write("x") && !c.wait_for_hangup(Millis(20))) {
    }
  });
  CurlClient client;
  const auto begin = Steady::now();
  const auto answer = client.send(within(get(server.url()), Millis(300)));
  const auto took = Steady::now() - begin;
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, HttpErrorKind::timeout);
  EXPECT_EQ(answer.error().dialled, "127.0.0.1:" + std::to_string(server.port()));
  EXPECT_GE(took, Millis(290));
  EXPECT_LT(took, Millis(3'000));
}

TEST(CurlClient, EndsASilentServerAtTheTotalTime) {
  LocalServer server([](Conversation& c) {
    c.keep_open = false;
    c.wait_for_hangup(Millis(20'000));
  });
  CurlClient client;
  const auto answer = client.send(within(get(server.url()), Millis(200)));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, HttpErrorKind::timeout);
}

TEST(CurlClient, HasNoTimeLeftWhenTheDeadlineHasPassed) {
  LocalServer server([](Conversation& c) { c.answer(200, "ok"); });
  CurlClient client;
  for (const Millis none : {Millis(0), Millis(-5)}) {
    const auto answer = client.send(within(get(server.url()), none));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, HttpErrorKind::timeout);
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST(CurlClient, KeepsTheDeadlineWhileTheResolverHangsAndServesOthersMeanwhile) {
  LocalServer server([](Conversation& c) { c.answer(200, "ok"); });
  const test::HangingName name("hangs.test");
  CurlClient client;
  auto stuck = std::async(std::launch::async, [&] { return client.send(within(get("http://hangs.test/"), Millis(400))); });
  EXPECT_TRUE(client.send(within(get(server.url()), Millis(2'000))));
  const auto begin = Steady::now();
  const auto answer = stuck.get();
  EXPECT_LT(Steady::now() - begin, Millis(3'000));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, HttpErrorKind::timeout);
  EXPECT_NE(answer.error().reason.find("resolved"), std::string::npos) << answer.error().reason;
  EXPECT_EQ(answer.error().dialled, "");
  EXPECT_TRUE(client.send(within(get(server.url()), Millis(2'000))));
}

TEST(CurlClient, ReportsNamesThatDoNotExist) {
  CurlClient client;
  const auto answer = client.send(get("http://nowhere.test/secret-path?key=1"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, HttpErrorKind::resolve);
  EXPECT_TRUE(answer.error().reason.starts_with("nowhere.test:80: ")) << answer.error().reason;
  EXPECT_EQ(answer.error().reason.find("secret"), std::string::npos);
}

TEST(CurlClient, ReachesInternationalNames) {
  LocalServer server([](Conversation& c) { c.answer(200, std::string(c.request["Host"])); });
  test::resolve_to("xn--bcher-kva.test", {"127.0.0.1"});
  CurlClient client;
  const auto answer = client.send(get(server.url("/", "bücher.test")));
  ASSERT_TRUE(answer) << answer.error().reason;
  EXPECT_EQ(answer->body, "xn--bcher-kva.test:" + std::to_string(server.port()));
}

TEST(CurlClient, ReportsPortsWhereNobodyListens) {
  std::string url;
  {
    LocalServer gone([](Conversation&) {});
    url = gone.url();
  }
  CurlClient client;
  const auto answer = client.send(get(url));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, HttpErrorKind::connect);
  EXPECT_EQ("http://" + answer.error().dialled + "/", url);
}

TEST(CurlClient, DoesNotFollowRedirects) {
  LocalServer target([](Conversation& c) { c.answer(200, "followed"); });
  for (const int status : {301, 302, 303, 307, 308}) {
    LocalServer server([&](Conversation& c) { c.answer(status, "", "Location: " + target.url("/new") + "\r\n"); });
    CurlClient client;
    const auto answer = client.send(get(server.url()));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, status);
    EXPECT_EQ(answer->header("location"), target.url("/new"));
  }
  EXPECT_EQ(target.connections(), 0);
}

TEST(CurlClient, CallsAHalfAnswerBroken) {
  LocalServer server([](Conversation& c) {
    c.keep_open = false;
    c.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
  });
  CurlClient client;
  const auto answer = client.send(get(server.url()));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, HttpErrorKind::broken_answer);
}

TEST(CurlClient, CallsAnUnfinishedChunkedAnswerBroken) {
  LocalServer server([](Conversation& c) {
    c.keep_open = false;
    c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n");
  });
  CurlClient client;
  const auto answer = client.send(get(server.url()));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, HttpErrorKind::broken_answer);
}

TEST(CurlClient, CallsAResetInTheMiddleBroken) {
  LocalServer server([](Conversation& c) {
    c.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + std::string(5'000, 'r'));
    c.reset();
  });
  CurlClient client;
  const auto answer = client.send(get(server.url()));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, HttpErrorKind::broken_answer);
}

TEST(CurlClient, CallsNoAnswerAndNoHttpBroken) {
  for (const std::string_view bytes : {"", "SSH-2.0-OpenSSH_9.2\r\n", "<html>hello</html>", "HTTP/1.1 banana\r\n\r\n"}) {
    LocalServer server([&](Conversation& c) {
      c.keep_open = false;
      c.write(bytes);
    });
    CurlClient client;
    const auto answer = client.send(get(server.url()));
    ASSERT_FALSE(answer) << bytes;
    EXPECT_EQ(answer.error().kind, HttpErrorKind::broken_answer) << bytes;
  }
}

TEST(CurlClient, TakesOnlyHttpUrls) {
  CurlClient client;
  for (const std::string url : {"", "/", "http://", "https://:443/", "ftp://example.com/", "file:///etc/passwd",
                                "gopher://a/", "javascript:alert(1)", "http://a:99999/", "http://[::1/", "http:/\r\n/x"}) {
    const auto answer = client.send(get(url));
    ASSERT_FALSE(answer) << url;
    EXPECT_EQ(answer.error().kind, HttpErrorKind::bad_url) << url << ": " << answer.error().reason;
  }
  const auto zero = client.send(get(std::string("http://127.0.0.1\0.example.com/", 30)));
  ASSERT_FALSE(zero);
  EXPECT_EQ(zero.error().kind, HttpErrorKind::bad_url);
  const auto endless = client.send(get("http://127.0.0.1/" + std::string(9'000, 'a')));
  ASSERT_FALSE(endless);
  EXPECT_EQ(endless.error().kind, HttpErrorKind::bad_url);
}

TEST(CurlClient, UsesCredentialsOfTheUrlAndNeverShowsThem) {
  std::string authorization;
  std::string url;
  CurlClient client;
  {
    LocalServer server([&](Conversation& c) {
      authorization = std::string(c.request["Authorization"]);
      c.answer(200, "ok");
    });
    url = "http://user:hunter2@127.0.0.1:" + std::to_string(server.port()) + "/key-in-path?key=in-query";
    ASSERT_TRUE(client.send(get(url)));
  }
  EXPECT_EQ(authorization, "Basic dXNlcjpodW50ZXIy");
  const auto answer = client.send(get(url));
  ASSERT_FALSE(answer);
  for (const char* secret : {"user", "hunter2", "key"})
    EXPECT_EQ(answer.error().reason.find(secret), std::string::npos) << answer.error().reason;
}

TEST(CurlClient, KeepsConnectionsAndReusesThem) {
  LocalServer server([](Conversation& c) { c.answer(200, std::to_string(c.connection)); });
  CurlClient client;
  for (int i = 0; i < 20; ++i) {
    const auto answer = client.send(get(server.url("/" + std::to_string(i))));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "1");
    EXPECT_EQ(answer->dialled, "127.0.0.1:" + std::to_string(server.port()));
  }
  EXPECT_EQ(server.connections(), 1);
  EXPECT_EQ(server.requests(), 20);
}

TEST(CurlClient, ReusesConnectionsAcrossThreads) {
  LocalServer server([](Conversation& c) { c.answer(200, "ok"); });
  CurlClient client;
  for (int i = 0; i < 5; ++i) std::thread([&] { EXPECT_TRUE(client.send(get(server.url()))); }).join();
  EXPECT_EQ(server.connections(), 1);
}

TEST(CurlClient, DialsAgainWhenTheKeptConnectionWasClosed) {
  LocalServer server([](Conversation& c) {
    c.answer(200, std::to_string(c.connection));
    c.keep_open = false;  // closes without having said so
  });
  CurlClient client;
  for (int i = 1; i <= 3; ++i) {
    const auto answer = client.send(get(server.url()));
    ASSERT_TRUE(answer) << answer.error().reason;
    EXPECT_EQ(answer->body, std::to_string(i));
  }
}

TEST(CurlClient, KeepsNoCookies) {
  std::vector<bool> had_cookie;
  LocalServer server([&](Conversation& c) {
    had_cookie.push_back(c.request.count("Cookie") != 0);
    c.answer(200, "ok", "Set-Cookie: a=b\r\n");
  });
  CurlClient client;
  ASSERT_TRUE(client.send(get(server.url())));
  ASSERT_TRUE(client.send(get(server.url())));
  EXPECT_EQ(had_cookie, (std::vector<bool>{false, false}));
}

TEST(CurlClient, RunsThirtyTwoCallsAtOnce) {
  constexpr int kCalls = 32;
  std::barrier all_are_here(kCalls);  // no call is answered before every call has arrived
  LocalServer server([&](Conversation& c) {
    all_are_here.arrive_and_wait();
    c.answer(200, std::string(c.request.target()));
  });
  CurlClient client;
  std::vector<std::thread> callers;
  std::atomic<int> right = 0;
  for (int i = 0; i < kCalls; ++i)
    callers.emplace_back([&, i] {
      const std::string path = "/" + std::to_string(i);
      const auto answer = client.send(get(server.url(path)));
      if (answer && answer->body == path) ++right;
    });
  for (auto& caller : callers) caller.join();
  EXPECT_EQ(right, kCalls);
  EXPECT_EQ(server.connections(), kCalls);
}

TEST(CurlClient, ClosingEndsWhatRunsAndRefusesWhatComes) {
  std::promise<void> arrived;
  LocalServer server([&](Conversation& c) {
    arrived.set_value();
    c.wait_for_hangup(Millis(20'000));
    c.keep_open = false;
  });
  CurlClient client;
  auto running = std::async(std::launch::async, [&] { return client.send(get(server.url())); });
  arrived.get_future().wait();
  client.close();
  const auto ended = running.get();
  ASSERT_FALSE(ended);
  EXPECT_NE(ended.error().reason.find("shutting down"), std::string::npos);
  const auto later = client.send(get(server.url()));
  ASSERT_FALSE(later);
  EXPECT_NE(later.error().reason.find("shutting down"), std::string::npos);
  client.close();
}

class ProxyVariables : public ::testing::Test {
 protected:
  ~ProxyVariables() override { ::unsetenv("http_proxy"); }
  LocalServer server{[](Conversation& c) { c.answer(200, "direct"); }};
  LocalServer proxy{[this](Conversation& c) {
    proxied_target = std::string(c.request.target());
    c.answer(200, "proxied");
  }};
  std::string proxied_target;
};

TEST_F(ProxyVariables, AreIgnoredUnlessAskedFor) {
  ::setenv("http_proxy", proxy.url().c_str(), 1);
  CurlClient client;
  auto request = get(server.url("/p"));
  EXPECT_EQ(client.send(request)->body, "direct");
  request.use_environment_proxy = true;
  EXPECT_EQ(client.send(request)->body, "proxied");
  EXPECT_EQ(proxied_target, server.url("/p"));
}

TEST_F(ProxyVariables, NeverCarryAGuardedRequest) {
  ::setenv("http_proxy", proxy.url().c_str(), 1);
  CurlClient client;
  auto request = get(server.url());
  request.use_environment_proxy = true;
  request.guard_address = true;
  const auto answer = client.send(request);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, HttpErrorKind::forbidden_address);
  EXPECT_EQ(proxy.connections(), 0);
}

}  // namespace
}  // namespace bepusdt::net
