// The simulator's command line (./dev sim). One seed: its run, and if it fails a shorter one that fails in the same way, told
// step by step. Many seeds: how fast, what failed, what occurred and what never did.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <sstream>

#include "sim/many_seeds.hpp"
#include "sim/shrink.hpp"
#include "sim/simulation.hpp"

namespace bepusdt::sim {
namespace {

struct Options {
  std::uint64_t seed = 1;
  std::uint64_t seeds = 1;
  std::size_t steps = kUsualSteps;
  unsigned threads = 1;
  bool trace = false;
  bool whole = false;     // do not shorten
  bool complete = false;  // what never occurs fails
  std::string tally;      // file of counts to add to
  std::vector<std::size_t> only;
  std::vector<std::string> quiet;
};

void print_trace(const Script& script) {
  Script told = script;
  told.tracing = true;
  for (const std::string& line : simulate(told).trace) std::cout << line << "\n";
}

std::vector<std::size_t> kept_steps(const Script& script) {
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < script.steps; ++i)
    if (!script.left_out.contains(i)) kept.push_back(i);
  return kept;
}

int one_seed(const Options& options) {
  Script script{options.seed, options.steps, {}, {}, false};
  if (!options.only.empty())
    for (std::size_t i = 0; i < options.steps; ++i)
      if (std::ranges::find(options.only, i) == options.only.end()) script.left_out.insert(i);
  for (const Trouble& trouble : kTroubles)
    if (std::ranges::find(options.quiet, trouble.name) != options.quiet.end()) script.quiet.insert(trouble.name);
  const Outcome outcome = simulate(script);
  if (!outcome.violation) {
    if (options.trace) print_trace(script);
    std::cout << fmt::format("seed {}: no violation\n", options.seed);
    return 0;
  }
  Script shortest = script;
  if (!options.whole) {
    shortest = shrink(script, simulate);
    std::cout << fmt::format("seed {}, shortened from {} steps to {}:\n", options.seed, kept_steps(script).size(),
                             kept_steps(shortest).size());
  }
  print_trace(shortest);
  std::cout << fmt::format("seed {} violates: {}\nagain: ./dev sim --seed {} --steps {} --only {}", options.seed,
                           *outcome.violation, options.seed, options.steps, fmt::join(kept_steps(shortest), ","));
  if (!shortest.quiet.empty()) std::cout << fmt::format(" --quiet {}", fmt::join(shortest.quiet, ","));
  std::cout << "\n";
  return 1;
}

// Adds to the counts in a file, so that long runs can be done in several sittings.
bool add_to_tally(const std::string& path, const FaultSpace& space) {
  FaultSpace all;
  if (std::ifstream file(path); file) {
    std::stringstream text;
    text << file.rdbuf();
    if (!all.from_json(text.str())) return false;
  }
  all.add(space);
  std::ofstream file(path, std::ios::trunc);
  file << all.to_json();
  return static_cast<bool>(file.flush());
}

int many_seeds(const Options& options) {
  const Summary summary =
      run_many({options.seed, options.seeds, options.steps, options.threads, 20}, [](const Failure& failure) {
        std::cout << fmt::format("seed {} violates at step {}: {}", failure.seed, failure.at_step, failure.violation)
                  << std::endl;
      });
  const FaultSpace& space = summary.space;
  std::cout << fmt::format("{} seeds in {:.0f} s ({:.0f}/s on {} threads), {:.1f} simulated days, {} violations\n",
                           space.seeds(), summary.seconds, static_cast<double>(space.seeds()) / summary.seconds,
                           options.threads, static_cast<double>(space.virtual_seconds()) / 86'400, summary.failures.size());
  bool good = summary.failures.empty();
  const std::vector<std::string> missing = space.missing();
  for (const std::string& name : missing) std::cout << "never occurred: " << name << "\n";
  if (options.complete && !missing.empty()) good = false;
  if (!options.tally.empty() && good && !add_to_tally(options.tally, space)) {
    std::cout << fmt::format("{} cannot be added to\n", options.tally);
    good = false;
  }
  for (const Failure& failure : summary.failures) {
    std::cout << fmt::format("look at it: ./dev sim --seed {} --steps {}\n", failure.seed, options.steps);
    break;
  }
  return good ? 0 : 1;
}

}  // namespace
}  // namespace bepusdt::sim

int main(int argc, char** argv) {
  bepusdt::sim::Options options;
  CLI::App app("Whole worlds from a seed: the real gateway on the real SQLite, everything else modelled.", "sim");
  app.add_option("--seed", options.seed, "the seed, or the first of many (1)");
  app.add_option("--seeds", options.seeds, "how many (1)")->check(CLI::PositiveNumber);
  app.add_option("--steps", options.steps, "of each (200)")->check(CLI::PositiveNumber);
  app.add_option("--threads", options.threads, "for many seeds (1)")->check(CLI::Range(1, 256));
  app.add_flag("--trace", options.trace, "tell the steps of one seed even if it does not fail");
  app.add_flag("--whole", options.whole, "do not shorten a failing one");
  app.add_option("--only", options.only, "only these steps of one seed")->delimiter(',');
  app.add_option("--quiet", options.quiet, "kinds of trouble that are left out of one seed")->delimiter(',');
  app.add_flag("--complete", options.complete, "fail when a fault, a move or an interleaving never occurs");
  app.add_option("--tally", options.tally, "a file of counts to add to when there was no violation");
  CLI11_PARSE(app, argc, argv);
  return options.seeds == 1 ? bepusdt::sim::one_seed(options) : bepusdt::sim::many_seeds(options);
}
