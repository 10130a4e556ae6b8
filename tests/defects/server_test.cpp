// The gateway behind its own socket: what it believes of a request's headers, and how much it takes of anybody.
#include <gtest/gtest.h>

#include <thread>

#include "http/routes.hpp"
#include "unit/http/server/echo_server.hpp"

namespace bepusdt::test {
namespace {

constexpr const char* kId = "0AbcdeFGHIJKLMNOPQ";

// The whole HTTP side on a port of its own; orders are accepted as HttpWorld does it.
class Running {
 public:
  explicit Running(const std::vector<std::string>& trusted)
      : service_(world.context()),
        server_({.listen = "127.0.0.1:0", .threads = 1, .limits = {}, .proxies = *http::TrustedProxies::parse(trusted)},
                service_, {world.clock, random_, world.log, world.metrics}) {
    world.add_order(kId, "O-1");
    EXPECT_TRUE(server_.open());
    server_.start();
    accepting_ = std::thread([this] {
      for (auto batch = world.queue.take(64); !batch.empty(); batch = world.queue.take(64))
        for (payment::PendingCommand& pending : batch) pending.done(world.accept(pending.command));
    });
  }
  ~Running() {
    server_.stop(Millis(10'000));
    world.queue.close();
    accepting_.join();
  }
  [[nodiscard]] std::uint16_t port() const { return server_.port(); }

  HttpWorld world;

 private:
  SeededRandom random_{1};
  http::Service service_;
  http::Server server_;
  std::thread accepting_;
};

// A request to the route that would be right, said to come from elsewhere.
std::string forwarded_request(const http::Route& route) {
  std::string path(route.pattern);
  if (const auto at = path.find("{trade_id}"); at != std::string::npos) path = path.substr(0, at) + kId;
  std::string body;
  if (route.method == http::Method::post)
    body = signed_json(changed(good_create(), {{"trade_id", '"' + std::string(kId) + '"'}}));
  return std::string(route.method == http::Method::post ? "POST " : "GET ") + path +
         " HTTP/1.1\r\nHost: inside.example\r\nConnection: close\r\nX-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: "
         "https\r\n"
         "X-Forwarded-Host: outside.example\r\nX-Real-IP: 203.0.113.7\r\nForwarded: for=203.0.113.7;host=outside.example\r\n"
         "Content-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string logged_address(const HttpWorld& world) {
  for (const auto& line : world.log.lines())
    if (line.event == "http.request") return line.fields.at("address");
  return "<nothing logged>";
}

TEST(Server, XForwardedOnlyFromConfiguredProxiesOnEveryEndpoint) {
  for (const http::Route& route : http::routes())
    for (const bool trusted : {false, true}) {
      Running running(trusted ? std::vector<std::string>{"127.0.0.0/8"} : std::vector<std::string>{});
      Client client(running.port());
      client.send(forwarded_request(route));
      const Client::Reply reply = client.read();
      ASSERT_GT(reply.status, 0) << route.pattern;
      client.close();
      ASSERT_TRUE(eventually([&] { return running.world.log.count("http.request") > 0; })) << route.pattern;
      EXPECT_EQ(logged_address(running.world), trusted ? "203.0.113.7" : "127.0.0.1") << route.pattern;
      if (!trusted) {
        EXPECT_EQ((reply.head + reply.body).find("outside.example"), std::string::npos) << route.pattern;
      } else if (const std::string url = Json(reply.body)["data.payment_url"]; url.find("://") != std::string::npos) {
        EXPECT_TRUE(url.starts_with("https://outside.example/")) << url;
      }
      if (route.pattern == "/metrics") {
        EXPECT_NE(reply.status, 200) << "whoever forwards, this machine does not ask for itself";
      }
    }
}

// The limit on wrongly signed requests is one by address: nobody has as many addresses as he likes to write.
TEST(Server, XForwardedOnlyFromConfiguredProxiesOnEveryEndpointAndInTheLimitByAddress) {
  Running running({});
  int limited = 0;
  for (int i = 0; i < 60; ++i) {
    Client client(running.port());
    const std::string body = signed_json(good_create(), "wrong");
    const auto reply =
        client.ask("POST " + std::string(kCreate) + " HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 198.51.100." +
                   std::to_string(i) + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    limited += reply.status == 429 ? 1 : 0;
  }
  EXPECT_EQ(limited, 60 - running.world.settings.bad_requests_per_minute);
}

TEST(Server, RequestBodiesHeaderSizesConnectionsAndTimesAreLimited) {
  const std::string get = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
  {
    EchoServer server;
    Client body(server.port());
    EXPECT_EQ(body.ask("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 65537\r\n\r\n").status, 413);
    Client chunked(server.port());
    chunked.send("POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 5; ++i) chunked.send("4000\r\n" + std::string(0x4000, 'x') + "\r\n");
    EXPECT_EQ(chunked.read().status, 413);
    Client header(server.port());
    EXPECT_EQ(header.ask("GET /a HTTP/1.1\r\nHost: h\r\nX: " + std::string(17'000, 'x') + "\r\n\r\n").status, 431);
  }
  {
    EchoServer server({.connections = 2});
    Client one(server.port());
    Client two(server.port());
    EXPECT_EQ(one.ask(get).status, 200);
    EXPECT_EQ(two.ask(get).status, 200);
    EXPECT_EQ(Client(server.port()).read_to_end(), "");
  }
  EchoServer server({.idle = Millis(60), .header = Millis(60), .body = Millis(60)});
  for (const std::string& unfinished : {std::string(), std::string("GET /a HTTP/1.1\r\nHost: h\r\nX: "),
                                        std::string("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 60000\r\n\r\n")}) {
    Client client(server.port());
    client.send(unfinished);
    EXPECT_EQ(client.read_to_end(), "") << unfinished;
  }
}

}  // namespace
}  // namespace bepusdt::test
