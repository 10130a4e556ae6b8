// Contract of the store: transactions, snapshots, failures, several threads.
#include <atomic>
#include <barrier>
#include <stdexcept>
#include <thread>

#include "contract/store/store_contract.hpp"

namespace bepusdt::test {
namespace {

std::size_t count_orders(const ports::View& view) { return view.orders(std::nullopt, std::nullopt, 1'000'000).size(); }

TEST_P(StoreContract, WhatWasWrittenIsThereAfterAReopening) {
  place_order(1, 100);
  reopen();
  EXPECT_TRUE(read([](const ports::View& v) { return v.order(trade_id(1)); }));
  EXPECT_EQ(read([](const ports::View& v) { return v.quotes(trade_id(1)); }).size(), 1U);
}

TEST_P(StoreContract, ATransactionSeesItsOwnRows) {
  write([](ports::Tx& tx) {
    tx.insert(order(1));
    EXPECT_TRUE(tx.order(trade_id(1)));
    EXPECT_TRUE(tx.insert(quote(1, 100)));
    EXPECT_EQ(tx.quotes(trade_id(1)).size(), 1U);
    EXPECT_EQ(tx.live_units(place()).size(), 1U);
  });
}

TEST_P(StoreContract, AThrownExceptionUndoesEverythingAndComesThrough) {
  place_order(1, 100);
  struct Unrelated : std::runtime_error {
    using std::runtime_error::runtime_error;
  };
  EXPECT_THROW(static_cast<void>(store->write([](ports::Tx& tx) {
                 tx.insert(order(2));
                 core::Quote elsewhere = quote(2, 200);
                 elsewhere.address = kWalletTwo;  // a place that was never used before
                 EXPECT_TRUE(tx.insert(elsewhere));
                 core::Order changed = *tx.order(trade_id(1));
                 changed.state = core::OrderState::cancelled;
                 tx.update(changed);
                 throw Unrelated("not the store's business");
               })),
               Unrelated);
  EXPECT_FALSE(read([](const ports::View& v) { return v.order(trade_id(2)); }));
  EXPECT_EQ(read([](const ports::View& v) { return v.order(trade_id(1)); })->state, core::OrderState::waiting);
  EXPECT_TRUE(read([](const ports::View& v) { return v.live_units(place(kWalletTwo)); }).empty());
  // The store goes on, with the place and the numbers that were undone.
  write([](ports::Tx& tx) {
    tx.insert(order(2));
    core::Quote elsewhere = quote(2, 200);
    elsewhere.address = kWalletTwo;
    EXPECT_TRUE(tx.insert(elsewhere));
  });
  EXPECT_EQ(read([](const ports::View& v) { return v.live_units(place(kWalletTwo)); }).size(), 1U);
}

TEST_P(StoreContract, AThrownStoreFailureUndoesEverythingAndIsTheResult) {
  const auto done = store->write([](ports::Tx& tx) {
    tx.insert(order(1));
    throw ports::StoreFailure(ports::StoreError::Kind::busy, "said so");
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ports::StoreError::Kind::busy);
  EXPECT_EQ(done.error().reason, "said so");
  EXPECT_FALSE(read([](const ports::View& v) { return v.order(trade_id(1)); }));
}

TEST_P(StoreContract, AFailureThatTheCallbackHidesUndoesEverythingAllTheSame) {
  place_order(1, 100);
  const auto done = store->write([](ports::Tx& tx) {
    tx.insert(order(2));
    EXPECT_THROW(tx.insert(order(1)), ports::StoreFailure);
    EXPECT_THROW(tx.insert(order(3)), ports::StoreFailure);  // the transaction is lost
    EXPECT_THROW(static_cast<void>(tx.order(trade_id(1))), ports::StoreFailure);
  });
  EXPECT_FALSE(done);
  EXPECT_EQ(read([](const ports::View& v) { return count_orders(v); }), 1U);
  place_order(3, 300);
}

TEST_P(StoreContract, AnExceptionInAReadComesThrough) {
  EXPECT_THROW(static_cast<void>(store->read([](const ports::View&) { throw std::logic_error("mine"); })), std::logic_error);
  const auto failed = store->read([](const ports::View&) { throw ports::StoreFailure(ports::StoreError::Kind::busy, "b"); });
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, ports::StoreError::Kind::busy);
  EXPECT_EQ(read([](const ports::View& v) { return count_orders(v); }), 0U);
}

TEST_P(StoreContract, AReaderKeepsItsSnapshotWhileAWriterCommits) {
  place_order(1, 100);
  const auto done = store->read([&](const ports::View& view) {
    EXPECT_EQ(count_orders(view), 1U);
    std::thread writer([&] { place_order(2, 200); });  // does not wait for the reader
    writer.join();
    EXPECT_EQ(count_orders(view), 1U);
    EXPECT_FALSE(view.order(trade_id(2)));
    EXPECT_EQ(view.live_units(place()).size(), 1U);
  });
  EXPECT_TRUE(done);
  EXPECT_EQ(read([](const ports::View& v) { return count_orders(v); }), 2U);
}

TEST_P(StoreContract, AReaderSeesNothingOfAnUnfinishedTransaction) {
  write([&](ports::Tx& tx) {
    tx.insert(order(1));
    EXPECT_EQ(read([](const ports::View& v) { return count_orders(v); }), 0U);  // and does not wait for it
  });
  EXPECT_EQ(read([](const ports::View& v) { return count_orders(v); }), 1U);
}

TEST_P(StoreContract, ReadsMayBeManyAtOnceAndNested) {
  place_order(1, 100);
  constexpr int kThreads = 12;
  std::barrier all(kThreads);
  std::atomic<int> good = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < kThreads; ++i)
    readers.emplace_back([&] {
      const auto done = store->read([&](const ports::View& view) {
        all.arrive_and_wait();  // all are inside at the same time
        const auto inner = store->read([&](const ports::View& v) { good += v.order(trade_id(1)).has_value(); });
        good += view.order(trade_id(1)).has_value() && inner.has_value();
      });
      EXPECT_TRUE(done);
    });
  for (auto& t : readers) t.join();
  EXPECT_EQ(good, 2 * kThreads);
}

TEST_P(StoreContract, WritersOfSeveralThreadsExcludeEachOther) {
  constexpr int kThreads = 4;
  constexpr int kEach = 25;
  std::vector<std::thread> writers;
  for (int t = 0; t < kThreads; ++t)
    writers.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        const auto done = store->write([&](ports::Tx& tx) {
          // Read, then write what was read plus one: a lost update would show.
          const auto cursor = tx.cursor(kEthereum);
          tx.put_cursor({kEthereum, block(cursor ? cursor->block.height + 1 : 1), 0, 0, kNow});
          const int n = t * kEach + i;
          tx.insert(order(n));
          EXPECT_TRUE(tx.insert(quote(n, n)));
        });
        EXPECT_TRUE(done);
      }
    });
  for (auto& t : writers) t.join();
  EXPECT_EQ(read([](const ports::View& v) { return v.cursor(kEthereum)->block.height; }),
            static_cast<std::uint64_t>(kThreads * kEach));
  EXPECT_EQ(read([](const ports::View& v) { return count_orders(v); }), static_cast<std::size_t>(kThreads * kEach));
}

