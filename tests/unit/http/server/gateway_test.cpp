// Service and server together over real sockets: orders through the queue, events, stopping with work in flight.
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "http/server/server.hpp"
#include "unit/http/server/echo_server.hpp"

namespace bepusdt::test {
namespace {

constexpr const char* kId = "0AbcdeFGHIJKLMNOPQ";

class Running {
 public:
  explicit Running(HttpWorld& world, unsigned threads = 2)
      : service_(world.context()),
        server({.listen = "127.0.0.1:0", .threads = threads, .limits = {}, .proxies = {}}, service_,
               {world.clock, random_, world.log, world.metrics}) {
    EXPECT_TRUE(server.open());
    server.start();
  }

 private:
  SeededRandom random_{1};
  http::Service service_;

 public:
  http::Server server;
};

std::string create_request(const std::string& order_id) {
  const std::string body = signed_json(changed(good_create(), {{"order_id", "\"" + order_id + "\""}}));
  return "POST /api/v1/order/create-transaction HTTP/1.1\r\nHost: pay.example.com\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string events_request() { return "GET /api/v1/pay/events/" + std::string(kId) + " HTTP/1.1\r\nHost: h\r\n\r\n"; }

payment::Answer answer_to(const payment::PendingCommand& pending) {
  return accepted(std::get<payment::CreateOrder>(pending.command));
}

TEST(Gateway, AnswersEachConnectionWithItsOwnOrder) {
  HttpWorld world;
  std::thread loop([&] {
    for (auto batch = world.queue.take(64); !batch.empty(); batch = world.queue.take(64))
      for (auto pending = batch.rbegin(); pending != batch.rend(); ++pending) pending->done(answer_to(*pending));
  });
  {
    Running running(world);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 40; ++i) clients.push_back(std::make_unique<Client>(running.server.port()));
    for (int round = 0; round < 10; ++round) {
      for (std::size_t i = 0; i < clients.size(); ++i)
        clients[i]->send(create_request("O-" + std::to_string(round) + "-" + std::to_string(i)));
      for (std::size_t i = 0; i < clients.size(); ++i) {
        const auto reply = clients[i]->read();
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(Json(reply.body)["data.order_id"], "O-" + std::to_string(round) + "-" + std::to_string(i));
      }
    }
  }
  world.queue.close();
  loop.join();
}

TEST(Gateway, GivesEveryRequestItsId) {
  HttpWorld world;
  Running running(world);
  Client client(running.server.port());
  const std::string get = "GET /nowhere HTTP/1.1\r\nHost: h\r\n\r\n";
  const std::string first = Json(client.ask(get).body)["request_id"];
  const std::string second = Json(client.ask(get).body)["request_id"];
  EXPECT_EQ(first.size(), 16U);
  EXPECT_NE(first, second);
  ASSERT_TRUE(eventually([&] { return world.log.count("http.request") == 2; }));
  EXPECT_EQ(world.log.lines().front().fields.at("request"), first);
}

TEST(Gateway, AnswersRefusalsOfTheServerInTheEnvelope) {
  HttpWorld world;
  Running running(world);
  const auto large = Client(running.server.port()).ask("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 65537\r\n\r\n");
  EXPECT_EQ(large.status, 413);
  EXPECT_EQ(Json(large.body)["error"], "body_too_large");
  EXPECT_EQ(Json(large.body)["request_id"].size(), 16U);
  const auto garbage = Client(running.server.port()).ask("garbage\r\n\r\n");
  EXPECT_EQ(garbage.status, 400);
  EXPECT_EQ(Json(garbage.body)["error"], "invalid_request");
  const auto wordy =
      Client(running.server.port()).ask("GET /a HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n");
  EXPECT_EQ(wordy.status, 431);
}

TEST(Gateway, SendsTheStateAtOnceAndThenEveryChange) {
  HttpWorld world;
  world.add_order(kId, "O-1");
  Running running(world);
  Client client(running.server.port());
  client.send(events_request());
  const auto head = client.read();
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.field("Content-Type"), "text/event-stream");
  EXPECT_EQ(head.field("X-Accel-Buffering"), "no");
  EXPECT_EQ(head.field("Content-Length"), "");
  EXPECT_EQ(client.read_until("\n\n"), "retry: 3000\n\n");
  EXPECT_NE(client.read_until("\n\n").find(R"(data: {"state":"waiting")"), std::string::npos);

