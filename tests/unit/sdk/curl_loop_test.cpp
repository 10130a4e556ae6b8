// CurlLoop on an event loop of the test's own (poll): what its callers may do from within `done`, and how much at once.
#include "sdk/cpp/src/curl_loop.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/temp_folder.hpp"
#include "unit/sdk/gateway_server.hpp"

namespace bepusdt::test {
namespace {

using namespace sdk;
using Kind = HttpFailure::Kind;
using Steady = std::chrono::steady_clock;

class PollHost final : public LoopHost {
 public:
  void watch(int socket, bool read, bool write) override {
    if (read || write)
      watched[socket] = static_cast<short>((read ? POLLIN : 0) | (write ? POLLOUT : 0));
    else
      watched.erase(socket);
  }
  void set_timer(std::optional<std::chrono::milliseconds> after) override {
    due = after ? std::optional(Steady::now() + *after) : std::nullopt;
  }
  // One round of the event loop.
  void step(CurlLoop& loop) {
    std::vector<pollfd> sockets;
    for (const auto& [socket, events] : watched) sockets.push_back({socket, events, 0});
    auto wait = std::chrono::milliseconds(1000);
    if (due)
      wait =
          std::clamp(std::chrono::ceil<std::chrono::milliseconds>(*due - Steady::now()), std::chrono::milliseconds(0), wait);
    ::poll(sockets.data(), sockets.size(), static_cast<int>(wait.count()));
    if (due && *due <= Steady::now()) {
      due.reset();
      loop.timer_due();
    }
    for (const pollfd& socket : sockets)
      if (socket.revents != 0 && watched.contains(socket.fd))
        loop.ready(socket.fd, (socket.revents & (POLLIN | POLLHUP | POLLERR)) != 0, (socket.revents & POLLOUT) != 0);
  }

  std::map<int, short> watched;
  std::optional<Steady::time_point> due;
};

class CurlLoopTest : public testing::Test {
 protected:
  HttpRequest ask(const std::string& id, Milliseconds timeout = std::chrono::seconds(60)) {
    return {.method = "GET", .url = gateway.options().api_url + "/pay/check-status/" + id, .timeout = timeout};
  }
  CurlLoop::Done counting(int& count) {
    return [&count](const HttpOutcome& outcome) { count += std::holds_alternative<HttpAnswer>(outcome); };
  }
  template <class Condition>
  void run_until(Condition condition) {
    while (!condition()) host.step(*loop);
  }

