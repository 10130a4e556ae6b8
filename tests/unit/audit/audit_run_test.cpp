// A run goes through everything that is stored in pages, and says so when the store fails.
#include "audit/audit_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audited_world.hpp"
#include "contract/store/rows.hpp"

namespace bepusdt::audit {
namespace {

// Counts the snapshots that are taken, and fails the one after `until_failure`.
class CountedStore : public ports::Store {
 public:
  explicit CountedStore(ports::Store& inner) : inner_(inner) {}
  Result<void, ports::StoreError> write(const std::function<void(ports::Tx&)>& f) override {
    ++writes;
    return inner_.write(f);
  }
  Result<void, ports::StoreError> read(const std::function<void(const ports::View&)>& f) override {
    if (++reads > until_failure) return fail(ports::StoreError{ports::StoreError::Kind::busy, "somebody else is at it"});
    return inner_.read(f);
  }
  std::uint64_t foreign_changes() override { return inner_.foreign_changes(); }

  int reads = 0;
  int writes = 0;
  int until_failure = 1'000'000;

 private:
  ports::Store& inner_;
};

// `count` waiting orders.
void fill(ports::Store& store, int count) {
  ASSERT_TRUE(store.write([&](ports::Tx& tx) {
    for (int n = 1; n <= count; ++n) {
      tx.insert(test::order(n));
      ASSERT_TRUE(tx.insert(test::quote(n, core::BaseUnits(4'000'000 + n))));
    }
  }));
}

TEST(AuditRun, ReadsEveryOrderInPagesOfItsOwnSnapshotAndWritesNothing) {
  AuditedWorld world;
  fill(*world.store, 1'000);
  CountedStore counted(*world.store);
  AuditRun run(counted, {});
  ASSERT_TRUE(run.finish());
  EXPECT_EQ(run.tally().orders, 1'000u);
  EXPECT_EQ(run.findings().count(), 0u);
  EXPECT_GE(counted.reads, 6);
  EXPECT_EQ(counted.writes, 0);
}

TEST(AuditRun, FindsWhatIsWrongInTheOldestOrder) {
  AuditedWorld world;
  fill(*world.store, 700);
  world.damage("UPDATE orders SET paid_at = 1 WHERE seq = 1");
  const auto found = world.found();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.front(), "3 orders " + test::trade_id(1).value() + ": is waiting and was paid once, which is final");
}

TEST(AuditRun, CountsMoreThanItKeeps) {
  AuditedWorld world;
  fill(*world.store, 1'100);
  world.damage("UPDATE orders SET paid_at = 1");
  AuditRun run(*world.store, {});
  ASSERT_TRUE(run.finish());
  EXPECT_EQ(run.findings().count(), 1'100u);
  EXPECT_EQ(run.findings().count(3), 1'100u);
  EXPECT_EQ(run.findings().count(1), 0u);
  EXPECT_EQ(run.findings().kept().size(), Findings::kMostKept);
}

TEST(AuditRun, SaysSoWhenTheStoreFails) {
  AuditedWorld world;
  CountedStore counted(*world.store);
  counted.until_failure = 1;
  AuditRun run(counted, {});
  const auto done = run.finish();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().reason, "somebody else is at it");
}

TEST(AuditRun, IsMadeOfStepsBetweenWhichTheGatewayGoesOn) {
  AuditedWorld world;
  fill(*world.store, 450);
  AuditRun run(*world.store, {});
  int steps = 0;
  for (Progress progress = Progress::more; progress == Progress::more; ++steps) {
    auto stepped = run.step();
    ASSERT_TRUE(stepped);
    progress = *stepped;
    (void)world.create("meanwhile-" + std::to_string(steps), "7.4");
  }
  EXPECT_EQ(steps, 6);  // chains, three pages of orders, transfers, callbacks
  EXPECT_EQ(run.findings().count(), 0u);
  EXPECT_EQ(run.tally().orders, 451u);  // the one that came before the first page of orders
}

TEST(Invariants, AreSixInTheirOrderWithNamesThatAMetricCanHave) {
  int number = 0;
  for (const Invariant& row : invariants()) {
    EXPECT_EQ(row.number, ++number);
    EXPECT_EQ(std::string_view(row.name).find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos);
    EXPECT_FALSE(row.zh.empty());
    EXPECT_FALSE(row.en.empty());
    EXPECT_TRUE(row.of_order != nullptr || row.of_transfer != nullptr || row.of_event != nullptr || row.of_chain != nullptr);
  }
  EXPECT_EQ(number, kInvariants);
}

}  // namespace
}  // namespace bepusdt::audit
