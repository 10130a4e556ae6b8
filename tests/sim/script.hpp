// Script: which run is meant, and Outcome: what came of it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/fault_space.hpp"
#include "sim/plan.hpp"

namespace bepusdt::sim {

inline constexpr std::size_t kUsualSteps = 200;

struct Script {
  std::uint64_t seed = 1;
  std::size_t steps = kUsualSteps;
  std::set<std::size_t> left_out;    // steps that do nothing
  std::set<std::string_view> quiet;  // kinds of trouble (kTroubles) that do not happen
  bool tracing = false;
};

struct Outcome {
  std::optional<std::string> violation;  // the first
  std::size_t at_step = 0;               // where it showed; `steps` of the script: at the end
  FaultSpace space;
  std::vector<std::string> trace;
};

}  // namespace bepusdt::sim
