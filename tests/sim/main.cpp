// The simulator's command line: one seed with its trace, shortened when it fails, or many seeds with their counts.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <chrono>
#include <iostream>

#include "sim/simulation.hpp"

int main(int argc, char** argv) {
  using namespace bepusdt::sim;
  CLI::App app("sim");
  std::uint64_t seed = 1, seeds = 1;
  std::size_t steps = 200;
  bool trace = false;
  app.add_option("--seed", seed);
  app.add_option("--seeds", seeds);
  app.add_option("--steps", steps);
  app.add_flag("--trace", trace);
  CLI11_PARSE(app, argc, argv);
  FaultSpace all;
  int bad = 0;
  const auto begun = std::chrono::steady_clock::now();
  for (std::uint64_t s = seed; s < seed + seeds; ++s) {
    const Outcome o = simulate({s, steps, {}, trace});
    all.add(o.space);
    if (trace)
      for (const auto& line : o.trace) std::cout << line << "\n";
    if (o.violation) {
      std::cout << fmt::format("seed {} at step {}: {}\n", s, o.at_step, *o.violation);
      if (++bad > 20) break;
    }
  }
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  std::cout << fmt::format("{} seeds, {:.1f}/s, {} bad\n", all.seeds(), static_cast<double>(all.seeds()) / took, bad);
  if (!trace)
    for (const auto& m : all.missing()) std::cout << "missing: " << m << "\n";
  return bad ? 1 : 0;
}
