// Which payment pays which order, and which must not: by amount, by time, and against a cancel.
#include <atomic>
#include <thread>

#include "defects/one_wallet.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace bepusdt::test {
namespace {

using core::OrderState;
using core::TransferStatus;
using std::chrono::seconds;

TEST(Matching, APaymentWhoseBlockStampLiesASecondBeforeTheOrdersCreationCounts) {
  for (const auto early : {seconds(1), seconds(2)}) {
    OneWallet world;
    const auto made = *world.create("O1", "10");
    world.settle();
    const BlockTime stamp = std::chrono::floor<Seconds>(made.order.created_at) - early + seconds(1);
    ASSERT_LT(stamp, made.order.created_at);
    world.chain.mine({world.pay(made.quote, "0x01")}, stamp);
    world.chain.mine_empty(4);
    world.settle();
    EXPECT_EQ(world.state(made), OrderState::paid) << early.count();
  }
}

TEST(Matching, APaymentMinutesLateIsKeptOnItsOrder) {
  OneWallet world;
  world.directory.now.policy.accept_late = core::AcceptLate::never;
  const auto made = *world.create("O1", "10");
  world.settle();
  world.mine_until(made.order.deadline + seconds(300));
  world.settle();
  ASSERT_EQ(world.state(made), OrderState::expired);
  world.mine_and_settle({world.pay(made.quote, "0x01")});
  EXPECT_EQ(world.transfer("0x01").status, TransferStatus::late);
  ASSERT_EQ(world.transfers_of(made.order.trade_id).size(), 1U) << "the merchant sees it on the order";
  ASSERT_TRUE(payment::accept_late(*world.store, made.order.trade_id)) << "and can take it";
  world.settle();
  EXPECT_EQ(world.state(made), OrderState::paid);
}

TEST(Matching, TolerantMatchingNeverTakesANeighboursAmount) {
  OneWallet world;
  std::vector<payment::Accepted> made;
  for (const char* id : {"low", "middle", "high"}) made.push_back(*world.create(id, "10"));
  const core::BaseUnits step = made[1].quote.units - made[0].quote.units;
  ASSERT_EQ(step, 10'000);
  ASSERT_EQ(made[2].quote.units, made[1].quote.units + step);
  world.settle();
  // Everything near an amount, on both sides and up to the middle between two.
  std::vector<core::Transfer> near;
  for (const payment::Accepted& order : made)
    for (const core::BaseUnits& off : {core::BaseUnits(1), core::BaseUnits(100), core::BaseUnits(step / 2)})
      for (const core::BaseUnits& units :
           {core::BaseUnits(order.quote.units - off), core::BaseUnits(order.quote.units + off)})
        near.push_back(world.pay_units(order.quote, units, "0xnear" + std::to_string(near.size())));
  world.mine_and_settle(near);
  for (const payment::Accepted& order : made) EXPECT_EQ(world.state(order), OrderState::waiting);
  for (std::size_t i = 0; i < near.size(); ++i)
    EXPECT_EQ(world.transfer("0xnear" + std::to_string(i)).status, TransferStatus::unmatched) << near[i].units;
  // A neighbour's exact amount pays the neighbour alone.
  world.mine_and_settle({world.pay(made[1].quote, "0x01")});
  EXPECT_EQ(world.state(made[0]), OrderState::waiting);
  EXPECT_EQ(world.state(made[1]), OrderState::paid);
  EXPECT_EQ(world.state(made[2]), OrderState::waiting);
}

TEST(Matching, A1001PaymentDoesNotPayThe10Order) {
  OneWallet world;
  const auto made = *world.create("O1", "74");
  ASSERT_EQ(made.quote.amount().to_string(), "10");
  world.settle();
  std::vector<core::Transfer> others;
  for (const char* amount : {"10.01", "10.0", "10.000001", "10.1", "1", "100", "0.1", "9.99"}) {
    const auto units = core::Amount::parse(amount, *made.quote.trade_type).value().units();
    if (units != made.quote.units) others.push_back(world.pay_units(made.quote, units, std::string("0x") + amount));
  }
  ASSERT_EQ(others.size(), 7U) << "10.0 is the amount itself";
  world.mine_and_settle(others);
  EXPECT_EQ(world.state(made), OrderState::waiting);
  for (const core::Transfer& other : others)
    EXPECT_EQ(world.transfer(other.key.hash.value()).status, TransferStatus::unmatched) << other.key.hash.value();
  world.mine_and_settle({world.pay(made.quote, "0x01")});
  EXPECT_EQ(world.state(made), OrderState::paid);
}

// Somebody cancels through another connection, as a second process does, while the steps take the payments of all orders.
TEST(Matching, CancelRacingPaymentNeverOverwritesPaid) {
  OneWallet world;
  std::vector<payment::Accepted> made;
  for (int i = 0; i < 40; ++i) made.push_back(*world.create("O" + std::to_string(i), std::to_string(10 + i)));
  world.settle();
  std::vector<core::Transfer> payments;
  for (const auto& order : made) payments.push_back(world.pay(order.quote, "0x" + order.order.order_id.value()));
  world.chain.mine(payments);
  world.chain.mine_empty(4);
  world.clock.set(world.chain.tip().time);

  store::SqliteOptions options;
  options.path = world.folder.file("bepusdt.db");
  const auto other_store = *store::SqliteStore::open(options);
  KeptFeed feed;
  payment::Reservations reservations;
  payment::AcceptOrder other({*other_store, world.directory, world.clock, world.random, world.log, world.metrics, feed},
                             reservations);
  std::atomic<bool> over = false;
  std::atomic<int> cancelled = 0;
  std::thread canceller([&] {
    std::vector<payment::Command> all;
    for (const auto& order : made) all.emplace_back(payment::CancelOrder{core::kDefaultMerchant, order.order.trade_id});
    for (bool last = false; !last;) {
      last = over;
      for (const payment::Command& one : all)
        if (other.run({&one, 1}).front()) ++cancelled;
    }
  });
  (void)world.scan->run();
  while (cancelled == 0) std::this_thread::yield();
  // A few at a time, so that cancels fall between the steps of one and the same order.
  while (world.match->run(1).value_or(1) > 0) {
  }
  while (world.confirm->run(1).value_or(1) > 0) {
  }
  over = true;
  canceller.join();

  for (const auto& order : made) {
    EXPECT_EQ(world.state(order), OrderState::paid) << order.order.order_id.value();
    EXPECT_EQ(world.callbacks_of(order.order.trade_id).size(), 1U);
  }
}

}  // namespace
}  // namespace bepusdt::test
