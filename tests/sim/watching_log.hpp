// WatchingLog: takes the gateway's events. An `error` means that a person must act, so one that nothing in the world gives
// reason for is a violation. Other lines are kept only in a trace.
#pragma once

#include "ports/event_log.hpp"
#include "sim/stage.hpp"

namespace bepusdt::sim {

class WatchingLog final : public ports::EventLog {
 public:
  explicit WatchingLog(Stage& stage) : stage_(stage) {}
  void write(ports::Severity severity, std::string_view event, std::initializer_list<ports::Field> fields) override;
  // At the end of a step, when everything that struck in it is counted.
  void judge();
  bool enabled(ports::Severity severity) const override { return stage_.tracing || severity == ports::Severity::error; }

 private:
  Stage& stage_;
  std::vector<std::string> errors_;  // of this step
};

}  // namespace bepusdt::sim
