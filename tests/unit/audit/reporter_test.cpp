// What is said of a violation in production: one error event when it is new, and numbers.
#include "audit/reporter.hpp"

#include <gtest/gtest.h>

#include "audited_world.hpp"
#include "catalog/metrics.hpp"

namespace bepusdt::audit {
namespace {

class KeptMetrics : public ports::Metrics {
 public:
  void add(std::string_view name, double amount, std::initializer_list<std::string_view> labels) override {
    values[key(name, labels)] += amount;
  }
  void set(std::string_view name, double value, std::initializer_list<std::string_view> labels) override {
    values[key(name, labels)] = value;
  }
  void observe(std::string_view, double, std::initializer_list<std::string_view>) override {}
  static std::string key(std::string_view name, std::initializer_list<std::string_view> labels) {
    std::string text(name);
    for (const std::string_view label : labels) text += "/" + std::string(label);
    return text;
  }
  std::map<std::string, double> values;
};

class ReporterOf : public testing::Test {
 protected:
  void audit_once() {
    AuditRun run(*world.store, {});
    ASSERT_TRUE(run.finish());
    reporter.finished(run, Millis(1'500));
  }
  double total(std::string_view name) {
    return metrics.values.at(KeptMetrics::key(catalog::metric::kInvariantViolations, {name}));
  }
  double findings(std::string_view name) {
    return metrics.values.at(KeptMetrics::key(catalog::metric::kAuditFindings, {name}));
  }

  AuditedWorld world;
  test::KeptLog log;
  KeptMetrics metrics;
  test::SetClock clock{from_unix_millis(1'795'444'099'500)};
  Reporter reporter{log, metrics, clock};
};

TEST_F(ReporterOf, EachInvariantCountsFromTheStart) {
  for (const Invariant& invariant : invariants()) EXPECT_EQ(total(invariant.name), 0) << invariant.name;
}

TEST_F(ReporterOf, ACleanRunSaysNoErrorAndTellsWhenItWas) {
  audit_once();
  EXPECT_EQ(log.count("audit.violation"), 0);
  EXPECT_EQ(findings("told_once"), 0);
  EXPECT_EQ(metrics.values.at("bepusdt_audit_finished_seconds"), 1'795'444'099.5);
  EXPECT_EQ(metrics.values.at("bepusdt_audit_duration_seconds"), 1.5);
}

TEST_F(ReporterOf, AViolationIsSaidOnceAndCountedOnceHoweverOftenItIsFound) {
  const auto made = world.create("A", "7.4");
  world.damage("UPDATE orders SET paid_at = 1");
  for (int run = 0; run < 3; ++run) audit_once();
  ASSERT_EQ(log.count("audit.violation"), 1);
  const auto lines = log.lines();
  const auto line = std::ranges::find(lines, "audit.violation", &test::KeptLog::Line::event);
  EXPECT_EQ(line->severity, ports::Severity::error);
  EXPECT_EQ(line->fields.at("invariant"), "3");
  EXPECT_EQ(line->fields.at("name"), "legal_states");
  EXPECT_EQ(line->fields.at("table"), "orders");
  EXPECT_EQ(line->fields.at("row"), made->order.trade_id.value());
  EXPECT_EQ(line->fields.at("what"), "is waiting and was paid once, which is final");
  EXPECT_EQ(total("legal_states"), 1);
  EXPECT_EQ(findings("legal_states"), 1);
}

TEST_F(ReporterOf, ANewViolationIsSaidAndOneThatCameBackIsSaidAgain) {
  (void)world.create("A", "7.4");
  (void)world.create("B", "7.4");
  world.damage("UPDATE orders SET paid_at = 1 WHERE order_id = 'A'");
  audit_once();
  world.damage("UPDATE orders SET paid_at = 1 WHERE order_id = 'B'");
  audit_once();
  EXPECT_EQ(log.count("audit.violation"), 2);
  world.damage("UPDATE orders SET paid_at = NULL");
  audit_once();
  EXPECT_EQ(findings("legal_states"), 0);
  EXPECT_EQ(total("legal_states"), 2);
  world.damage("UPDATE orders SET paid_at = 1 WHERE order_id = 'A'");
  audit_once();
  EXPECT_EQ(log.count("audit.violation"), 3);
}

TEST_F(ReporterOf, ARunThatFailedIsAWarning) {
  reporter.failed({ports::StoreError::Kind::busy, "locked"});
  ASSERT_EQ(log.count("audit.failed"), 1);
  EXPECT_EQ(log.lines().back().severity, ports::Severity::warning);
}

}  // namespace
}  // namespace bepusdt::audit
