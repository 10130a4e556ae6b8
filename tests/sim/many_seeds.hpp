// Many seeds at once, on several threads that share nothing but the next number.
#pragma once

#include <functional>

#include "sim/script.hpp"

namespace bepusdt::sim {

struct ManySeeds {
  std::uint64_t first = 1;
  std::uint64_t count = 1;
  std::size_t steps = kUsualSteps;
  unsigned threads = 1;
  std::size_t most_violations = 20;  // then no further seed is begun
};

struct Failure {
  std::uint64_t seed = 0;
  std::size_t at_step = 0;
  std::string violation;
};

struct Summary {
  FaultSpace space;
  std::vector<Failure> failures;  // by seed
  double seconds = 0;             // of the clock on the wall
};

// `failed` is told of each failure as it is found, by one thread at a time.
[[nodiscard]] Summary run_many(const ManySeeds& wanted, const std::function<void(const Failure&)>& failed);

}  // namespace bepusdt::sim
