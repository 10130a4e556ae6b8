// Callbacks as they go over the network: the real client, a shop on a real socket, the real rows.
#include <array>
#include <atomic>
#include <thread>

#include "defects/one_wallet.hpp"
#include "net/curl_client.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "support/server/local_server.hpp"
#include "unit/net/scripted_resolver.hpp"

namespace bepusdt::test {
namespace {

using core::CallbackState;
using std::chrono::minutes;

class Callback : public ::testing::Test {
 protected:
  void pay(const std::string& notify_url) {
    auto request = world.request("O1", "10");
    request.notify_url = notify_url;
    const auto made = *world.create(request);
    world.settle();
    world.mine_and_settle({world.pay(made.quote, "0x01")});
    trade_id = made.order.trade_id;
  }
  payment::Ports ports(ports::Store& store) {
    return {store, world.directory, world.clock, world.random, world.log, world.metrics, world.feed};
  }
  // One round of what is due; how many were sent.
  std::size_t deliver(bool allow_private = true) {
    net::CurlClient client;  // which has not resolved any name yet
    payment::DeliverCallback step(ports(*world.store), client, {.allow_private = allow_private});
    const auto claimed = step.claim();
    for (const auto& event : claimed) step.record(event, step.send(event));
    return claimed.size();
  }
  core::CallbackEvent event() { return world.callbacks_of(trade_id).at(0); }
  std::vector<core::CallbackAttempt> attempts() {
    std::vector<core::CallbackAttempt> all;
    EXPECT_TRUE(world.store->read([&](const ports::View& view) { all = view.attempts(event().id); }));
    return all;
  }

