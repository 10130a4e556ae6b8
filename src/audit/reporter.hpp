// Reporter: tells of runs in production: metrics after each, and one `error` event a violation, said once after a start and
// when it is new, not again at each run that still finds it. Used by one thread.
#pragma once

#include <set>
#include <string>

#include "audit/audit_run.hpp"
#include "ports/clock.hpp"
#include "ports/event_log.hpp"
#include "ports/metrics.hpp"

namespace bepusdt::audit {

class Reporter {
 public:
  // Shows each invariant's metrics as 0, so that they can be watched before anything happens.
  Reporter(ports::EventLog& log, ports::Metrics& metrics, const ports::Clock& clock);

  // `worked`: how long the run took, without pauses.
  void finished(const AuditRun& run, Millis worked);
  // The run could not be ended.
  void failed(const ports::StoreError& error);

 private:
  ports::EventLog& log_;
  ports::Metrics& metrics_;
  const ports::Clock& clock_;
  std::set<std::string> said_;  // what the last run found, as far as it was kept
  bool said_more_ = false;      // that there are more than are kept
};

}  // namespace bepusdt::audit
