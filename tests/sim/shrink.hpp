// Shrinking: finds a shorter run of a failing seed that still shows the same violation, by leaving steps out and by quieting
// whole kinds of trouble. What is left is short enough to be read.
#pragma once

#include <functional>

#include "sim/script.hpp"

namespace bepusdt::sim {

using Run = std::function<Outcome(const Script&)>;

// `script` must fail under `run`. At most `most_runs` runs. The shortest script found, which fails in the same way.
[[nodiscard]] Script shrink(const Script& script, const Run& run, int most_runs = 600);

// What kind of violation a sentence tells of: the sentence less whatever differs from run to run (ids, hashes, numbers).
[[nodiscard]] std::string kind_of(const std::string& violation);

}  // namespace bepusdt::sim