  GatewayServer gateway;
  PollHost host;
  std::optional<CurlLoop> loop{std::in_place, TransportOptions{.proxy = "none", .kept_connections = 4}, host};
};

TEST_F(CurlLoopTest, ManyExchangesRunAtOnceAndEachIsToldOnce) {
  std::map<std::string, int> told;
  for (int i = 0; i < 100; ++i) {
    const std::string id = "T" + std::to_string(i);
    loop->start(ask(id), [&told, id](const HttpOutcome& outcome) {
      const auto* const answer = std::get_if<HttpAnswer>(&outcome);
      ASSERT_NE(answer, nullptr);
      EXPECT_NE(answer->body.find("\"" + id + "\""), std::string::npos);
      ++told[id];
    });
  }
  run_until([&] { return told.size() == 100; });
  for (const auto& [id, times] : told) EXPECT_EQ(times, 1) << id;
  EXPECT_TRUE(host.watched.empty());  // kept connections are not watched
}

TEST_F(CurlLoopTest, NothingIsToldFromWithinStart) {
  int told = 0;
  loop->start(ask("T1"), counting(told));
  EXPECT_EQ(told, 0);
  run_until([&] { return told == 1; });
}

TEST_F(CurlLoopTest, DoneMayStartTheNext) {
  int told = 0;
  std::function<void(const HttpOutcome&)> next = [&](const HttpOutcome& outcome) {
    told += std::holds_alternative<HttpAnswer>(outcome);
    if (told < 20) loop->start(ask("T1"), next);
  };
  loop->start(ask("T1"), next);
  run_until([&] { return told == 20; });
  EXPECT_EQ(gateway.connections(), 1);
}

TEST_F(CurlLoopTest, DoneMayCancelOthers) {
  int told = 0, never = 0;
  const auto hanging = loop->start(ask("hang"), counting(never));
  loop->start(ask("T1"), [&](const HttpOutcome&) {
    loop->cancel(hanging);
    ++told;
  });
  run_until([&] { return told == 1; });
  EXPECT_EQ(never, 0);
  EXPECT_TRUE(host.watched.empty());
}

TEST_F(CurlLoopTest, WhatIsCancelledIsNeverToldThoughItHadFinishedInTheSameMoment) {
  // Both time out, and a round that comes late finds both finished.
  std::vector<CurlLoop::Id> ids;
  int told = 0;
  const auto cancel_the_others = [&](const HttpOutcome& outcome) {
    EXPECT_EQ(std::get<HttpFailure>(outcome).kind, Kind::timeout);
    ++told;
    for (const CurlLoop::Id id : ids) loop->cancel(id);
  };
  for (int i = 0; i < 3; ++i) ids.push_back(loop->start(ask("hang", Milliseconds(100)), cancel_the_others));
  run_until([&] { return gateway.hanging() == 3; });
  ::poll(nullptr, 0, 150);
  run_until([&] { return told > 0; });
  for (int i = 0; i < 3; ++i) loop->timer_due();
  EXPECT_EQ(told, 1);
}

TEST_F(CurlLoopTest, DoneMayCancelAll) {
  int told = 0, never = 0;
  for (int i = 0; i < 5; ++i) loop->start(ask("hang"), counting(never));
  loop->start(ask("T1"), [&](const HttpOutcome&) {
    loop->cancel_all();
    ++told;
  });
  run_until([&] { return told == 1; });
  EXPECT_TRUE(host.watched.empty());
  loop->start(ask("T1"), counting(told));
  run_until([&] { return told == 2; });
  EXPECT_EQ(never, 0);
}

TEST_F(CurlLoopTest, CancellingWhatIsUnknownOrOverIsNothing) {
  int told = 0;
  loop->cancel(0);
  loop->cancel(77);
  const auto id = loop->start(ask("T1"), counting(told));
  run_until([&] { return told == 1; });
  loop->cancel(id);
  loop->cancel_all();
  const auto other = loop->start(ask("T1"), counting(told));
  loop->cancel(other);
  loop->cancel(other);
  EXPECT_EQ(told, 1);
}

TEST_F(CurlLoopTest, ItsEndInTheMiddleOfExchangesTellsNobodyAndWatchesNothing) {
  int never = 0;
  for (int i = 0; i < 3; ++i) loop->start(ask("hang"), counting(never));
  run_until([&] { return gateway.hanging() == 3; });
  loop.reset();
  EXPECT_EQ(never, 0);
  EXPECT_TRUE(host.watched.empty());
}

TEST_F(CurlLoopTest, AFailureIsToldAsOne) {
  std::optional<Kind> kind;
  loop->start(ask("broken"), [&](const HttpOutcome& outcome) { kind = std::get<HttpFailure>(outcome).kind; });
  run_until([&] { return kind.has_value(); });
  EXPECT_EQ(kind, Kind::interrupted);
}

TEST_F(CurlLoopTest, KeepsNoMoreConnectionsThanItMay) {
  int told = 0;
  for (int i = 0; i < 30; ++i) loop->start(ask("T1"), counting(told));
  run_until([&] { return told == 30; });
  const int connections = gateway.connections();
  for (int i = 0; i < 4; ++i) loop->start(ask("T1"), counting(told));
  run_until([&] { return told == 34; });
  EXPECT_EQ(gateway.connections(), connections);
}

TEST(CurlLoopFork, AChildThatEndsTheLoopSaysNoGoodbyeInItsParentsConnection) {
  const TempFolder folder;
  const Identity authority = make_authority();
  write_pem(authority, folder.file("authority.pem"));
  LocalServer server([](Conversation& c) { c.answer(200, std::to_string(c.connection)); },
                     make_server_identity(authority, "IP:127.0.0.1"));
  PollHost host;
  std::optional<CurlLoop> loop(std::in_place, TransportOptions{.ca_bundle = folder.file("authority.pem"), .proxy = "none"},
                               host);
  const auto connection_of_next = [&] {
    std::optional<std::string> served;
    loop->start({.method = "GET", .url = server.url(), .timeout = std::chrono::seconds(60)},
                [&](const HttpOutcome& outcome) {
                  const auto* const answer = std::get_if<HttpAnswer>(&outcome);
                  served = answer != nullptr ? answer->body : "none";
                });
    while (!served) host.step(*loop);
    return *served;
  };
  ASSERT_EQ(connection_of_next(), "1");
  const pid_t child = ::fork();
  if (child == 0) {
    loop.reset();
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(connection_of_next(), "1");
}

}  // namespace
}  // namespace bepusdt::test
