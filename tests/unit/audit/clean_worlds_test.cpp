// What may happen to a payment is no violation, whatever the order in which it happens: reorganisations before and after
// finality, races, repeats, restarts, late money, sleep.
#include <gtest/gtest.h>

#include <random>

#include "audited_world.hpp"

namespace bepusdt::audit {
namespace {

using Lines = std::vector<std::string>;

TEST(CleanWorlds, AnEmptyStoreIsClean) {
  AuditedWorld world;
  EXPECT_EQ(world.found(), Lines());
}

TEST(CleanWorlds, APaymentIsCleanAtEveryStage) {
  AuditedWorld world;
  const auto accepted = world.create("A", "7.4");
  EXPECT_EQ(world.found(), Lines());
  world.chain.mine({world.pay(accepted->quote, "0xa")});
  (void)world.scan->run();
  (void)world.scan->run();
  EXPECT_EQ(world.found(), Lines());
  (void)world.match->run();
  EXPECT_EQ(world.found(), Lines());
  world.chain.mine_empty(5);
  world.settle();
  EXPECT_EQ(world.found(), Lines());
  const auto claimed = world.deliver->claim();
  EXPECT_EQ(world.found(), Lines());
  for (const auto& event : claimed) world.deliver->record(event, world.deliver->send(event));
  EXPECT_EQ(world.found(), Lines());
  EXPECT_EQ(world.order(accepted->order.trade_id).state, core::OrderState::paid);
}

TEST(CleanWorlds, APaymentThatVanishesBeforeAndAfterItIsFinalIsNoViolation) {
  AuditedWorld world;
  const auto first = world.create("A", "7.4");
  world.chain.mine({world.pay(first->quote, "0xa")});
  world.settle();
  world.chain.fork(1);
  world.chain.mine_empty(2);
  world.settle();
  EXPECT_EQ(world.order(first->order.trade_id).state, core::OrderState::waiting);
  EXPECT_EQ(world.found(), Lines());
  world.chain.mine({world.pay(first->quote, "0xa")});
  world.chain.mine_empty(5);
  world.settle();
  world.chain.fork(6);
  world.chain.mine_empty(8);
  world.settle();
  EXPECT_TRUE(world.order(first->order.trade_id).reversed);
  EXPECT_EQ(world.found(), Lines());
}

TEST(CleanWorlds, AChainThatSleptAndLeftAGapIsClean) {
  AuditedWorld world;
  world.let_everything_happen();
  world.chain.mine_empty(5);
  world.settle();
  world.mine_until(world.clock.now() + std::chrono::hours(6));
  world.settle();
  world.settle();
  world.mine_until(world.clock.now() + std::chrono::hours(6));
  world.clock.set(world.chain.tip().time);
  for (auto& [pair, price] : world.directory.now.prices) price.at = world.clock.now();
  const auto next = world.create("G", "7.4");
  ASSERT_TRUE(next);
  world.settle();
  EXPECT_EQ(world.found(), Lines());
  EXPECT_NE(world.look_up("SELECT count(*) FROM gaps"), "0");
  world.chain.mine({world.pay(next->quote, "0xg")});
  world.chain.mine_empty(5);
  world.settle();
  EXPECT_EQ(world.found(), Lines());
}

TEST(CleanWorlds, AChainThatIsCatchingUpByQueriesOfManyBlocksIsClean) {
  AuditedWorld world;
  world.let_everything_happen();
  // As a reader leaves it that was stopped in the middle: the last block of a long query, far below the head.
  world.damage(
      "UPDATE cursors SET head = head + 5000; DELETE FROM blocks WHERE height = (SELECT max(height) - 1 FROM blocks)");
  EXPECT_EQ(world.found(), Lines());
}

// One step of a life: whatever comes to mind.
void live(AuditedWorld& world, std::mt19937& chance, std::vector<core::Quote>& quotes, int step) {
  const auto any = [&](int n) { return static_cast<int>(chance() % static_cast<unsigned>(n)); };
  const auto hash = [&] { return "0x" + std::to_string(step); };
  switch (any(12)) {
    case 0:
    case 1:
    case 2: {
      static const char* const kAmounts[] = {"7.4", "14.8", "22.2"};
      const auto made =
          world.create("order-" + std::to_string(any(12)), kAmounts[any(3)], any(4) == 0 ? "ethereum.eth" : "usdt.erc20");
      if (made) quotes.push_back(made->quote);
      return;
    }
    case 3:
    case 4:
      if (!quotes.empty())
        world.chain.mine({world.pay(quotes[static_cast<std::size_t>(any(static_cast<int>(quotes.size())))], hash())});
      return;
    case 5: world.chain.mine_empty(1 + any(6)); return;
    case 6: {
      const auto depth = static_cast<std::uint64_t>(1 + any(5));
      world.chain.fork(depth);
      world.chain.mine_empty(static_cast<int>(depth) + any(3));
      return;
    }
    case 7:
      if (!quotes.empty())
        (void)world.cancel(quotes[static_cast<std::size_t>(any(static_cast<int>(quotes.size())))].trade_id);
      return;
    case 8: world.restart(); return;
    case 9: (void)world.deliver_due(); return;
    case 10: world.mine_until(world.chain.tip().time + Seconds(60 * any(120))); return;
    case 11:
      if (!quotes.empty())
        (void)payment::accept_late(*world.store,
                                   quotes[static_cast<std::size_t>(any(static_cast<int>(quotes.size())))].trade_id);
      return;
    default: return;
  }
}

TEST(CleanWorlds, NoLifeOfTheGatewayIsAViolationAtAnyStep) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    AuditedWorld world;
    world.directory.now.policy.accept_late = seed % 2 == 0 ? core::AcceptLate::never : core::AcceptLate::always;
    world.directory.now.merchants.front().profile.send_expired = true;
    world.directory.now.merchants.front().profile.send_waiting = seed % 3 == 0;
    world.merchant.answer = [n = 0](const auto&) mutable {
      ports::HttpAnswer answer;
      answer.status = ++n % 3 == 0 ? 500 : 200;
      answer.body = "ok";
      return answer;
    };
    std::mt19937 chance(seed);
    std::vector<core::Quote> quotes;
    for (int step = 0; step < 150; ++step) {
      live(world, chance, quotes, step);
      // Sometimes the steps come to rest, sometimes only some of them run.
      if (chance() % 2 == 0) {
        world.settle();
      } else if (chance() % 2 == 0) {
        (void)world.scan->run();
        if (chance() % 2 == 0) (void)world.match->run();
      }
      ASSERT_EQ(world.found(), Lines()) << "seed " << seed << ", step " << step;
    }
  }
}

}  // namespace
}  // namespace bepusdt::audit
