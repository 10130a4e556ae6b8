// The socket server over real loopback connections: framing, persistence, limits, time-outs, proxies.
#include "http/server/server.hpp"

#include <gtest/gtest.h>

#include "unit/http/server/echo_server.hpp"

namespace bepusdt::test {
namespace {

const std::string kGet = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";

std::string post(std::string_view body, std::string_view fields = "") {
  return "POST /p HTTP/1.1\r\nHost: h\r\n" + std::string(fields) + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + std::string(body);
}

TEST(Server, KeepsAConnectionForManyRequests) {
  EchoServer server;
  Client client(server.port());
  for (int i = 0; i < 50; ++i) {
    const auto reply = client.ask(i % 2 == 0 ? kGet : post("hello"));
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body,
              i % 2 == 0 ? "GET /a from 127.0.0.1 at http://h body=" : "POST /p from 127.0.0.1 at http://h body=hello");
    EXPECT_EQ(reply.field("Connection"), "");
    EXPECT_FALSE(reply.field("Date").empty());
  }
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  EchoServer server;
  Client client(server.port());
  std::string all;
  for (int i = 0; i < 20; ++i)
    all += i % 3 == 0 ? post("body " + std::to_string(i)) : "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\n\r\n";
  client.send(all);
  for (int i = 0; i < 20; ++i) {
    const std::string body = client.read().body;
    EXPECT_NE(body.find(i % 3 == 0 ? "body " + std::to_string(i) : "/" + std::to_string(i)), std::string::npos) << body;
  }
}

TEST(Server, ReadsARequestHoweverItIsCutUp) {
  EchoServer server;
  Client client(server.port());
  for (const char c : post("hello", "X-Long: " + std::string(300, 'y') + "\r\n")) client.send({&c, 1});
  EXPECT_EQ(client.read().body, "POST /p from 127.0.0.1 at http://h body=hello");
}

TEST(Server, ReadsChunkedBodiesAndIgnoresTheirTrailers) {
  EchoServer server;
  Client client(server.port());
  const std::string request =
      "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nHost: evil\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n";
  EXPECT_EQ(client.ask(request).body, "POST /p from 127.0.0.1 at http://h body=hello");
  EXPECT_EQ(client.ask(kGet).status, 200) << "the connection stays usable";
}

TEST(Server, AnswersHeadWithTheLengthAndWithoutTheBody) {
  EchoServer server;
  Client client(server.port());
  const auto head = client.ask("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n", false);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.field("Content-Length"), std::to_string(std::string("GET /a from 127.0.0.1 at http://h body=").size()));
  EXPECT_EQ(client.ask(kGet).status, 200) << "nothing of a body was left in the stream";
}

