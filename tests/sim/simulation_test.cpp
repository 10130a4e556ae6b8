// The simulator itself: it repeats itself to the byte, and the seeds that once failed do not any more.
#include "sim/simulation.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace bepusdt::sim {
namespace {

struct KeptSeed {
  std::uint64_t seed = 0;
  std::size_t steps = 0;
};
void PrintTo(const KeptSeed& kept, std::ostream* out) { *out << "seed " << kept.seed << ", " << kept.steps << " steps"; }

// tests/sim/seeds.txt: "SEED STEPS  # what it showed".
std::vector<KeptSeed> kept_seeds() {
  std::ifstream file(BEPUSDT_SOURCE_DIR "/tests/sim/seeds.txt");
  std::vector<KeptSeed> kept;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    std::istringstream words(line);
    KeptSeed one;
    if (!(words >> one.seed >> one.steps)) ADD_FAILURE() << "tests/sim/seeds.txt: " << line;
    kept.push_back(one);
  }
  return kept;
}

class KeptSeeds : public ::testing::TestWithParam<KeptSeed> {};

TEST_P(KeptSeeds, DoNotViolateAnyMore) {
  const Outcome outcome = simulate({GetParam().seed, GetParam().steps, {}, {}, false});
  EXPECT_EQ(outcome.violation.value_or("none"), "none");
}

INSTANTIATE_TEST_SUITE_P(Simulation, KeptSeeds, ::testing::ValuesIn(kept_seeds()),
                         [](const auto& kept) { return std::to_string(kept.param.seed); });

TEST(Simulation, TheSameSeedGivesTheSameRunToTheByte) {
  const Script script{7, 120, {}, {}, true};
  const Outcome first = simulate(script);
  const Outcome second = simulate(script);
  EXPECT_GT(first.trace.size(), 100u);
  EXPECT_EQ(first.trace, second.trace);
  EXPECT_EQ(first.space.to_json(), second.space.to_json());
}

TEST(Simulation, AnotherSeedGivesAnotherRun) {
  EXPECT_NE(simulate({8, 60, {}, {}, true}).trace, simulate({9, 60, {}, {}, true}).trace);
}

TEST(Simulation, TracingChangesNothing) {
  EXPECT_EQ(simulate({7, 120, {}, {}, true}).space.to_json(), simulate({7, 120, {}, {}, false}).space.to_json());
}

TEST(Simulation, WhatIsLeftOutDoesNotHappenAndTheRestDrawsTheSame) {
  Script script{7, 40, {}, {}, false};
  for (std::size_t i = 0; i < script.steps; ++i) script.left_out.insert(i);
  const Outcome nothing = simulate(script);
  EXPECT_EQ(nothing.violation.value_or("none"), "none");
  for (std::size_t f = 0; f < kFaults; ++f) EXPECT_EQ(nothing.space.count(static_cast<Fault>(f)), 0u);
}

TEST(Simulation, QuietKindsOfTroubleDoNotHappen) {
  FaultSpace space;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    Script script{seed, 120, {}, {}, false};
    for (const Trouble& trouble : kTroubles) script.quiet.insert(trouble.name);
    const Outcome outcome = simulate(script);
    EXPECT_EQ(outcome.violation.value_or("none"), "none") << "seed " << seed;
    space.add(outcome.space);
  }
  for (const Fault fault : {Fault::killed_idle, Fault::killed_in_network, Fault::power_cut, Fault::store_busy,
                            Fault::node_timeout, Fault::node_lag, Fault::merchant_500, Fault::disk_full})
    EXPECT_EQ(space.count(fault), 0u) << name_of(fault);
  EXPECT_GT(space.count(Fault::fork), 0u);
  EXPECT_GT(space.count(core::OrderState::confirming, core::OrderState::paid), 0u);
}

}  // namespace
}  // namespace bepusdt::sim
