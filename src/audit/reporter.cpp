#include "audit/reporter.hpp"

#include <fmt/format.h>

#include "audit/invariants.hpp"
#include "catalog/metrics.hpp"

namespace bepusdt::audit {
namespace {

std::string identity(const Violation& v) {
  return fmt::format("{} {} {} {}", v.invariant, v.subject.table, v.subject.key, v.en);
}

std::string_view name_of(int invariant) { return invariants()[static_cast<std::size_t>(invariant - 1)].name; }

}  // namespace

Reporter::Reporter(ports::EventLog& log, ports::Metrics& metrics, const ports::Clock& clock)
    : log_(log), metrics_(metrics), clock_(clock) {
  for (const Invariant& invariant : invariants()) metrics_.add(catalog::metric::kInvariantViolations, 0, {invariant.name});
}

void Reporter::finished(const AuditRun& run, Millis worked) {
  const Findings& findings = run.findings();
  std::set<std::string> found;
  for (const Violation& violation : findings.kept()) {
    std::string known = identity(violation);
    if (!said_.contains(known) && !found.contains(known)) {
      metrics_.add(catalog::metric::kInvariantViolations, 1, {name_of(violation.invariant)});
      log_.error("audit.violation", {{"invariant", violation.invariant},
                                     {"name", name_of(violation.invariant)},
                                     {"table", violation.subject.table},
                                     {"row", violation.subject.key},
                                     {"what", violation.en}});
    }
    found.insert(std::move(known));
  }
  said_ = std::move(found);
  const bool more = findings.count() > findings.kept().size();
  if (more && !said_more_)
    log_.error("audit.more_violations", {{"found", findings.count()}, {"told", findings.kept().size()}});
  said_more_ = more;

  for (const Invariant& invariant : invariants())
    metrics_.set(catalog::metric::kAuditFindings, static_cast<double>(findings.count(invariant.number)), {invariant.name});
  metrics_.set(catalog::metric::kAuditFinishedSeconds, static_cast<double>(to_unix_millis(clock_.now())) / 1000.0);
  metrics_.set(catalog::metric::kAuditDurationSeconds, static_cast<double>(worked.count()) / 1000.0);
  log_.debug("audit.finished", {{"orders", run.tally().orders},
                                {"transfers", run.tally().transfers},
                                {"callbacks", run.tally().callbacks},
                                {"violations", findings.count()},
                                {"ms", worked.count()}});
}

void Reporter::failed(const ports::StoreError& error) { log_.warning("audit.failed", {{"reason", error.reason}}); }

}  // namespace bepusdt::audit
