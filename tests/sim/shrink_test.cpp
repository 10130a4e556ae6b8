#include "sim/shrink.hpp"

#include <gtest/gtest.h>

namespace bepusdt::sim {
namespace {

// A world that fails when steps 3 and 77 happen, whatever else does, unless the network is quiet.
Outcome fails_by_two_steps(const Script& script) {
  Outcome outcome;
  outcome.at_step = script.steps;
  if (script.left_out.contains(3) || script.left_out.contains(77) || script.quiet.contains("network")) return outcome;
  outcome.violation = "order 0z6x is lost in block " + std::to_string(script.left_out.size());
  outcome.at_step = 90;
  return outcome;
}

TEST(Shrink, LeavesOnlyTheStepsThatMatter) {
  const Script shortest = shrink({1, 200, {}, {}, false}, fails_by_two_steps);
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < shortest.steps; ++i)
    if (!shortest.left_out.contains(i)) kept.push_back(i);
  EXPECT_EQ(kept, (std::vector<std::size_t>{3, 77}));
  EXPECT_FALSE(shortest.quiet.contains("network"));
  EXPECT_EQ(shortest.quiet.size(), kTroubles.size() - 1);
}

TEST(Shrink, KeepsToTheSameKindOfViolation) {
  const auto run = [](const Script& script) {
    Outcome outcome;
    outcome.at_step = script.steps;
    outcome.violation = script.left_out.contains(5) ? "another thing" : "order 0z6x is lost";
    return outcome;
  };
  EXPECT_FALSE(shrink({1, 20, {}, {}, false}, run).left_out.contains(5));
}

TEST(Shrink, StopsAfterSoManyRuns) {
  int runs = 0;
  const auto run = [&](const Script& script) {
    ++runs;
    return fails_by_two_steps(script);
  };
  (void)shrink({1, 200, {}, {}, false}, run, 10);
  EXPECT_LE(runs, 10);
}

TEST(Shrink, AViolationThatCannotBeRepeatedIsLeftAsItIs) {
  const Script script{1, 20, {4}, {}, false};
  EXPECT_EQ(shrink(script, [](const Script&) { return Outcome(); }).left_out, script.left_out);
}

TEST(Shrink, TheKindOfAViolationHasNoIdsInIt) {
  EXPECT_EQ(kind_of("order 0z6x is paid by ethereum 0xab/1 before that was final"),
            kind_of("order 0z7y is paid by ethereum 0xcd/0 before that was final"));
  EXPECT_NE(kind_of("order 0z6x is lost"), kind_of("order 0z6x is paid"));
}

}  // namespace
}  // namespace bepusdt::sim
