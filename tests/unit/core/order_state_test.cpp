// The states of an order: every pair of states is either in the contract's list of moves or refused (contract part 1 §6).
#include "core/order_state.hpp"

#include <gtest/gtest.h>

#include <set>

#include "core/order.hpp"

namespace bepusdt::core {
namespace {

using enum OrderState;
constexpr OrderState kAll[] = {waiting, paid, expired, cancelled, confirming};

TEST(OrderState, MovesExactlyAsTheContractSays) {
  const std::set<std::pair<OrderState, OrderState>> legal{
      {waiting, confirming},   {confirming, paid},    {waiting, expired},    {waiting, cancelled},   {expired, confirming},
      {cancelled, confirming}, {confirming, waiting}, {confirming, expired}, {confirming, cancelled}};
  for (const auto from : kAll)
    for (const auto to : kAll)
      EXPECT_EQ(is_legal_move(from, to), legal.contains({from, to})) << name_of(from) << " to " << name_of(to);
}

TEST(OrderState, PaidIsFinal) {
  for (const auto to : kAll) EXPECT_FALSE(is_legal_move(paid, to));
}

TEST(OrderState, NumbersAreTheWires) {
  EXPECT_EQ(static_cast<int>(waiting), 1);
  EXPECT_EQ(static_cast<int>(paid), 2);
  EXPECT_EQ(static_cast<int>(expired), 3);
  EXPECT_EQ(static_cast<int>(cancelled), 4);
  EXPECT_EQ(static_cast<int>(confirming), 5);
}

TEST(OrderState, OldClientsSeeOnlyOneTwoOrThree) {
  EXPECT_EQ(legacy_status(waiting), 1);
  EXPECT_EQ(legacy_status(confirming), 1);
  EXPECT_EQ(legacy_status(paid), 2);
  EXPECT_EQ(legacy_status(expired), 3);
  EXPECT_EQ(legacy_status(cancelled), 3);
}

TEST(OrderState, NamesRoundTrip) {
  for (const auto state : kAll) EXPECT_EQ(order_state_from(name_of(state)), state);
  EXPECT_FALSE(order_state_from("failed"));
  EXPECT_FALSE(order_state_from(""));
}

TEST(Order, ConfirmingGoesBackOnlyToWhereItCameFrom) {
  for (const auto origin : {waiting, expired, cancelled}) {
    Order order;
    order.state = origin;
    order.move_to(confirming);
    EXPECT_EQ(order.came_from, origin);
    order.move_to(origin);
    EXPECT_EQ(order.state, origin);
  }
}

TEST(OrderDeathTest, AnIllegalMoveIsABug) {
  Order order;
  order.state = paid;
  EXPECT_DEATH(order.move_to(confirming), "assertion failed");
  Order late;
  late.state = expired;
  late.move_to(confirming);
  EXPECT_DEATH(late.move_to(waiting), "assertion failed");
}

}  // namespace
}  // namespace bepusdt::core