  world.store.change([](FakeStore& store) { store.orders.begin()->second.state = core::OrderState::confirming; });
  world.feed.order_changed(core::TradeId(kId));
  EXPECT_NE(client.read_until("\n\n").find(R"("state":"confirming")"), std::string::npos);
  world.store.change([](FakeStore& store) { store.orders.begin()->second.state = core::OrderState::paid; });
  world.feed.order_changed(core::TradeId(kId));
  EXPECT_NE(client.read_until("\n\n").find(R"("state":"paid")"), std::string::npos);
}

TEST(Gateway, FindsAChangeWhoseHintWasLostAndBeatsMeanwhile) {
  HttpWorld world;
  world.settings.stream_recheck = Millis(20);
  world.add_order(kId, "O-1");
  Running running(world);
  Client client(running.server.port());
  client.send(events_request());
  client.read();
  client.read_until("\n\n");
  client.read_until("\n\n");
  EXPECT_EQ(client.read_until("\n\n"), ": \n\n") << "nothing new: a heartbeat";
  world.store.change([](FakeStore& store) { store.orders.begin()->second.state = core::OrderState::expired; });
  std::string piece;
  while ((piece = client.read_until("\n\n")) == ": \n\n") {
  }
  EXPECT_NE(piece.find(R"("state":"expired")"), std::string::npos);
}

TEST(Gateway, KeepsAStreamWhileTheStoreIsBusy) {
  HttpWorld world;
  world.settings.stream_recheck = Millis(20);
  world.add_order(kId, "O-1");
  Running running(world);
  Client client(running.server.port());
  client.send(events_request());
  client.read();
  client.read_until("\n\n");
  client.read_until("\n\n");
  world.store.change([](FakeStore& store) { store.failure = ports::StoreError{ports::StoreError::Kind::busy, "locked"}; });
  EXPECT_EQ(client.read_until("\n\n"), ": \n\n");
  world.store.change([](FakeStore& store) {
    store.failure.reset();
    store.orders.begin()->second.state = core::OrderState::cancelled;
  });
  std::string piece;
  while ((piece = client.read_until("\n\n")) == ": \n\n") {
  }
  EXPECT_NE(piece.find(R"("state":"cancelled")"), std::string::npos);
}

TEST(Gateway, GivesTheStreamsPlaceBackWhenTheClientLeaves) {
  HttpWorld world;
  world.add_order(kId, "O-1");
  Running running(world);
  {
    Client client(running.server.port());
    client.send(events_request());
    client.read_until("waiting");
    EXPECT_EQ(world.feed.subscriptions(), 1U);
  }
  EXPECT_TRUE(eventually([&] { return world.feed.subscriptions() == 0 && running.server.open_connections() == 0; }));
}

TEST(Gateway, RefusesMoreStreamsThanThereArePlaces) {
  HttpWorld world;
  world.add_order(kId, "O-1");
  Running running(world);
  std::vector<std::unique_ptr<Client>> pages;
  for (int i = 0; i < 16; ++i) {
    pages.push_back(std::make_unique<Client>(running.server.port()));
    pages.back()->send(events_request());
    EXPECT_EQ(pages.back()->read().status, 200);
  }
  const auto refused = Client(running.server.port()).ask(events_request());
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.field("Retry-After"), "30");
}

TEST(Gateway, HasNoStreamForAnUnknownOrder) {
  HttpWorld world;
  Running running(world);
  EXPECT_EQ(Client(running.server.port()).ask(events_request()).status, 404);
}

