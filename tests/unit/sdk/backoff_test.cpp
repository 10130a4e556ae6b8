// Backoff and RetryPolicy alone: how long until the next try, and whether there is one.
#include <bepusdt/retry.hpp>

#include <gtest/gtest.h>

namespace bepusdt::sdk {
namespace {

using std::chrono::seconds;
using Waits = std::vector<long>;

Waits waits(RetryOptions options, double chance, int count = 7) {
  Backoff backoff(options, [chance] { return chance; });
  Waits out;
  for (int i = 0; i < count; ++i) out.push_back(backoff.next(std::nullopt).count());
  return out;
}

TEST(Backoff, DoublesFromTheDelayUpToTheLongestWait) {
  EXPECT_EQ(waits({}, 0), (Waits{1000, 2000, 4000, 8000, 16000, 30000, 30000}));
  EXPECT_EQ(waits({.delay = seconds(3)}, 0), (Waits{3000, 6000, 12000, 24000, 30000, 30000, 30000}));
  EXPECT_EQ(waits({.delay = Milliseconds(1), .longest_wait = Milliseconds(5)}, 0, 5), (Waits{1, 2, 4, 5, 5}));
}

TEST(Backoff, AddsAtMostItsJitter) {
  EXPECT_EQ(waits({.jitter = 1}, 1, 3), (Waits{2000, 4000, 8000}));
  EXPECT_EQ(waits({.jitter = 0.5}, 0.5, 3), (Waits{1250, 2500, 5000}));
  EXPECT_EQ(waits({.jitter = 0}, 1, 3), (Waits{1000, 2000, 4000}));
  // A generator that misbehaves makes no wait shorter than the delay or longer than the jitter allows.
  EXPECT_EQ(waits({.jitter = 1}, -5, 1), (Waits{1000}));
  EXPECT_EQ(waits({.jitter = 1}, 9, 1), (Waits{2000}));
}

TEST(Backoff, ADelayAboveTheLongestWaitIsWhatTheCallerAskedFor) {
  EXPECT_EQ(waits({.delay = seconds(60)}, 0, 3), (Waits{60000, 60000, 60000}));
}

TEST(Backoff, NoDelayIsNoWait) { EXPECT_EQ(waits({.delay = Milliseconds(0), .jitter = 1}, 1, 3), (Waits{0, 0, 0})); }

TEST(Backoff, WhatTheServerAsksForIsTheLeastEvenAboveTheLongestWait) {
  Backoff backoff({.longest_wait = seconds(10)}, [] { return 0.0; });
  EXPECT_EQ(backoff.next(seconds(120)), seconds(120));
  EXPECT_EQ(backoff.next(seconds(0)), seconds(2));
  EXPECT_EQ(backoff.next(seconds(1)), seconds(4));
  EXPECT_EQ(backoff.next(std::nullopt), seconds(8));
  EXPECT_EQ(backoff.next(seconds(10)), seconds(10));
}

ErrorInfo error_of(ErrorKind kind, int attempts = 1, int status = 0, std::optional<seconds> retry_after = {}) {
  ErrorInfo error;
  error.kind = kind;
  error.attempts = attempts;
  error.status_code = status;
  error.retry_after = retry_after;
  return error;
}

TEST(RetryPolicy, TroubleOfNetworkTimeAndServerIsWorthAnotherTry) {
  const RetryPolicy policy(3, Idempotency::by_key);
  for (const ErrorKind kind : {ErrorKind::network, ErrorKind::timeout, ErrorKind::server})
    for (const bool arrived : {false, true}) EXPECT_TRUE(policy.worth_another(error_of(kind), arrived));
  for (const ErrorKind kind : {ErrorKind::api, ErrorKind::validation, ErrorKind::signature})
    EXPECT_FALSE(policy.worth_another(error_of(kind), true));
}

TEST(RetryPolicy, ARateLimitIsWorthAnotherTryOnlyIfTheServerNamedATime) {
  const RetryPolicy policy(3, Idempotency::safe);
  EXPECT_TRUE(policy.worth_another(error_of(ErrorKind::client, 1, 429, seconds(1)), true));
  EXPECT_TRUE(policy.worth_another(error_of(ErrorKind::client, 1, 429, seconds(0)), true));
  EXPECT_FALSE(policy.worth_another(error_of(ErrorKind::client, 1, 429), true));
  EXPECT_FALSE(policy.worth_another(error_of(ErrorKind::client, 1, 404, seconds(1)), true));
}

TEST(RetryPolicy, CountsTheTriesAfterTheFirst) {
  const RetryPolicy policy(3, Idempotency::safe);
  EXPECT_TRUE(policy.worth_another(error_of(ErrorKind::network, 3), true));
  EXPECT_FALSE(policy.worth_another(error_of(ErrorKind::network, 4), true));
  EXPECT_FALSE(RetryPolicy(0, Idempotency::safe).worth_another(error_of(ErrorKind::network, 1), true));
}

TEST(RetryPolicy, WithoutIdempotencyOnlyWhatCertainlyDidNotArriveIsSentAgain) {
  const RetryPolicy policy(3, Idempotency::none);
  for (const ErrorKind kind : {ErrorKind::network, ErrorKind::timeout, ErrorKind::server})
    EXPECT_FALSE(policy.worth_another(error_of(kind), true));
  EXPECT_TRUE(policy.worth_another(error_of(ErrorKind::network), false));
}

}  // namespace
}  // namespace bepusdt::sdk
