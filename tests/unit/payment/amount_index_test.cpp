// AmountIndex and Reservations against a naive model; and that finding does not cost more as more are taken.
#include "payment/amount_index.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "support/payment/payment_world.hpp"

namespace bepusdt::payment {
namespace {

TEST(AmountIndex, AgreesWithASetUnderRandomTakingAndReleasing) {
  std::mt19937 engine(3);
  const auto random = [&](unsigned below) { return static_cast<unsigned>(engine() % below); };
  PlaceAmounts index;
  std::set<unsigned> model;
  for (int i = 0; i < 60'000; ++i) {
    const unsigned units = 1 + random(3000);
    if (model.contains(units)) {
      index.remove(units);
      model.erase(units);
    } else {
      index.add(units);
      model.insert(units);
    }
    const unsigned step = std::array{1u, 10u, 100u, 7u}[random(4)];
    const unsigned from = 1 + random(3000);
    unsigned expected = (from + step - 1) / step * step;
    while (model.contains(expected)) expected += step;
    ASSERT_EQ(static_cast<unsigned>(index.first_free_multiple(step, from)), expected) << "round " << i;
    ASSERT_EQ(index.contains(from), model.contains(from));
  }
}

TEST(AmountIndex, KeepsNeighboursAsOneRun) {
  Runs runs;
  for (unsigned i = 0; i < 100'000; ++i) runs.insert(i * 2);
  EXPECT_EQ(runs.run_count(), 100'000u);
  for (unsigned i = 0; i < 100'000; ++i) runs.insert(i * 2 + 1);
  EXPECT_EQ(runs.run_count(), 1u);
  EXPECT_EQ(static_cast<unsigned>(runs.first_free_from(5)), 200'000u);
  runs.erase(77);
  EXPECT_EQ(runs.run_count(), 2u);
  EXPECT_EQ(static_cast<unsigned>(runs.first_free_from(5)), 77u);
}

TEST(AmountIndex, AnOpenAmountHoldsThePlaceUntilItIsReleased) {
  PlaceAmounts place;
  EXPECT_TRUE(place.empty());
  place.add(0);
  EXPECT_TRUE(place.has_open_amount());
  EXPECT_FALSE(place.empty());
  place.remove(0);
  EXPECT_TRUE(place.empty());
}

// The whole search against its definition, candidate by candidate.
TEST(Reservations, TakesTheFirstFreeCandidateOfTheContractsOrder) {
  test::PaymentWorld world;
  world.directory.now.policy.max_steps = 300;
  std::set<std::pair<std::string, std::uint64_t>> taken;
  for (int i = 0; i < 700; ++i) {
    const auto answer = world.create("N" + std::to_string(i), "10");
    // price 1.35, step 0.01, limit 1.55; then tenths of the step; wallets in turn at each amount.
    std::optional<std::pair<std::string, std::uint64_t>> expected;
    int tries = 0;
    for (std::uint64_t step = 10'000; step >= 1 && !expected && tries < 300; step /= 10) {
      for (std::uint64_t units = 1'350'000; units <= 1'550'000 && !expected && tries < 300; units += step) {
        if (step != 10'000 && units % (step * 10) == 0) continue;
        ++tries;
        for (const char* wallet : {test::kWalletA, test::kWalletB})
          if (!expected && !taken.contains({wallet, units})) expected = {wallet, units};
      }
    }
    ASSERT_EQ(answer.has_value(), expected.has_value()) << i;
    if (!answer) continue;
    ASSERT_EQ(answer->quote.address.value(), expected->first) << i;
    ASSERT_EQ(answer->quote.units.convert_to<std::uint64_t>(), expected->second) << i;
    taken.insert(*expected);
  }
  EXPECT_EQ(taken.size(), 600u);
}

TEST(Reservations, PrefersAnAmountThatIsFreeOnTheOtherEvmChainsToo) {
  test::PaymentWorld world;
  world.directory.now.readable_chains.push_back("polygon");
  for (const char* wallet : {test::kWalletA, test::kWalletB})
    world.directory.now.wallets.push_back({core::Address(wallet), catalog::find_trade_type("usdt.polygon"), true, true, {}});
  const auto first = *world.create("O1", "10");
  const auto second = *world.create("O2", "10", "usdt.polygon");
  EXPECT_NE(std::pair(first.quote.address, first.quote.units), std::pair(second.quote.address, second.quote.units));
  // When nothing better is near, the same amount on another chain is still taken.
  std::erase_if(world.directory.now.wallets, [](const ports::Wallet& w) {
    return w.trade_type->chain == "polygon" && w.address.value() == test::kWalletB;
  });
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(world.create("P" + std::to_string(i), "10", "usdt.polygon")) << i;
}

}  // namespace
}  // namespace bepusdt::payment
