// AuditRounds: the audit as a loop does it in production: a page, a pause in proportion to it, the next page; after a whole run
// what it found is told, and the next run begins `interval` later. Used by one thread.
#pragma once

#include <optional>

#include "audit/audit_run.hpp"
#include "audit/reporter.hpp"
#include "catalog/settings.hpp"

namespace bepusdt::app {

// The settings' rules for rates, as the audit takes them.
[[nodiscard]] audit::RateRules rate_rules(const catalog::Settings& settings);

class AuditRounds {
 public:
  AuditRounds(ports::Store& store, audit::RateRules rules, Seconds interval, ports::EventLog& log, ports::Metrics& metrics,
              const ports::Clock& clock)
      : store_(store), rules_(std::move(rules)), interval_(interval), reporter_(log, metrics, clock) {}

  // One page; how long to wait before the next, so that the audit takes a fifth of one core at most.
  [[nodiscard]] Millis round();

 private:
  ports::Store& store_;
  const audit::RateRules rules_;
  const Seconds interval_;
  audit::Reporter reporter_;
  std::optional<audit::AuditRun> run_;
  std::chrono::steady_clock::duration worked_{};
};

}  // namespace bepusdt::app