TEST(Gateway, StopEndsStreamsAtOnce) {
  HttpWorld world;
  world.add_order(kId, "O-1");
  Running running(world);
  Client client(running.server.port());
  client.send(events_request());
  client.read_until("waiting");
  EXPECT_TRUE(running.server.stop(Millis(10'000)));
  client.read_to_end();
  EXPECT_EQ(world.feed.subscriptions(), 0U);
}

TEST(Gateway, StopLetsARequestInFlightFinish) {
  HttpWorld world;
  Running running(world);
  Client client(running.server.port());
  client.send(create_request("O-1"));
  auto batch = world.queue.take(1);  // it is in flight now
  ASSERT_EQ(batch.size(), 1U);
  bool clean = false;
  std::thread stopper([&] { clean = running.server.stop(Millis(10'000)); });
  EXPECT_TRUE(eventually([&] { return !Client(running.server.port()).connected(); })) << "no new connections";
  batch.front().done(answer_to(batch.front()));
  const auto reply = client.read();
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(Json(reply.body)["data.order_id"], "O-1");
  EXPECT_EQ(reply.field("Connection"), "close");
  client.read_to_end();
  stopper.join();
  EXPECT_TRUE(clean);
}

TEST(Gateway, StopCutsOffWhatDoesNotFinishInTime) {
  HttpWorld world;
  std::vector<payment::PendingCommand> batch;
  {
    Running running(world);
    Client client(running.server.port());
    client.send(create_request("O-1"));
    batch = world.queue.take(1);
    EXPECT_FALSE(running.server.stop(Millis(30)));
    EXPECT_EQ(client.read_to_end(), "");
  }
  batch.front().done(answer_to(batch.front()));  // the loop answers when everything is gone
}

TEST(Gateway, SurvivesAClientThatLeavesBeforeItsAnswer) {
  HttpWorld world;
  Running running(world);
  for (int i = 0; i < 20; ++i) {
    auto client = std::make_unique<Client>(running.server.port());
    client->send(create_request("O-" + std::to_string(i)));
    auto batch = world.queue.take(1);
    client.reset();
    batch.front().done(answer_to(batch.front()));
  }
  EXPECT_TRUE(eventually([&] { return running.server.open_connections() == 0; }));
}

TEST(Gateway, IsUnavailableWhenTheAcceptLoopTakesTooLong) {
  HttpWorld world;
  world.settings.answer_patience = Millis(30);
  Running running(world);
  Client client(running.server.port());
  client.send(create_request("O-1"));
  auto batch = world.queue.take(1);
  const auto late = client.read();
  EXPECT_EQ(late.status, 503);
  EXPECT_EQ(Json(late.body)["error"], "unavailable");
  batch.front().done(answer_to(batch.front()));
  client.send(create_request("O-2"));
  batch = world.queue.take(1);
  batch.front().done(answer_to(batch.front()));
  EXPECT_EQ(Json(client.read().body)["data.order_id"], "O-2") << "the late answer was not taken for this one";
}

TEST(Gateway, APageThatWaitsHoldsNobodyUp) {
  HttpWorld world;
  std::promise<void> release;
  std::promise<void> entered;
  world.extra_routes.push_back(
      {http::Method::get, "/slow/{word}", http::SlowPage{[&](const http::Call& call, http::Response& response) {
         entered.set_value();
         release.get_future().wait();
         response.content_type = http::kPlainText;
         response.body = "slowly " + std::string(call.id);
       }}});
  Running running(world, 1);
  Client patient(running.server.port());
  patient.send("GET /slow/snail HTTP/1.1\r\nHost: h\r\n\r\n");
  entered.get_future().wait();
  EXPECT_EQ(Client(running.server.port()).ask("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n").status, 200);
  release.set_value();
  EXPECT_EQ(patient.read().body, "slowly snail");
}

TEST(Gateway, RefusesWhatTheQueueHasNoRoomFor) {
  HttpWorld world;
  Running running(world);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 130; ++i) {  // the queue has 100 places
    clients.push_back(std::make_unique<Client>(running.server.port()));
    clients.back()->send(create_request("O-" + std::to_string(i)));
  }
  ASSERT_TRUE(
      eventually([&] { return world.metrics.value("bepusdt_http_requests_total " + std::string(kCreate) + " 503") == 30; }));
  auto batch = world.queue.take(200);
  EXPECT_EQ(batch.size(), 100U);
  for (auto& pending : batch) pending.done(answer_to(pending));
  int good = 0;
  int refused = 0;
  for (auto& client : clients) (client->read().status == 200 ? good : refused) += 1;
  EXPECT_EQ(good, 100);
  EXPECT_EQ(refused, 30);
}

}  // namespace
}  // namespace bepusdt::test