TEST_P(StoreContract, AnAmountThatSeveralThreadsWantGoesToOne) {
  constexpr int kThreads = 4;
  std::atomic<int> winners = 0;
  std::vector<std::thread> writers;
  for (int t = 0; t < kThreads; ++t)
    writers.emplace_back([&, t] {
      const auto done = store->write([&](ports::Tx& tx) {
        tx.insert(order(t));
        if (tx.insert(quote(t, 4'000'000))) ++winners;
      });
      EXPECT_TRUE(done);
    });
  for (auto& t : writers) t.join();
  EXPECT_EQ(winners, 1);
}

TEST_P(StoreContract, OnlyChangesOfOthersAreForeign) {
  const std::uint64_t before = store->foreign_changes();
  place_order(1, 100);
  EXPECT_EQ(read([](const ports::View& v) { return count_orders(v); }), 1U);
  EXPECT_EQ(store->foreign_changes(), before);
  const auto other = backend->open();
  EXPECT_EQ(store->foreign_changes(), before);  // to open is no change
  ASSERT_TRUE(other->write([](ports::Tx& tx) { tx.insert(order(2)); }));
  const std::uint64_t after = store->foreign_changes();
  EXPECT_NE(after, before);
  EXPECT_EQ(store->foreign_changes(), after);
  place_order(3, 300);
  EXPECT_EQ(store->foreign_changes(), after);
  EXPECT_EQ(read([](const ports::View& v) { return count_orders(v); }), 3U);
}

TEST_P(StoreContract, ATouchIsNoChangeToTheProcessThatMakesIt) {
  place_order(1, 100);
  const std::uint64_t before = store->foreign_changes();
  ASSERT_TRUE(store->write([](ports::Tx& tx) { tx.touch(); }));
  EXPECT_EQ(store->foreign_changes(), before);
  EXPECT_EQ(read([](const ports::View& v) { return count_orders(v); }), 1U);
  store = backend->open();
  EXPECT_EQ(read([](const ports::View& v) { return count_orders(v); }), 1U);
}

}  // namespace
}  // namespace bepusdt::test
