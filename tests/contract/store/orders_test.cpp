// Contract of the store: orders.
#include "contract/store/store_contract.hpp"

namespace bepusdt::test {
namespace {

using core::OrderState;

TEST_P(StoreContract, AnOrderComesBackAsItWasInserted) {
  core::Order full = order(1);
  full.open_amount = true;
  full.state = OrderState::confirming;
  full.came_from = OrderState::expired;
  full.quote_number = 3;
  full.quote_count = 4;
  full.cancelled_at = kNow + Seconds(1);
  full.paid_at = kNow + Seconds(2);
  full.expired_event_at = kNow + Seconds(3);
  full.payment_hash = core::TxHash("0xfeed");
  full.payment_position = core::Position("7");
  full.received = core::BaseUnits("115792089237316195423570985008687907853269984665640564039457584007913129639935");
  full.reversed = true;
  write([&](ports::Tx& tx) { tx.insert(full); });
  reopen();
  EXPECT_EQ(describe(*read([](const ports::View& v) { return v.order(trade_id(1)); })), describe(full));
}

TEST_P(StoreContract, AnUnknownOrderIsAbsent) {
  EXPECT_FALSE(read([](const ports::View& v) { return v.order(trade_id(1)); }));
  EXPECT_FALSE(read([](const ports::View& v) { return v.order(core::TradeId("")); }));
  EXPECT_TRUE(read([](const ports::View& v) { return v.orders(std::nullopt, std::nullopt, 10); }).empty());
  EXPECT_TRUE(read([](const ports::View& v) { return v.orders_to_expire(kNow, 10); }).empty());
}

TEST_P(StoreContract, AnUpdateOfAnOrderChangesAllButItsIdsAndCreation) {
  core::Order changed = order(1);
  write([&](ports::Tx& tx) {
    tx.insert(changed);
    changed.state = OrderState::paid;
    changed.came_from = OrderState::cancelled;
    changed.fiat = "USD";
    changed.fiat_amount = *core::Decimal::parse("0.000000000000000000000000000000000000001");
    changed.open_amount = true;
    changed.name = "";
    changed.notify_url = "https://other.example.com/";
    changed.redirect_url = "https://other.example.com/back";
    changed.parameters = "other";
    changed.quote_number = 1;
    changed.quote_count = 2;
    changed.deadline += Seconds(77);
    changed.cancelled_at = kNow + Seconds(1);
    changed.paid_at = kNow + Seconds(2);
    changed.expired_event_at = kNow + Seconds(3);
    changed.payment_hash = core::TxHash("0xfeed");
    changed.payment_position = core::Position("n");
    changed.received = 1;
    changed.reversed = true;
    tx.update(changed);
  });
  EXPECT_EQ(describe(*read([](const ports::View& v) { return v.order(trade_id(1)); })), describe(changed));
  changed.cancelled_at.reset();
  changed.paid_at.reset();
  write([&](ports::Tx& tx) { tx.update(changed); });
  EXPECT_EQ(describe(*read([](const ports::View& v) { return v.order(trade_id(1)); })), describe(changed));
}

TEST_P(StoreContract, TextIsKeptByteForByte) {
  core::Order odd = order(1);
  odd.order_id = core::OrderId(std::string(126, 'x') + "é");  // 128 bytes
  odd.name = "'; DROP TABLE orders; -- \"%_\\ \x01 😀";
  odd.merchant_id = core::MerchantId("шоп-2");
  write([&](ports::Tx& tx) { tx.insert(odd); });
  const auto found = read([&](const ports::View& v) { return v.orders_by_order_id(odd.merchant_id, odd.order_id, 2); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(describe(found[0]), describe(odd));
}

TEST_P(StoreContract, OrdersOfOneOrderIdComeNewestFirstAndByMerchant) {
  write([](ports::Tx& tx) {
    // The third was made in the same instant as the second, and its id is smaller: only insertion tells which is newer.
    for (const int n : {1, 3, 2}) {
      core::Order o = order(n);
      o.order_id = core::OrderId("A");
      tx.insert(o);
    }
    core::Order foreign = order(4);
    foreign.merchant_id = core::MerchantId("shop-2");
    foreign.order_id = core::OrderId("A");
    tx.insert(foreign);
    core::Order longer = order(5);
    longer.order_id = core::OrderId("A1");
    tx.insert(longer);
  });
  const auto of = [&](const char* merchant, const char* id, int limit) {
    return trade_ids(read(
        [&](const ports::View& v) { return v.orders_by_order_id(core::MerchantId(merchant), core::OrderId(id), limit); }));
  };
  EXPECT_EQ(of("default", "A", 10), ids({2, 3, 1}));
  EXPECT_EQ(of("default", "A", 2), ids({2, 3}));
  EXPECT_EQ(of("default", "A", 0), ids({}));
  EXPECT_EQ(of("shop-2", "A", 10), ids({4}));
  EXPECT_EQ(of("default", "a", 10), ids({}));
  EXPECT_EQ(of("", "A", 10), ids({}));
}

TEST_P(StoreContract, OrdersAreListedNewestFirstByStateAndPage) {
  write([](ports::Tx& tx) {
    for (int n = 1; n <= 9; ++n) {
      core::Order o = order(n);
      o.state = n % 3 == 0 ? OrderState::paid : n % 3 == 1 ? OrderState::waiting : OrderState::confirming;
      o.deadline = kNow + Seconds(100 - n);  // the other way round
      tx.insert(o);
    }
  });
  const auto listed = [&](std::optional<OrderState> state, std::optional<core::TradeId> before, int limit) {
    return trade_ids(read([&](const ports::View& v) { return v.orders(state, before, limit); }));
  };
  EXPECT_EQ(listed(std::nullopt, std::nullopt, 4), ids({9, 8, 7, 6}));
  EXPECT_EQ(listed(std::nullopt, trade_id(6), 100), ids({5, 4, 3, 2, 1}));
  EXPECT_EQ(listed(std::nullopt, trade_id(1), 100), ids({}));
  EXPECT_EQ(listed(OrderState::waiting, std::nullopt, 2), ids({7, 4}));
  EXPECT_EQ(listed(OrderState::waiting, trade_id(4), 2), ids({1}));
  EXPECT_EQ(listed(OrderState::waiting, trade_id(6), 1), ids({4}));
  EXPECT_EQ(listed(OrderState::paid, std::nullopt, 100), ids({9, 6, 3}));
  EXPECT_EQ(listed(OrderState::confirming, trade_id(8), 100), ids({5, 2}));
  EXPECT_EQ(listed(OrderState::expired, std::nullopt, 100), ids({}));
  EXPECT_EQ(listed(std::nullopt, std::nullopt, 0), ids({}));
  EXPECT_EQ(listed(std::nullopt, core::TradeId("unknown"), 100), ids({}));
}

TEST_P(StoreContract, WaitingOrdersAreFoundBehindManyThatMovedOn) {
  constexpr int kMany = 10'500;
  write([](ports::Tx& tx) {
    for (int n = 1; n <= kMany; ++n) {
      core::Order o = order(n);
      if (n > 3 && n != kMany - 1) o.state = OrderState::paid;
      tx.insert(o);
    }
  });
  const auto waiting = [&](std::optional<core::TradeId> before, int limit) {
    return trade_ids(read([&](const ports::View& v) { return v.orders(OrderState::waiting, before, limit); }));
  };
  EXPECT_EQ(waiting(std::nullopt, 1), ids({kMany - 1}));
  EXPECT_EQ(waiting(std::nullopt, 3), ids({kMany - 1, 3, 2}));
  EXPECT_EQ(waiting(std::nullopt, 10), ids({kMany - 1, 3, 2, 1}));
  EXPECT_EQ(waiting(trade_id(kMany - 1), 2), ids({3, 2}));
  EXPECT_EQ(waiting(trade_id(3), 10), ids({2, 1}));
}

TEST_P(StoreContract, OnlyWaitingOrdersExpireEarliestDeadlineFirst) {
  write([](ports::Tx& tx) {
    for (int n = 1; n <= 5; ++n) {
      core::Order o = order(n);
      o.deadline = kNow + Seconds(10 - n);
      if (n == 3) o.state = OrderState::confirming;
      tx.insert(o);
    }
  });
  const auto due = [&](int seconds, int limit) {
    return trade_ids(read([&](const ports::View& v) { return v.orders_to_expire(kNow + Seconds(seconds), limit); }));
  };
  EXPECT_EQ(due(4, 10), ids({}));
  EXPECT_EQ(due(5, 10), ids({5}));  // the deadline itself counts
  EXPECT_EQ(due(9, 10), ids({5, 4, 2, 1}));
  EXPECT_EQ(due(9, 2), ids({5, 4}));
  write([](ports::Tx& tx) {
    core::Order moved = *tx.order(trade_id(5));
    moved.deadline = kNow + Seconds(50);
    tx.update(moved);
    core::Order gone = *tx.order(trade_id(4));
    gone.state = OrderState::expired;
    tx.update(gone);
    core::Order back = *tx.order(trade_id(3));
    back.state = OrderState::waiting;
    tx.update(back);
  });
  EXPECT_EQ(due(9, 10), ids({3, 2, 1}));
}

TEST_P(StoreContract, ASecondOrderOfTheSameTradeIdIsAFailure) {
  write([](ports::Tx& tx) { tx.insert(order(1)); });
  const auto again = store->write([](ports::Tx& tx) { tx.insert(order(1)); });
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ports::StoreError::Kind::broken);
  EXPECT_NE(again.error().reason.find("trade_id"), std::string::npos) << again.error().reason;
}

}  // namespace
}  // namespace bepusdt::test
