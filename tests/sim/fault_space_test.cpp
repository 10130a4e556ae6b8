#include "sim/fault_space.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace bepusdt::sim {
namespace {

TEST(FaultSpace, EverythingIsMissingAtFirst) {
  const auto missing = FaultSpace().missing();
  std::size_t pairs = 0;
  for (std::size_t i = 0; i < kSteps; ++i)
    for (std::size_t j = 0; j < kSteps; ++j)
      if (FaultSpace::may_interrupt(static_cast<Step>(i), static_cast<Step>(j))) ++pairs;
  EXPECT_EQ(missing.size(), kFaults + core::kLegalMoves.size() + kSteps + pairs);
  EXPECT_EQ(std::set(missing.begin(), missing.end()).size(), missing.size());
}

TEST(FaultSpace, WhatOccurredIsNotMissing) {
  FaultSpace space;
  space.struck(Fault::fork);
  space.ran(Step::scan);
  space.interrupted(Step::scan, Step::accept);
  space.moved(core::OrderState::waiting, core::OrderState::confirming);
  const auto missing = space.missing();
  for (const char* name : {"fault fork", "step scan", "accept while scan waits", "move waiting -> confirming"})
    EXPECT_EQ(std::ranges::count(missing, name), 0) << name;
  EXPECT_EQ(std::ranges::count(missing, "fault deep_fork"), 1);
}

TEST(FaultSpace, SumsAreKeptAsText) {
  FaultSpace space;
  space.struck(Fault::power_cut);
  space.interrupted(Step::confirm, Step::deliver);
  space.moved(core::OrderState::confirming, core::OrderState::paid);
  space.lived(1, 200, 86'400);
  FaultSpace twice = space;
  twice.add(space);
  FaultSpace read;
  ASSERT_TRUE(read.from_json(twice.to_json()));
  EXPECT_EQ(read.count(Fault::power_cut), 2u);
  EXPECT_EQ(read.count(Step::confirm, Step::deliver), 2u);
  EXPECT_EQ(read.count(core::OrderState::confirming, core::OrderState::paid), 2u);
  EXPECT_EQ(read.seeds(), 2u);
  EXPECT_EQ(read.virtual_seconds(), 172'800u);
  EXPECT_EQ(read.to_json(), twice.to_json());
  EXPECT_FALSE(read.from_json("not so"));
}

TEST(FaultSpace, AStepIsNotInterruptedByWhatNeedsItsLockOrRunsInItsOwnLoop) {
  EXPECT_FALSE(FaultSpace::may_interrupt(Step::accept, Step::release));
  EXPECT_FALSE(FaultSpace::may_interrupt(Step::claim, Step::deliver));
  EXPECT_FALSE(FaultSpace::may_interrupt(Step::expire, Step::release));
  EXPECT_FALSE(FaultSpace::may_interrupt(Step::rates, Step::rates));
  EXPECT_TRUE(FaultSpace::may_interrupt(Step::scan, Step::accept));
  EXPECT_TRUE(FaultSpace::may_interrupt(Step::scan, Step::scan));  // of another chain
  EXPECT_TRUE(FaultSpace::may_interrupt(Step::deliver, Step::deliver));
}

}  // namespace
}  // namespace bepusdt::sim
