// AsyncClient's retries on virtual time, over a transport of the test's own.
#include <bepusdt/asio.hpp>

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <deque>

#include "unit/sdk/fake_transport.hpp"

namespace bepusdt::test {
namespace {

namespace asio = boost::asio;
using namespace sdk;
using std::chrono::seconds;
using Kind = HttpFailure::Kind;

class FakeAsyncTransport final : public AsyncTransport {
 public:
  explicit FakeAsyncTransport(std::vector<HttpOutcome> script) : script_(script.begin(), script.end()) {}

  asio::awaitable<HttpOutcome> send(const HttpRequest& request) override {
    requests.push_back(request);
    HttpOutcome outcome = script_.front();
    if (script_.size() > 1) script_.pop_front();
    now_ += took;
    co_return outcome;
  }
  asio::awaitable<void> sleep(Milliseconds duration) override {
    waits.push_back(duration);
    now_ += duration;
    co_return;
  }
  Timer::TimePoint now() override { return now_; }
  double chance() override { return 1; }

  std::vector<HttpRequest> requests;
  std::vector<Milliseconds> waits;
  Milliseconds took{};

 private:
  std::deque<HttpOutcome> script_;
  Timer::TimePoint now_{std::chrono::hours(1)};
};

HttpOutcome answer(int status, Headers headers = {}) { return HttpAnswer{.status = status, .headers = std::move(headers)}; }
HttpOutcome failed(Kind kind) { return HttpFailure{kind, "pay.example.com"}; }

class AsyncRetry : public testing::Test {
 protected:
  Result<Order> call(std::vector<HttpOutcome> script, RetryOptions retry = {.jitter = 0}, Milliseconds took = {}) {
    transport = std::make_shared<FakeAsyncTransport>(std::move(script));
    transport->took = took;
    notices.clear();
    ClientOptions options = client_options();
    options.retry = retry;
    options.on_retry = [this](const RetryNotice& notice) { notices.push_back(notice.wait); };
    const AsyncClient client(options, transport);
    const CreateOrder wanted = an_order();
    auto outcome = asio::co_spawn(io, client.try_create_order(wanted), asio::use_future);
    io.restart();
    io.run();
    return outcome.get();
  }

  asio::io_context io;
  std::shared_ptr<FakeAsyncTransport> transport;
  std::vector<Milliseconds> notices;
};

using Waits = std::vector<Milliseconds>;

TEST_F(AsyncRetry, TroubleIsTriedAgainWithDoublingWaits) {
  const auto result = call({failed(Kind::unreachable), answer(502), failed(Kind::timeout), HttpOutcome(created())});
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->order_id, "1001");
  EXPECT_EQ(transport->waits, (Waits{seconds(1), seconds(2), seconds(4)}));
  EXPECT_EQ(notices, transport->waits);
  for (const HttpRequest& request : transport->requests) EXPECT_EQ(request.body, transport->requests.front().body);
}

TEST_F(AsyncRetry, TheLastTroubleIsTheError) {
  const auto result = call({failed(Kind::unreachable), answer(503)});
  EXPECT_EQ(result.error().kind, ErrorKind::server);
  EXPECT_EQ(result.error().attempts, 4);
  EXPECT_EQ(transport->requests.size(), 4U);
}

TEST_F(AsyncRetry, JitterIsAdded) {
  static_cast<void>(call({answer(500)}, {.jitter = 1}));
  EXPECT_EQ(transport->waits, (Waits{seconds(2), seconds(4), seconds(8)}));
}

TEST_F(AsyncRetry, RetryAfterIsObeyed) {
  EXPECT_TRUE(call({answer(429, {{"Retry-After", "5"}}), HttpOutcome(created())}).has_value());
  EXPECT_EQ(transport->waits, (Waits{seconds(5)}));
  EXPECT_EQ(call({answer(429)}).error().attempts, 1);
}

TEST_F(AsyncRetry, TheDeadlineBoundsTheCall) {
  const auto result = call({failed(Kind::timeout)}, {.jitter = 0, .deadline = seconds(40)}, seconds(30));
  EXPECT_EQ(result.error().kind, ErrorKind::timeout);
  ASSERT_EQ(transport->requests.size(), 2U);
  EXPECT_EQ(transport->requests[1].timeout, seconds(9));
  static_cast<void>(call({answer(503, {{"Retry-After", "60"}})}, {.deadline = seconds(60)}));
  EXPECT_TRUE(transport->waits.empty());
}

TEST_F(AsyncRetry, ATransportThatWasCancelledEndsTheCallAsAborted) {
  try {
    static_cast<void>(call({failed(Kind::cancelled)}));
    ADD_FAILURE() << "a cancelled call gave an outcome";
  } catch (const boost::system::system_error& error) {
    EXPECT_EQ(error.code(), asio::error::operation_aborted);
  }
  EXPECT_EQ(transport->requests.size(), 1U);
}

TEST_F(AsyncRetry, NothingIsSentOfAnInvalidRequest) {
  transport = std::make_shared<FakeAsyncTransport>(std::vector{answer(200)});
  const AsyncClient client(client_options(), transport);
  auto outcome = asio::co_spawn(io, client.try_query_order(""), asio::use_future);
  io.run();
  EXPECT_EQ(outcome.get().error().field, "trade_id");
  EXPECT_TRUE(transport->requests.empty());
}

}  // namespace
}  // namespace bepusdt::test
