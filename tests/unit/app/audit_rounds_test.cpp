// The audit in production: page by page with rests, a whole run told, the next one an interval later, also after a failure.
#include "app/audit_rounds.hpp"

#include <gtest/gtest.h>

#include "support/fakes.hpp"
#include "unit/http/fake_store.hpp"

namespace bepusdt::app {
namespace {

constexpr Seconds kInterval{77};

class AuditRoundsOf : public testing::Test {
 protected:
  // Until a run ends, in whatever way; how many rounds it took.
  int rounds_until_the_interval() {
    for (int n = 1;; ++n) {
      const Millis pause = rounds.round();
      if (pause == kInterval || n == 100) return n;
      EXPECT_GT(pause, Millis(0)) << "the gateway gets its turn";
    }
  }

  test::FakeStore store;
  test::KeptLog log;
  test::NoMetrics metrics;
  test::SetClock clock{from_unix_millis(1'795'444'099'500)};
  AuditRounds rounds{store, {}, kInterval, log, metrics, clock};
};

TEST_F(AuditRoundsOf, ARunIsOnePageARoundAndIsToldAtItsEnd) {
  EXPECT_EQ(rounds_until_the_interval(), 4);  // chains, orders, transfers, callbacks
  EXPECT_EQ(log.count("audit.finished"), 1);
  EXPECT_EQ(rounds_until_the_interval(), 4);
  EXPECT_EQ(log.count("audit.finished"), 2);
}

TEST_F(AuditRoundsOf, ARunThatFailsIsOverAndTheNextBeginsAnIntervalLater) {
  store.failure = ports::StoreError{ports::StoreError::Kind::busy, "locked"};
  EXPECT_EQ(rounds_until_the_interval(), 1);
  EXPECT_EQ(log.count("audit.failed"), 1);
  store.failure.reset();
  EXPECT_EQ(rounds_until_the_interval(), 4);
  EXPECT_EQ(log.count("audit.finished"), 1);
}

}  // namespace
}  // namespace bepusdt::app
