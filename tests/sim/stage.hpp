// Stage: what everything in one simulation shares: true time and the gateway's clock, the source of chance of the step that
// runs, the counts, the trace that a person reads, and the point at which a running step waits and others may run or the
// process may die. One thread.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <string>
#include <vector>

#include "ports/clock.hpp"
#include "sim/draw.hpp"
#include "sim/fault_space.hpp"
#include "sim/plan.hpp"

namespace bepusdt::sim {

// Thrown through the gateway's own code when the process is killed in the middle of it; nothing of the gateway catches it.
struct ProcessKilled {};

// The gateway's clock: true time and how far it is off.
class GatewayClock : public ports::Clock {
 public:
  explicit GatewayClock(Time start) : true_now_(start) {}
  [[nodiscard]] Time now() const override { return true_now_ + skew_; }
  [[nodiscard]] Time true_now() const { return true_now_; }
  void advance(Millis by) { true_now_ += by; }
  void set_skew(Millis skew) { skew_ = skew; }
  [[nodiscard]] Millis skew() const { return skew_; }

 private:
  Time true_now_;
  Millis skew_{0};
};

enum class Waiting { network, merchant, store };

struct Stage {
  Stage(Plan p, Time start) : plan(std::move(p)), clock(start) {}

  Plan plan;
  GatewayClock clock;
  Draw draw{0};  // of the step that runs
  Rates rates;   // what goes wrong now; nothing once the world is calm
  FaultSpace space;
  std::function<void(Waiting)> wait = [](Waiting) {};  // throws ProcessKilled

  // The first thing that is wrong ends the run.
  std::vector<std::string> violations;
  template <class... Args>
  void violate(fmt::format_string<Args...> format, Args&&... args) {
    violations.push_back(fmt::format(format, std::forward<Args>(args)...));
    tell("VIOLATION: {}", violations.back());
  }

  std::function<void()> stop_process = [] {};  // from here on nothing of it reaches the disk
  [[noreturn]] void kill(Fault when) {
    space.struck(when);
    tell("the process is killed ({})", name_of(when));
    stop_process();
    throw ProcessKilled{};
  }

  bool tracing = false;
  std::vector<std::string> trace;
  int depth = 0;  // how many steps wait for the one that runs
  template <class... Args>
  void tell(fmt::format_string<Args...> format, Args&&... args) {
    if (!tracing) return;
    const auto since_midnight = clock.true_now() - std::chrono::floor<std::chrono::days>(clock.true_now());
    const auto ms = since_midnight.count();
    trace.push_back(fmt::format("{:02}:{:02}:{:02}.{:03} {}{}", ms / 3'600'000, ms / 60'000 % 60, ms / 1'000 % 60,
                                ms % 1'000, std::string(static_cast<std::size_t>(depth) * 2, ' '),
                                fmt::format(format, std::forward<Args>(args)...)));
  }
};

}  // namespace bepusdt::sim
