// The callback schedule (contract part 2): paid events again 2, 4, 8, 16 ... minutes after the last attempt, 10 retries,
// then dead; waiting and expired events are sent once.
#include "core/callback.hpp"

#include <gtest/gtest.h>

namespace bepusdt::core {
namespace {

constexpr Time kLast = from_unix_millis(1'700'000'000'123);

TEST(CallbackSchedule, PaidEventsAreRetriedTenTimesAtDoublingDistances) {
  std::int64_t minutes = 2;
  for (int attempt = 1; attempt <= 10; ++attempt, minutes *= 2)
    EXPECT_EQ(next_attempt(CallbackKind::paid, attempt, kLast), kLast + std::chrono::minutes(minutes)) << attempt;
  EXPECT_EQ(next_attempt(CallbackKind::paid, 10, kLast), kLast + std::chrono::minutes(1024));
}

TEST(CallbackSchedule, TheEventIsDeadOnceTheTenthRetryFailed) {
  EXPECT_FALSE(next_attempt(CallbackKind::paid, 11, kLast));
  EXPECT_FALSE(next_attempt(CallbackKind::paid, 1'000, kLast));
}

TEST(CallbackSchedule, DistancesCountFromTheLastAttempt) {
  const Time later = kLast + std::chrono::hours(5);
  EXPECT_EQ(next_attempt(CallbackKind::paid, 3, later), later + std::chrono::minutes(8));
}

TEST(CallbackSchedule, OtherEventsAreSentOnce) {
  for (const auto kind : {CallbackKind::waiting, CallbackKind::expired})
    for (int attempt = 1; attempt <= 11; ++attempt) EXPECT_FALSE(next_attempt(kind, attempt, kLast));
}

TEST(CallbackKind, NumbersAndNamesAreTheWires) {
  EXPECT_EQ(static_cast<int>(CallbackKind::waiting), 1);
  EXPECT_EQ(static_cast<int>(CallbackKind::paid), 2);
  EXPECT_EQ(static_cast<int>(CallbackKind::expired), 3);
  EXPECT_EQ(name_of(CallbackKind::waiting), "waiting");
  EXPECT_EQ(name_of(CallbackKind::paid), "paid");
  EXPECT_EQ(name_of(CallbackKind::expired), "expired");
  EXPECT_EQ(name_of(CallbackState::dead), "dead");
}

}  // namespace
}  // namespace bepusdt::core
