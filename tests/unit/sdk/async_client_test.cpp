// AsyncClient over its own transport, against a real server: values and errors, calls side by side, on one thread and on several.
#include <bepusdt/asio.hpp>

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <thread>

#include "unit/sdk/gateway_server.hpp"

namespace bepusdt::test {
namespace {

namespace asio = boost::asio;
using namespace sdk;

// Runs the coroutine on the context to its end, which must leave nothing behind that keeps the context running.
template <class T>
T finish(asio::io_context& io, asio::awaitable<T> call) {
  auto outcome = asio::co_spawn(io, std::move(call), asio::use_future);
  io.restart();
  io.run();
  return outcome.get();
}

TEST(AsyncClient, EveryCallGivesWhatTheBlockingOneGives) {
  GatewayServer gateway;
  asio::io_context io;
  const AsyncClient client(io.get_executor(), gateway.options());
  const CreateOrder wanted = an_order();
  const CreateCheckout checkout{.order_id = "1001", .amount = 1, .notify_url = "https://shop.example.com/n"};
  const GetOrder which{.order_id = "1001"};
  EXPECT_EQ(finish(io, client.create_order(wanted)).actual_amount.text(), "4.25");
  EXPECT_EQ(finish(io, client.create_checkout(checkout)).trade_id, "0AbcdeFGHIJKLMNOPQ");
  EXPECT_EQ(finish(io, client.cancel_order("0AbcdeFGHIJKLMNOPQ")).trade_id, "0AbcdeFGHIJKLMNOPQ");
  EXPECT_EQ(finish(io, client.query_order("T1")).trade_id, "T1");
  EXPECT_EQ(finish(io, client.get_order(which)).order.order_id, "1001");
  EXPECT_EQ(finish(io, client.try_create_order(wanted))->order_id, "1001");
  EXPECT_EQ(finish(io, client.try_create_checkout(checkout))->order_id, "1001");
  EXPECT_EQ(finish(io, client.try_cancel_order("0AbcdeFGHIJKLMNOPQ"))->trade_id, "0AbcdeFGHIJKLMNOPQ");
  EXPECT_EQ(finish(io, client.try_query_order("T2"))->trade_id, "T2");
  EXPECT_EQ(finish(io, client.try_get_order(which))->order.trade_id, "0AbcdeFGHIJKLMNOPQ");
  EXPECT_EQ(gateway.connections(), 1);
  EXPECT_EQ(gateway.requests(), 10);
}

TEST(AsyncClient, ErrorsAreThrownOrGivenAsTheBlockingOneDoes) {
  GatewayServer gateway;
  asio::io_context io;
  ClientOptions options = gateway.options();
  options.retry.max_retries = 0;
  const AsyncClient client(io.get_executor(), options);
  EXPECT_EQ(finish(io, client.try_query_order("broken")).error().kind, ErrorKind::network);
  EXPECT_THROW(finish(io, client.query_order("broken")), NetworkError);
  const CreateOrder empty;
  EXPECT_EQ(finish(io, client.try_create_order(empty)).error().field, "order_id");
  EXPECT_THROW(finish(io, client.create_order(empty)), ValidationError);
  options.timeout = Milliseconds(50);
  const AsyncClient hasty(io.get_executor(), options);
  EXPECT_THROW(finish(io, hasty.query_order("hang")), TimeoutError);
  EXPECT_THROW(AsyncClient(io.get_executor(), ClientOptions{}), ValidationError);
}

TEST(AsyncClient, TheRequestNeedNotOutliveTheCallThatReadIt) {
  GatewayServer gateway;
  asio::io_context io;
  const AsyncClient client(io.get_executor(), gateway.options());
  std::optional<asio::awaitable<Order>> call;
  {
    const std::string id = "a-trade-id-of-some-length-that-is-gone-soon";
    call = client.query_order(id);
  }
  EXPECT_EQ(finish(io, *std::move(call)).trade_id, "a-trade-id-of-some-length-that-is-gone-soon");
}

TEST(AsyncClient, ManyCallsRunSideBySideOnOneThread) {
  GatewayServer gateway;
  asio::io_context io;
  const AsyncClient client(io.get_executor(), gateway.options());
  const auto loop_thread = std::this_thread::get_id();
  int right = 0;
  const auto one = [&](int number) -> asio::awaitable<void> {
    const std::string id = "T" + std::to_string(number);
    for (int call = 0; call < 3; ++call) {
      const Order order = co_await client.query_order(id);
      right += order.trade_id == id && std::this_thread::get_id() == loop_thread;
    }
  };
  for (int number = 0; number < 50; ++number) asio::co_spawn(io, one(number), asio::detached);
  io.run();  // returns when nothing is left
  EXPECT_EQ(right, 150);
  EXPECT_EQ(gateway.requests(), 150);
}

TEST(AsyncClient, ACallThatHangsHoldsUpNoOther) {
  GatewayServer gateway;
  asio::io_context io;
  const AsyncClient client(io.get_executor(), gateway.options());
  bool ended = false;
  const auto hang = [&]() -> asio::awaitable<void> {
    static_cast<void>(co_await client.try_query_order("hang"));
    ended = true;
  };
  asio::co_spawn(io, hang(), asio::detached);
  int answered = 0;
  const auto others = [&]() -> asio::awaitable<void> {
    for (; answered < 20; ++answered) static_cast<void>(co_await client.query_order("T1"));
    io.stop();
  };
  asio::co_spawn(io, others(), asio::detached);
  io.run();
  EXPECT_EQ(answered, 20);
  EXPECT_FALSE(ended);
}

TEST(AsyncClient, APoolOfThreadsMayShareIt) {
  GatewayServer gateway;
  asio::thread_pool pool(4);
  const AsyncClient client(pool.get_executor(), gateway.options());
  std::atomic<int> right = 0;
  const auto one = [&](int number) -> asio::awaitable<void> {
    for (int call = 0; call < 10; ++call) {
      const std::string id = "T" + std::to_string(number) + "-" + std::to_string(call);
      const auto order = co_await client.try_query_order(id);
      right += order && order->trade_id == id;
    }
  };
  for (int number = 0; number < 24; ++number) asio::co_spawn(asio::make_strand(pool), one(number), asio::detached);
  pool.join();
  EXPECT_EQ(right, 240);
}

TEST(AsyncClient, ItsCallsResumeOnTheExecutorOfWhoAwaitsThemWhateverItsOwn) {
  GatewayServer gateway;
  asio::io_context clients_own, callers;
  auto keep = asio::make_work_guard(clients_own);
  std::jthread own_thread([&] { clients_own.run(); });
  {
    const AsyncClient client(clients_own.get_executor(), gateway.options());
    const auto call = [&]() -> asio::awaitable<bool> {
      const Order order = co_await client.query_order("T1");
      co_return order.trade_id == "T1" && callers.get_executor().running_in_this_thread();
    };
    EXPECT_TRUE(finish(callers, call()));  // and the caller's context does not run dry meanwhile
  }
  keep.reset();
}

TEST(AsyncClient, ManyThreadsMayBeginCallsOnALoopThatIsNotTheirs) {
  GatewayServer gateway;
  asio::io_context io;
  auto keep = asio::make_work_guard(io);
  std::jthread loop([&] { io.run(); });
  const AsyncClient client(io.get_executor(), gateway.options());
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread)
      threads.emplace_back([&, thread] {
        for (int call = 0; call < 10; ++call) {
          const std::string id = std::to_string(thread) + "-" + std::to_string(call);
          right += asio::co_spawn(io, client.query_order(id), asio::use_future).get().trade_id == id;
        }
      });
  }
  EXPECT_EQ(right, 40);
  keep.reset();
}

TEST(AsyncClient, MayBeMovedWhileItsCallsRun) {
  GatewayServer gateway;
  asio::io_context io;
  AsyncClient first(io.get_executor(), gateway.options());
  auto outcome = asio::co_spawn(io, first.query_order("T1"), asio::use_future);
  io.poll();
  const AsyncClient second = std::move(first);
  EXPECT_EQ(finish(io, second.query_order("T2")).trade_id, "T2");
  EXPECT_EQ(outcome.get().trade_id, "T1");
}

TEST(AsyncClient, AConnectionThatTheServerClosedInBetweenIsNoError) {
  LocalServer server([](Conversation& c) {
    c.answer(200, R"({"trade_id":"T1","status":1})");
    c.keep_open = false;
  });
  ClientOptions options = client_options(server.url(""));
  options.transport.proxy = "none";
  options.retry.max_retries = 0;
  asio::io_context io;
  const AsyncClient client(io.get_executor(), options);
  for (int call = 0; call < 50; ++call) ASSERT_EQ(finish(io, client.query_order("T1")).trade_id, "T1") << call;
}

}  // namespace
}  // namespace bepusdt::test
