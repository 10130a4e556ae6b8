#include "sim/many_seeds.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "sim/simulation.hpp"

namespace bepusdt::sim {

Summary run_many(const ManySeeds& wanted, const std::function<void(const Failure&)>& failed) {
  Summary summary;
  std::mutex mutex;
  std::atomic<std::uint64_t> next = 0;
  std::atomic<std::size_t> failures = 0;
  const auto begun = std::chrono::steady_clock::now();
  const auto work = [&] {
    FaultSpace space;
    for (std::uint64_t i = next++; i < wanted.count && failures < wanted.most_violations; i = next++) {
      const std::uint64_t seed = wanted.first + i;
      const Outcome outcome = simulate({seed, wanted.steps, {}, {}, false});
      space.add(outcome.space);
      if (!outcome.violation) continue;
      ++failures;
      const std::lock_guard lock(mutex);
      summary.failures.push_back({seed, outcome.at_step, *outcome.violation});
      failed(summary.failures.back());
    }
    const std::lock_guard lock(mutex);
    summary.space.add(space);
  };
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 1; i < wanted.threads; ++i) threads.emplace_back(work);
    work();
  }
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  std::ranges::sort(summary.failures, {}, &Failure::seed);
  return summary;
}

}  // namespace bepusdt::sim
