// The ends of AsyncClient's calls before their time: cancelled, outlived by their client, or taken away with their io_context.
#include <bepusdt/asio.hpp>

#include <gtest/gtest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <thread>

#include "unit/sdk/gateway_server.hpp"

namespace bepusdt::test {
namespace {

namespace asio = boost::asio;
using namespace sdk;

template <class T>
bool was_aborted(std::future<T>& outcome) {
  try {
    static_cast<void>(outcome.get());
    return false;
  } catch (const boost::system::system_error& error) {
    return error.code() == asio::error::operation_aborted;
  }
}

// A thread that runs the context, so that a test may wait for the server to have a request.
class LoopThread {
 public:
  explicit LoopThread(asio::io_context& io) : guard_(io.get_executor()), thread_([&io] { io.run(); }) {}
  ~LoopThread() { guard_.reset(); }  // and the thread joins when nothing is left

 private:
  asio::executor_work_guard<asio::io_context::executor_type> guard_;
  std::jthread thread_;
};

TEST(AsyncCancellation, ATimerThatIsOverFirstEndsTheCall) {
  using namespace asio::experimental::awaitable_operators;
  GatewayServer gateway;
  asio::io_context io;
  const AsyncClient client(io.get_executor(), gateway.options());
  std::optional<std::size_t> winner;
  const auto race = [&]() -> asio::awaitable<void> {
    asio::steady_timer timer(io, std::chrono::milliseconds(50));
    asio::awaitable<Order> call = client.query_order("hang");
    asio::awaitable<void> late = timer.async_wait(asio::use_awaitable);
    const auto first = co_await (std::move(call) || std::move(late));
    winner = first.index();
  };
  asio::co_spawn(io, race(), asio::detached);
  io.run();  // returns: the call left nothing behind
  EXPECT_EQ(winner, 1U);
  EXPECT_EQ(gateway.hanging(), 1);
}

TEST(AsyncCancellation, ACallThatIsOverFirstEndsTheTimer) {
  using namespace asio::experimental::awaitable_operators;
  GatewayServer gateway;
  asio::io_context io;
  const AsyncClient client(io.get_executor(), gateway.options());
  std::string answered;
  const auto race = [&]() -> asio::awaitable<void> {
    asio::steady_timer timer(io, std::chrono::hours(1));
    asio::awaitable<Order> call = client.query_order("T1");
    asio::awaitable<void> late = timer.async_wait(asio::use_awaitable);
    const auto first = co_await (std::move(call) || std::move(late));
    if (first.index() == 0) answered = std::get<0>(first).trade_id;
  };
  asio::co_spawn(io, race(), asio::detached);
  io.run();
  EXPECT_EQ(answered, "T1");
}

TEST(AsyncCancellation, ASignalEndsTheCallAndTheServerSeesItHangUp) {
  GatewayServer gateway;
  asio::io_context io;
  asio::cancellation_signal stop;
  const AsyncClient client(io.get_executor(), gateway.options());
  auto outcome = asio::co_spawn(io, client.query_order("hang"), asio::bind_cancellation_slot(stop.slot(), asio::use_future));
  {
    const LoopThread loop(io);
    gateway.wait_for_hanging(1);
    asio::post(io, [&] { stop.emit(asio::cancellation_type::terminal); });
  }
  EXPECT_TRUE(was_aborted(outcome));
}

TEST(AsyncCancellation, ASignalBeforeTheLoopRunsAndOneAfterTheCallIsOverAreHarmless) {
  GatewayServer gateway;
  asio::io_context io;
  asio::cancellation_signal stop;
  const AsyncClient client(io.get_executor(), gateway.options());
  auto early = asio::co_spawn(io, client.query_order("T1"), asio::bind_cancellation_slot(stop.slot(), asio::use_future));
  io.poll_one();
  stop.emit(asio::cancellation_type::terminal);
  io.run();
  EXPECT_TRUE(was_aborted(early));
  io.restart();
  auto late = asio::co_spawn(io, client.query_order("T1"), asio::bind_cancellation_slot(stop.slot(), asio::use_future));
  io.run();
  stop.emit(asio::cancellation_type::terminal);
  EXPECT_EQ(late.get().trade_id, "T1");
}

TEST(AsyncCancellation, AWaitForTheNextTryIsEndedToo) {
  GatewayServer gateway;
  asio::io_context io;
  asio::cancellation_signal stop;
  ClientOptions options = gateway.options();
  options.retry.delay = std::chrono::hours(1);
  options.on_retry = [&](const RetryNotice&) { asio::post(io, [&] { stop.emit(asio::cancellation_type::terminal); }); };
  const AsyncClient client(io.get_executor(), options);
  auto outcome =
      asio::co_spawn(io, client.query_order("broken"), asio::bind_cancellation_slot(stop.slot(), asio::use_future));
  io.run();
  EXPECT_TRUE(was_aborted(outcome));
}

TEST(AsyncCancellation, TheEndOfTheClientEndsItsCalls) {
  GatewayServer gateway;
  asio::io_context io;
  std::vector<std::future<Order>> outcomes;
  {
    std::optional<AsyncClient> client(std::in_place, io.get_executor(), gateway.options());
    for (int call = 0; call < 5; ++call)
      outcomes.push_back(asio::co_spawn(io, client->query_order("hang" + std::to_string(call)), asio::use_future));
    const LoopThread loop(io);
    gateway.wait_for_hanging(5);
    client.reset();
  }
  for (auto& outcome : outcomes) EXPECT_TRUE(was_aborted(outcome));
}

TEST(AsyncCancellation, TheEndOfTheClientEndsCallsThatWaitToTryAgain) {
  GatewayServer gateway;
  asio::io_context io;
  ClientOptions options = gateway.options();
  options.retry.delay = std::chrono::hours(1);
  std::optional<AsyncClient> client;
  options.on_retry = [&](const RetryNotice&) { asio::post(io, [&] { client.reset(); }); };
  client.emplace(io.get_executor(), options);
  auto outcome = asio::co_spawn(io, client->query_order("broken"), asio::use_future);
  io.run();
  EXPECT_TRUE(was_aborted(outcome));
}

TEST(AsyncCancellation, CallsThatBeginAfterTheEndOfTheClientAreAborted) {
  GatewayServer gateway;
  asio::io_context io;
  std::optional<AsyncClient> client(std::in_place, io.get_executor(), gateway.options());
  auto call = client->query_order("T1");
  client.reset();
  io.run();
  io.restart();
  auto outcome = asio::co_spawn(io, std::move(call), asio::use_future);
  io.run();
  EXPECT_TRUE(was_aborted(outcome));
  EXPECT_EQ(gateway.requests(), 0);
}

TEST(AsyncCancellation, AssigningAnotherClientEndsTheCallsOfTheFormer) {
  GatewayServer gateway;
  asio::io_context io;
  AsyncClient client(io.get_executor(), gateway.options());
  auto outcome = asio::co_spawn(io, client.query_order("hang"), asio::use_future);
  {
    const LoopThread loop(io);
    gateway.wait_for_hanging(1);
    client = AsyncClient(io.get_executor(), gateway.options());
    EXPECT_EQ(asio::co_spawn(io, client.query_order("T2"), asio::use_future).get().trade_id, "T2");
  }
  EXPECT_TRUE(was_aborted(outcome));
}

// The leak checker says whether coroutines, connections and handles went with it.
TEST(AsyncCancellation, AContextThatEndsInTheMiddleOfCallsTakesThemWithIt) {
  GatewayServer gateway;
  std::vector<std::future<Order>> outcomes;
  {
    asio::io_context io;
    const AsyncClient client(io.get_executor(), gateway.options());
    for (int call = 0; call < 3; ++call)
      outcomes.push_back(asio::co_spawn(io, client.query_order("hang"), asio::use_future));
    std::jthread loop([&] { io.run(); });
    gateway.wait_for_hanging(3);
    io.stop();
    loop.join();
    // One that never began, and one that waits to try again.
    outcomes.push_back(asio::co_spawn(io, client.query_order("T1"), asio::use_future));
  }
  for (auto& outcome : outcomes) EXPECT_THROW(static_cast<void>(outcome.get()), std::future_error);
}

TEST(AsyncCancellation, AContextThatEndsWhileACallWaitsToTryAgainTakesItWithIt) {
  GatewayServer gateway;
  std::future<Order> outcome;
  {
    asio::io_context io;
    ClientOptions options = gateway.options();
    options.retry.delay = std::chrono::hours(1);
    options.on_retry = [&](const RetryNotice&) { asio::post(io, [&] { io.stop(); }); };
    const AsyncClient client(io.get_executor(), options);
    outcome = asio::co_spawn(io, client.query_order("broken"), asio::use_future);
    io.run();
  }
  EXPECT_THROW(static_cast<void>(outcome.get()), std::future_error);
}

TEST(AsyncCancellation, CallsMayBeCancelledWhileAPoolOfThreadsRunsThem) {
  GatewayServer gateway;
  asio::thread_pool pool(4);
  std::optional<AsyncClient> client(std::in_place, pool.get_executor(), gateway.options());
  std::vector<std::future<Result<Order>>> outcomes;
  for (int call = 0; call < 200; ++call)
    outcomes.push_back(
        asio::co_spawn(asio::make_strand(pool), client->try_query_order("T" + std::to_string(call)), asio::use_future));
  client.reset();  // in the middle of them
  pool.join();
  int answered = 0, aborted = 0;
  for (auto& outcome : outcomes) {
    try {
      answered += outcome.get().has_value();
    } catch (const boost::system::system_error& error) {
      aborted += error.code() == asio::error::operation_aborted;
    }
  }
  EXPECT_EQ(answered + aborted, 200);
}

}  // namespace
}  // namespace bepusdt::test
