// A gateway that fails in every way, on virtual time: the right exception after the right number of tries and the right waits.
#include <gtest/gtest.h>

#include "sdk/cpp/src/call_machine.hpp"
#include "unit/sdk/fake_transport.hpp"

namespace bepusdt::test {
namespace {

using namespace sdk;
using std::chrono::seconds;
using Kind = HttpFailure::Kind;
using Step = FakeTransport::Step;

Step answer(int status, std::string body = "", Headers headers = {}) {
  return HttpAnswer{.status = status, .headers = std::move(headers), .body = std::move(body)};
}
Step failed(Kind kind, Milliseconds took = {}) { return {HttpFailure{kind, "pay.example.com"}, took}; }

const Headers kInAMinute{{"Date", "Sun, 06 Nov 1994 08:49:37 GMT"}, {"Retry-After", "Sun, 06 Nov 1994 08:50:37 GMT"}};
const char* const kUnavailable =
    R"({"status_code":503,"message":"暂无汇率","data":null,"request_id":"r-5","error":"rate_unavailable"})";

struct Case {
  const char* name;
  std::vector<Step> steps;         // the last one repeats
  std::optional<ErrorKind> error;  // nullopt: the call succeeds
  int status = 0;                  // of the error
  int tries = 1;
  std::vector<int> waits{};  // in milliseconds
  RetryOptions retry{.jitter = 0};
  double chance = 0;
};

std::vector<Case> cases() {
  return {
      {"at once", {created()}, {}, 0, 1, {}},
      {"refused for ever", {failed(Kind::unreachable)}, ErrorKind::network, 0, 4, {1000, 2000, 4000}},
      {"refused once", {failed(Kind::unreachable), created()}, {}, 0, 2, {1000}},
      {"reset twice", {failed(Kind::interrupted), failed(Kind::interrupted), created()}, {}, 0, 3, {1000, 2000}},
      {"time-out for ever", {failed(Kind::timeout, seconds(30))}, ErrorKind::timeout, 0, 4, {1000, 2000, 4000}},
      {"HTTP 500 for ever", {answer(500)}, ErrorKind::server, 500, 4, {1000, 2000, 4000}},
      {"HTTP 502 with a page, then well", {answer(502, "<html>nginx</html>"), created()}, {}, 0, 2, {1000}},
      {"different troubles, the last one counts",
       {failed(Kind::unreachable), answer(500), failed(Kind::timeout), answer(502, "<html>")},
       ErrorKind::server,
       502,
       4,
       {1000, 2000, 4000}},
      {"503 with Retry-After in seconds", {answer(503, kUnavailable, {{"Retry-After", "7"}}), created()}, {}, 0, 2, {7000}},
      {"503 with Retry-After as a date", {answer(503, kUnavailable, kInAMinute), created()}, {}, 0, 2, {60'000}},
      {"503 with a Retry-After shorter than our own wait",
       {answer(503), answer(503, "", {{"Retry-After", "1"}}), created()},
       {},
       0,
       3,
       {1000, 2000}},
      {"503 with a Retry-After that means nothing",
       {answer(503, "", {{"Retry-After", "soon"}}), created()},
       {},
       0,
       2,
       {1000}},
      {"503 with a Retry-After beyond the sum of all our tries",
       {answer(503, "", {{"Retry-After", "3600"}})},
       ErrorKind::server,
       503,
       1,
       {}},
      {"503 with a Retry-After beyond all numbers",
       {answer(503, "", {{"Retry-After", "99999999999999999999"}})},
       ErrorKind::server,
       503,
       1,
       {}},
      {"429 with Retry-After", {answer(429, "", {{"retry-after", "3"}}), created()}, {}, 0, 2, {3000}},
      {"429 with Retry-After for ever",
       {answer(429, "", {{"Retry-After", "3"}})},
       ErrorKind::client,
       429,
       4,
       {3000, 3000, 4000}},
      {"429 without", {answer(429)}, ErrorKind::client, 429, 1, {}},
      {"404", {answer(404, "404 page not found")}, ErrorKind::client, 404, 1, {}},
      {"401", {answer(401, R"({"error":"签名错误"})")}, ErrorKind::client, 401, 1, {}},
      {"301 to https", {answer(301, "", {{"Location", "https://pay.example.com/"}})}, ErrorKind::client, 301, 1, {}},
      {"truncated JSON", {answer(200, R"({"status_code":200,"data":{"trade_)")}, ErrorKind::api, 200, 1, {}},
      {"a page", {answer(200, "<!DOCTYPE html><html></html>")}, ErrorKind::api, 200, 1, {}},
      {"nothing at all", {answer(200)}, ErrorKind::api, 200, 1, {}},
      {"the gateway says no", {answer(200, R"({"status_code":409,"message":"no"})")}, ErrorKind::api, 409, 1, {}},
      {"a certificate that does not hold", {failed(Kind::refused)}, ErrorKind::network, 0, 1, {}},
      {"cancelled by the caller", {failed(Kind::cancelled)}, ErrorKind::network, 0, 1, {}},
      {"no retries wanted", {answer(500)}, ErrorKind::server, 500, 1, {}, {.max_retries = 0}},
      {"full jitter", {answer(500)}, ErrorKind::server, 500, 4, {2000, 4000, 8000}, {.jitter = 1}, 1},
      {"half of a tenth of jitter", {answer(500)}, ErrorKind::server, 500, 3, {1050, 2100}, {.max_retries = 2}, 0.5},
      {"cap",
       {answer(500)},
       ErrorKind::server,
       500,
       6,
       {1000, 2000, 3000, 3000, 3000},
       {.max_retries = 5, .longest_wait = seconds(3), .jitter = 0}},
      {"no delay", {answer(500)}, ErrorKind::server, 500, 4, {0, 0, 0}, {.delay = Milliseconds(0), .jitter = 0}},
      {"a wait that would reach the deadline is not begun",
       {answer(500)},
       ErrorKind::server,
       500,
       3,
       {1000, 2000},
       {.max_retries = 9, .jitter = 0, .deadline = seconds(7)}},
      {"a deadline that one try uses up",
       {failed(Kind::timeout, seconds(5))},
       ErrorKind::timeout,
       0,
       1,
       {},
       {.jitter = 0, .deadline = seconds(5)}},
      {"a Retry-After beyond the deadline ends the call at once",
       {answer(503, kUnavailable, {{"Retry-After", "10"}})},
       ErrorKind::server,
       503,
       1,
       {},
       {.jitter = 0, .deadline = seconds(10)}},
      {"a Retry-After within the deadline",
       {answer(503, "", {{"Retry-After", "9"}}), created()},
       {},
       0,
       2,
       {9000},
       {.jitter = 0, .deadline = seconds(10)}},
  };
}

TEST(FlakyGateway, EachTroubleIsTheRightErrorAfterTheRightTriesAndWaits) {
  for (Case& one : cases()) {
    SCOPED_TRACE(one.name);
    const auto timer = std::make_shared<FakeTimer>(one.chance);
    const auto transport = std::make_shared<FakeTransport>(one.steps, timer);
    ClientOptions options = client_options();
    options.retry = one.retry;
    std::vector<int> notices;
    options.on_retry = [&](const RetryNotice& notice) {
      EXPECT_EQ(notice.retry, static_cast<int>(notices.size()) + 1);
      EXPECT_EQ(notice.error.attempts, notice.retry);
      EXPECT_EQ(notice.max_retries, one.retry.max_retries);
      EXPECT_EQ(timer->waits.size(), notices.size());  // told before the wait
      notices.push_back(static_cast<int>(notice.wait.count()));
    };
    const Client client(options, transport, timer);
    const auto result = client.try_create_order(an_order());
    ASSERT_EQ(result.has_value(), !one.error.has_value());
    if (one.error) {
      EXPECT_EQ(result.error().kind, *one.error) << result.error().message;
      EXPECT_EQ(result.error().status_code, one.status);
      EXPECT_EQ(result.error().attempts, one.tries);
    } else {
      EXPECT_EQ(result->trade_id, "0AbcdeFGHIJKLMNOPQ");
    }
    EXPECT_EQ(transport->requests.size(), static_cast<std::size_t>(one.tries));
    std::vector<int> waited;
    for (const Milliseconds wait : timer->waits) waited.push_back(static_cast<int>(wait.count()));
    EXPECT_EQ(waited, one.waits);
    EXPECT_EQ(notices, one.waits);
    for (const HttpRequest& request : transport->requests) EXPECT_EQ(request.body, transport->requests.front().body);
  }
}

TEST(FlakyGateway, EveryErrorSaysHowOftenItWasTriedTheGatewaysNoIncluded) {
  const auto timer = std::make_shared<FakeTimer>();
  const auto transport = std::make_shared<FakeTransport>(
      std::vector{failed(Kind::unreachable), answer(200, R"({"status_code":409,"message":"no"})")}, timer);
  const Client client(client_options(), transport, timer);
  EXPECT_EQ(client.try_create_order(an_order()).error().attempts, 2);
}

TEST(FlakyGateway, TheThrowingFormThrowsTheSame) {
  const auto throws = [](Step step) {
    const auto timer = std::make_shared<FakeTimer>();
    const Client client(client_options(), std::make_shared<FakeTransport>(std::vector{std::move(step)}, timer), timer);
    static_cast<void>(client.create_order(an_order()));
  };
  EXPECT_THROW(throws(failed(Kind::unreachable)), NetworkError);
  EXPECT_THROW(throws(failed(Kind::timeout)), TimeoutError);
  EXPECT_THROW(throws(answer(500)), ServerError);
  EXPECT_THROW(throws(answer(301)), ClientError);
  EXPECT_THROW(throws(answer(200)), ApiError);
}

TEST(FlakyGateway, TheTimeOfATryIsWhatIsLeftOfTheDeadline) {
  const auto timer = std::make_shared<FakeTimer>();
  const auto transport = std::make_shared<FakeTransport>(std::vector{failed(Kind::timeout, seconds(10))}, timer);
  ClientOptions options = client_options();
  options.timeout = seconds(10);
  options.retry = {.jitter = 0, .deadline = seconds(15)};
  const Client client(options, transport, timer);
  EXPECT_EQ(client.try_cancel_order("T1").error().kind, ErrorKind::timeout);
  ASSERT_EQ(transport->requests.size(), 2U);
  EXPECT_EQ(transport->requests[0].timeout, seconds(10));
  EXPECT_EQ(transport->requests[1].timeout, seconds(4));  // 15 less the first try and a wait of one second
}

TEST(FlakyGateway, ACallerWhoWantsNoMoreDuringAWaitIsToldWhatWentWrongBefore) {
  const auto timer = std::make_shared<FakeTimer>();
  timer->cancelled = true;
  const auto transport = std::make_shared<FakeTransport>(std::vector{answer(502, "<html>")}, timer);
  const Client client(client_options(), transport, timer);
  const auto result = client.try_query_order("T1");
  EXPECT_EQ(result.error().status_code, 502);
  EXPECT_EQ(transport->requests.size(), 1U);
}

TEST(CallMachine, WithoutIdempotencyOnlyWhatCertainlyDidNotArriveIsSentAgain) {
  for (const auto& [kind, again] : {std::pair(Kind::unreachable, true), std::pair(Kind::interrupted, false),
                                    std::pair(Kind::timeout, false), std::pair(Kind::refused, false)}) {
    FakeTimer timer;
    CallMachine machine(
        {.method = "POST"}, Idempotency::none, {}, {}, [] { return 0.0; }, timer.now());
    EXPECT_EQ(machine.after(HttpFailure{kind, "x"}, timer.now()).has_value(), again) << static_cast<int>(kind);
  }
  FakeTimer timer;
  CallMachine machine(
      {.method = "POST"}, Idempotency::none, {}, {}, [] { return 0.0; }, timer.now());
  EXPECT_FALSE(machine.after(HttpAnswer{.status = 503}, timer.now()).has_value());
}

TEST(CallMachine, AWaitThatTookTooLongEndsTheCall) {
  FakeTimer timer;
  CallMachine machine(
      {.method = "GET"}, Idempotency::safe, {.deadline = seconds(5)}, {}, [] { return 0.0; }, timer.now());
  ASSERT_TRUE(machine.after(HttpAnswer{.status = 500}, timer.now()).has_value());
  timer.pass(seconds(5));  // the machine slept, or the process was stopped
  EXPECT_FALSE(machine.resume(timer.now()));
  EXPECT_EQ(std::move(machine).result().error().kind, ErrorKind::server);
}

TEST(CallMachine, TheLongestTimesThatOptionsAllowDoNotOverflow) {
  FakeTimer timer;
  constexpr Milliseconds kWeek = std::chrono::days(7);
  HttpRequest request;
  request.timeout = kWeek;
  CallMachine machine(
      request, Idempotency::safe, {.max_retries = 100, .delay = kWeek, .longest_wait = kWeek, .jitter = 1}, {},
      [] { return 1.0; }, timer.now());
  for (int retry = 0; retry < 100; ++retry) {
    const auto wait = machine.after(HttpFailure{Kind::timeout, "x"}, timer.now());
    ASSERT_EQ(wait, 2 * kWeek) << retry;
    timer.pass(*wait);
    ASSERT_TRUE(machine.resume(timer.now()));
    timer.pass(machine.request().timeout);
  }
  EXPECT_FALSE(machine.after(HttpFailure{Kind::timeout, "x"}, timer.now()).has_value());
}

}  // namespace
}  // namespace bepusdt::test