TEST(Server, EndsAConnectionWhenTheClientSaysSo) {
  EchoServer server;
  Client client(server.port());
  const auto reply = client.ask("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(reply.field("Connection"), "close");
  EXPECT_EQ(client.read_to_end(), "");
}

TEST(Server, SpeaksHttp10) {
  EchoServer server;
  Client once(server.port());
  EXPECT_EQ(once.ask("GET /a HTTP/1.0\r\n\r\n").status, 200);
  EXPECT_EQ(once.read_to_end(), "");
  Client kept(server.port());
  EXPECT_EQ(kept.ask("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").field("Connection"), "keep-alive");
  EXPECT_EQ(kept.ask("GET /a HTTP/1.0\r\n\r\n").status, 200);
}

TEST(Server, SkipsEmptyLinesBetweenRequests) {
  EchoServer server;
  Client client(server.port());
  EXPECT_EQ(client.ask("\r\n\r\n" + kGet).status, 200);
  EXPECT_EQ(client.ask(post("x") + "\r\n").status, 200);
  EXPECT_EQ(client.ask(kGet).status, 200);
}

TEST(Server, TakesTheAbsoluteFormOfATarget) {
  EchoServer server;
  Client client(server.port());
  EXPECT_EQ(client.ask("GET http://other/x?y HTTP/1.1\r\nHost: h\r\n\r\n").body,
            "GET /x?y from 127.0.0.1 at http://h body=");
}

TEST(Server, InvitesAClientThatWaitsForIt) {
  EchoServer server;
  Client client(server.port());
  client.send("POST /p HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(client.read().status, 100);
  EXPECT_EQ(client.ask("hello").body, "POST /p from 127.0.0.1 at http://h body=hello");
}

TEST(Server, RefusesABodyThatIsTooLargeAndStillDeliversTheAnswer) {
  EchoServer server;
  Client announced(server.port());
  EXPECT_EQ(announced.ask("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 65537\r\n\r\n").status, 413)
      << "before it is sent";
  Client expecting(server.port());
  EXPECT_EQ(expecting.ask("POST /p HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 65537\r\n\r\n").status,
            413);
  Client sending(server.port());
  sending.send(post(std::string(400'000, 'x')));
  EXPECT_EQ(sending.read().status, 413) << "although the client was still sending";
  EXPECT_EQ(sending.read_to_end(), "");
  Client chunked(server.port());
  chunked.send("POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 5; ++i) chunked.send("4000\r\n" + std::string(0x4000, 'x') + "\r\n");
  EXPECT_EQ(chunked.read().status, 413);
  Client exact(server.port());
  EXPECT_EQ(exact.ask(post(std::string(65'536, 'x'))).status, 200) << "64 KiB are allowed";
}

TEST(Server, RefusesABodyThatIsNearlyAllFraming) {
  EchoServer server({.header_bytes = 1024, .body_bytes = 1024});
  Client client(server.port());
  client.send("POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "1;" + std::string(500, 'e') + "\r\nx\r\n";
  for (int i = 0; i < 30 && client.send(chunk); ++i) {
  }
  EXPECT_EQ(client.read().status, 413);
}

TEST(Server, RefusesHeadersThatAreTooLargeOrTooMany) {
  EchoServer server;
  Client one(server.port());
  one.send("GET /a HTTP/1.1\r\nHost: h\r\nX: " + std::string(17'000, 'x') + "\r\n\r\n");
  EXPECT_EQ(one.read().status, 431);
  Client many_small(server.port());
  std::string fields;
  for (int i = 0; i < 200; ++i) fields += "X: y\r\n";
  EXPECT_EQ(many_small.ask("GET /a HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n").status, 431);
  Client trickled(server.port());
  bool open = trickled.send("GET /a HTTP/1.1\r\nHost: h\r\n");
  for (int i = 0; i < 60 && open; ++i)
    open = trickled.send("X-" + std::to_string(i) + ": " + std::string(1'000, 'y') + "\r\n");
  EXPECT_EQ(trickled.read().status, 431) << "the limit is over the whole header, however it arrives";
  Client long_target(server.port());
  EXPECT_EQ(long_target.ask("GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n").status, 431);
}

TEST(Server, RefusesWhatTwoServersCouldReadDifferently) {
  EchoServer server;
  for (const std::string& request : std::vector<std::string>{
           "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS hello on the wrong port\r\n\r\n",
           "nonsense\r\n\r\n",
           "GET /a HTTP/2.0\r\nHost: h\r\n\r\n",
           "GET /a HTTP/1.1\r\n\r\n",
           "GET /a HTTP/1.1\r\nHost: h\r\nHost: g\r\n\r\n",
           "GET /a HTTP/1.1\r\nHost : h\r\n\r\n",
           "GET /a HTTP/1.1\nHost: h\n\n",
           "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n",
           "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
           "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n",
           "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
           "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
           "POST /p HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
           "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
           "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 0x5\r\n\r\nhello",
           "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
       }) {
    Client client(server.port());
    EXPECT_EQ(client.ask(request).status, 400) << request;
    client.read_to_end();
  }
  EXPECT_TRUE(eventually([&] { return server.server.open_connections() == 0; }));
}

TEST(Server, CutsOffWhoSendsNothing) {
  EchoServer server({.idle = Millis(40)});
  Client silent(server.port());
  EXPECT_EQ(silent.read_to_end(), "");
  Client after_a_request(server.port());
  EXPECT_EQ(after_a_request.ask(kGet).status, 200);
  EXPECT_EQ(after_a_request.read_to_end(), "");
}

TEST(Server, CutsOffWhoTricklesHeadersOrBodyHoweverBusyItLooks) {
  EchoServer server({.header = Millis(60), .body = Millis(60)});
  for (const std::string& beginning : {std::string("GET /a HTTP/1.1\r\nHost: h\r\nX: "),
                                       std::string("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 60000\r\n\r\n")}) {
    Client client(server.port());
    client.send(beginning);
    bool closed = false;
    for (int i = 0; i < 2'000 && !closed; ++i) closed = !client.send("x") || client.is_closed(5);
    EXPECT_TRUE(closed) << beginning;
  }
  EXPECT_EQ(server.echo.count(), 0);
}

TEST(Server, CutsOffWhoDoesNotReadItsAnswer) {
  EchoServer server({.write = Millis(60)});
  Client client(server.port());
  client.send("GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
  ASSERT_TRUE(eventually([&] { return server.server.open_connections() == 1; }));
  ASSERT_TRUE(eventually([&] { return server.server.open_connections() == 0; })) << "nobody reads, so the server gives up";
  EXPECT_LT(client.read_to_end().size(), 64U * 1024 * 1024);
}

TEST(Server, LimitsConnectionsInAll) {
  EchoServer server({.connections = 2});
  Client one(server.port());
  Client two(server.port());
  EXPECT_EQ(one.ask(kGet).status, 200);
  EXPECT_EQ(two.ask(kGet).status, 200);
  Client three(server.port());
  EXPECT_EQ(three.read_to_end(), "");
  EXPECT_EQ(Client(server.port()).read_to_end(), "");
  EXPECT_EQ(server.log.count("http.connections_exhausted"), 1) << "once a minute, not for each";
  one.close();
  ASSERT_TRUE(eventually([&] { return server.server.open_connections() == 1; }));
  Client four(server.port());
  EXPECT_EQ(four.ask(kGet).status, 200);
  EXPECT_EQ(server.metrics.value("bepusdt_http_connections"), 2);
}

TEST(Server, HoldsManyConnectionsAtOnce) {
  EchoServer server;
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 300; ++i) clients.push_back(std::make_unique<Client>(server.port()));
  for (auto& client : clients) client->send(kGet);
  for (auto& client : clients) EXPECT_EQ(client->read().status, 200);
  EXPECT_EQ(server.server.open_connections(), 300U) << "this machine itself is exempt from the limit of one address";
}

TEST(Server, BelievesForwardingHeadersOfTrustedProxiesOnly) {
  const std::string request =
      "GET /a HTTP/1.1\r\nHost: inside\r\nX-Forwarded-For: 6.6.6.6, 203.0.113.7\r\nX-Forwarded-Proto: https\r\n"
      "X-Forwarded-Host: pay.example.com\r\n\r\n";
  EchoServer alone;
  EXPECT_EQ(Client(alone.port()).ask(request).body, "GET /a from 127.0.0.1 at http://inside body=");
  EchoServer behind({}, {"127.0.0.0/8"});
  EXPECT_EQ(Client(behind.port()).ask(request).body, "GET /a from 203.0.113.7 at https://pay.example.com body=");
}

TEST(Server, SaysWhyItCannotListen) {
  EchoServer first;
  const auto settings = [](std::string listen) {
    return http::ServerSettings{.listen = std::move(listen), .threads = 1, .limits = {}, .proxies = {}};
  };
  http::Server second(settings("127.0.0.1:" + std::to_string(first.port())), first.echo,
                      {first.clock, first.random, first.log, first.metrics});
  const auto open = second.open();
  ASSERT_FALSE(open);
  EXPECT_NE(open.error().find("127.0.0.1:" + std::to_string(first.port())), std::string::npos);
  http::Server nowhere(settings("nowhere"), first.echo, {first.clock, first.random, first.log, first.metrics});
  EXPECT_FALSE(nowhere.open());
}

TEST(Server, StopsWithIdleConnectionsAtOnce) {
  EchoServer server;
  Client idle(server.port());
  EXPECT_EQ(idle.ask(kGet).status, 200);
  Client never_spoke(server.port());
  ASSERT_TRUE(eventually([&] { return server.server.open_connections() == 2; }));
  EXPECT_TRUE(server.server.stop(Millis(10'000)));
  EXPECT_EQ(idle.read_to_end(), "");
  EXPECT_EQ(never_spoke.read_to_end(), "");
  EXPECT_FALSE(Client(server.port()).connected());
}

}  // namespace
}  // namespace bepusdt::test