  OneWallet world;
  core::TradeId trade_id;
};

TEST_F(Callback, Callback200FailIsRetried) {
  std::atomic<int> asked = 0;
  LocalServer shop([&](Conversation& c) { c.answer(200, ++asked < 3 ? "fail" : "ok"); });
  pay(shop.url("/notify"));
  for (const CallbackState after : {CallbackState::pending, CallbackState::pending, CallbackState::delivered}) {
    world.clock.set(std::max(world.clock.now(), event().due_at));
    EXPECT_EQ(deliver(), 1U);
    EXPECT_EQ(event().state, after);
  }
  EXPECT_EQ(shop.requests(), 3);
}

TEST_F(Callback, CallbackASubstringOkDoesNotCount) {
  constexpr std::array kAnswers{"not ok",
                                "okay",
                                "ok, but no",
                                "<html><title>ok</title></html>",
                                "tok",
                                "book a success",
                                R"({"status":"not ok"})",
                                R"({"ok":false})",
                                R"(["ok"])"};
  std::atomic<std::size_t> asked = 0;
  LocalServer shop([&](Conversation& c) {
    const std::size_t number = asked++;
    c.answer(200, number < kAnswers.size() ? kAnswers[number] : "ok");
  });
  pay(shop.url("/notify"));
  for (const char* answer : kAnswers) {
    world.clock.set(std::max(world.clock.now(), event().due_at));
    ASSERT_EQ(deliver(), 1U) << answer;
    ASSERT_EQ(event().state, CallbackState::pending) << answer;
  }
  world.clock.set(event().due_at);
  deliver();
  EXPECT_EQ(event().state, CallbackState::delivered);
}

TEST_F(Callback, CallbackRedirectsAreNotFollowed) {
  std::atomic<int> elsewhere = 0;
  std::atomic<int> status = 0;
  LocalServer shop([&](Conversation& c) {
    if (c.request.target() == "/notify") {
      c.answer(status, "ok", "Location: /elsewhere\r\n");
    } else {
      ++elsewhere;
      c.answer(200, "ok");
    }
  });
  pay(shop.url("/notify"));
  for (const int redirect : {301, 302, 303, 307, 308}) {
    status = redirect;
    world.clock.set(std::max(world.clock.now(), event().due_at));
    ASSERT_EQ(deliver(), 1U);
    EXPECT_EQ(event().state, CallbackState::pending) << redirect;
    EXPECT_NE(attempts().back().reason.find("/elsewhere"), std::string::npos) << "the reason names where it leads";
  }
  EXPECT_EQ(elsewhere, 0);
}

// The gateway was down while several retries would have been due: they are not made up for in a burst.
TEST_F(Callback, CallbackRetriesCountFromTheLastAttempt) {
  LocalServer shop([](Conversation& c) { c.answer(500, "down"); });
  pay(shop.url("/notify"));
  EXPECT_EQ(deliver(), 1U);
  world.clock.advance(minutes(180));
  for (const int distance : {4, 8, 16}) {
    EXPECT_EQ(deliver(), 1U);
    EXPECT_EQ(deliver(), 0U) << "one, and then its own distance";
    EXPECT_EQ(event().due_at, world.clock.now() + minutes(distance));
    world.clock.advance(minutes(distance) - Millis(1));
    EXPECT_EQ(deliver(), 0U);
    world.clock.advance(Millis(1));
  }
}

// Four threads of two processes look for work while the shop takes its time.
TEST_F(Callback, CallbackNoTwoDeliveriesOfOneEventInFlightAtOnce) {
  std::atomic<int> in_flight = 0;
  std::atomic<int> most = 0;
  std::atomic<int> looks = 0;
  LocalServer shop([&](Conversation& c) {
    const int now = ++in_flight;
    for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
    }
    const int enough = looks + 40;
    while (looks < enough) std::this_thread::yield();
    --in_flight;
    c.answer(500, "later");
  });
  pay(shop.url("/notify"));
  store::SqliteOptions options;
  options.path = world.folder.file("bepusdt.db");
  const auto other_store = *store::SqliteStore::open(options);
  net::CurlClient client;
  payment::DeliverCallback here(ports(*world.store), client, {.allow_private = true});
  payment::DeliverCallback there(ports(*other_store), client, {.allow_private = true});
  for (int round = 1; round <= 5; ++round) {
    world.clock.set(std::max(world.clock.now(), event().due_at));
    std::atomic<bool> recorded = false;
    std::vector<std::thread> threads;
    for (payment::DeliverCallback* step : {&here, &here, &there, &there})
      threads.emplace_back([&, step] {
        while (!recorded) {
          for (const auto& claimed : step->claim()) {
            step->record(claimed, step->send(claimed));
            recorded = true;
          }
          ++looks;
        }
      });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(shop.requests(), round);
  }
  EXPECT_EQ(most, 1);
}

TEST_F(Callback, PrivateLoopbackAndMetadataAddressesAreRefusedAsCallbackTargetsAtConnectTimeToo) {
  LocalServer inside([](Conversation& c) { c.answer(200, "ok"); });
  // A name that nothing is wrong with; where it leads is known at each connection only, and may change in between.
  pay(inside.url("/notify", "shop.test"));
  for (const char* address : {"127.0.0.1", "::1", "::ffff:127.0.0.1", "10.0.0.8", "172.16.4.4", "192.168.1.1",
                              "169.254.169.254", "100.100.100.200", "fd00:ec2::254", "0.0.0.0"}) {
    resolve_to("shop.test", {address});
    while (event().state != CallbackState::pending)
      ASSERT_TRUE(payment::resend_callback(*world.store, event().id, world.clock.now()));
    world.clock.set(std::max(world.clock.now(), event().due_at));
    ASSERT_EQ(deliver(false), 1U) << address;
    EXPECT_FALSE(attempts().back().delivered) << address;
    EXPECT_EQ(attempts().back().address, "") << address << " was not even dialled";
    EXPECT_NE(attempts().back().reason.find("RFC"), std::string::npos) << attempts().back().reason;
  }
  EXPECT_EQ(inside.connections(), 0);
  resolve_to("shop.test", {"127.0.0.1"});
  ASSERT_TRUE(payment::resend_callback(*world.store, event().id, world.clock.now()));
  EXPECT_EQ(deliver(true), 1U);
  EXPECT_EQ(inside.connections(), 1) << "it would have been reached";
}

}  // namespace
}  // namespace bepusdt::test
