// The log: when a checkpoint is due, that the log then begins anew, and that nobody mistakes it for a change.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdio>
#include <latch>
#include <stop_token>
#include <thread>

#include "contract/store/rows.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "support/temp_folder.hpp"

namespace bepusdt::store {
namespace {

class Checkpoint : public testing::Test {
 protected:
  void open(int checkpoint_pages, int log_limit_pages) {
    SqliteOptions options;
    options.path = folder.file("a.db");
    options.checkpoint_pages = checkpoint_pages;
    options.log_limit_pages = log_limit_pages;
    store = *SqliteStore::open(options);
  }
  void place(int count) {
    for (int i = 0; i < count; ++i, ++next)
      ASSERT_TRUE(store->write([&](ports::Tx& tx) {
        tx.insert(test::order(next));
        ASSERT_TRUE(tx.insert(test::quote(next, next)));
      }));
  }
  [[nodiscard]] std::int64_t log_bytes() const {
    struct stat about {};
    return stat(folder.file("a.db-wal").c_str(), &about) == 0 ? about.st_size : -1;
  }

  test::TempFolder folder;
  std::unique_ptr<SqliteStore> store;
  int next = 0;
};

TEST_F(Checkpoint, IsDueAtItsLimitAndMakesTheLogBeginAnew) {
  open(200, 1'000'000);  // the schema alone is some sixty pages
  place(3);
  const int before = store->log_pages();
  EXPECT_GT(before, 0);
  ASSERT_TRUE(store->checkpoint());  // not due: nothing happens
  EXPECT_EQ(store->log_pages(), before);
  while (store->log_pages() < 200) place(1);
  ASSERT_TRUE(store->checkpoint());
  EXPECT_EQ(store->log_pages(), 0);
  const std::int64_t grown = log_bytes();
  place(3);
  EXPECT_LT(store->log_pages(), 200);
  EXPECT_EQ(log_bytes(), grown);  // its file is used from the beginning again
}

TEST_F(Checkpoint, TheWriterDoesItWhenNobodyElseDoes) {
  open(50, 100);
  place(100);
  constexpr int kOneTransaction = 30;
  EXPECT_LT(store->log_pages(), 100 + kOneTransaction);
  EXPECT_LT(log_bytes(), (100 + kOneTransaction) * 4'200);
}

TEST_F(Checkpoint, AReaderHoldsItUpWithoutEndlessTries) {
  open(200, 400);
  place(1);
  const auto done = store->read([&](const ports::View& view) {
    ASSERT_TRUE(view.order(test::trade_id(0)));  // the snapshot is taken
    while (store->log_pages() < 200) place(1);
    ASSERT_TRUE(store->checkpoint());
    const int after = store->log_pages();
    EXPECT_GE(after, 200);
    ASSERT_TRUE(store->checkpoint());  // not due again before the log has grown
    place(1);
    EXPECT_GT(store->log_pages(), after);
  });
  ASSERT_TRUE(done);
  while (store->log_pages() < 800 && store->log_pages() > 0) {
    place(1);
    ASSERT_TRUE(store->checkpoint());
  }
  EXPECT_EQ(store->log_pages(), 0);
}

// The first one opens a connection of its own, which may not work when it is due.
TEST_F(Checkpoint, ThatGetsNoConnectionIsPutOffAndMadeUpFor) {
  constexpr int kDue = 100;
  open(kDue, 1'000'000);
  while (store->log_pages() < kDue) place(1);
  std::stop_source stopped;
  stopped.request_stop();
  ASSERT_TRUE(store->wait_for_checkpoint(stopped.get_token()));  // it is due
  ASSERT_EQ(std::rename(folder.file("a.db").c_str(), folder.file("away.db").c_str()), 0);
  EXPECT_FALSE(store->checkpoint());
  EXPECT_FALSE(store->wait_for_checkpoint(stopped.get_token()));  // and not again at once
  ASSERT_EQ(std::rename(folder.file("away.db").c_str(), folder.file("a.db").c_str()), 0);
  while (!store->wait_for_checkpoint(stopped.get_token())) place(1);
  ASSERT_TRUE(store->checkpoint());
  EXPECT_EQ(store->log_pages(), 0);
}

TEST_F(Checkpoint, IsNoForeignChange) {
  open(10, 1'000'000);
  place(1);
  const auto before = store->foreign_changes();
  while (store->log_pages() < 10) place(1);
  ASSERT_TRUE(store->checkpoint());
  ASSERT_EQ(store->log_pages(), 0);
  place(5);
  ASSERT_TRUE(store->read([](const ports::View& v) { EXPECT_TRUE(v.order(test::trade_id(0))); }));
  EXPECT_EQ(store->foreign_changes(), before);
}

TEST_F(Checkpoint, ItsThreadIsWokenByWritersAndByStop) {
  open(40, 1'000'000);
  std::latch first(1);
  int rounds = 0;
  bool counted = false;
  std::jthread loop([&](const std::stop_token& stop) {
    while (store->wait_for_checkpoint(stop)) {
      EXPECT_TRUE(store->checkpoint());
      ++rounds;
      if (!counted) first.count_down();
      counted = true;
    }
  });
  while (store->log_pages() < 40 && !first.try_wait()) place(1);
  first.wait();
  loop.request_stop();
  loop.join();
  EXPECT_GE(rounds, 1);
}

TEST_F(Checkpoint, WritersAndReadersGoOnBesideIt) {
  open(10, 1'000'000);
  std::jthread loop([&](const std::stop_token& stop) {
    while (store->wait_for_checkpoint(stop)) EXPECT_TRUE(store->checkpoint());
  });
  std::jthread reader([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      const auto done = store->read([](const ports::View& v) {
        const auto orders = v.orders(std::nullopt, std::nullopt, 5);
        for (const auto& order : orders) EXPECT_EQ(v.quotes(order.trade_id).size(), 1U);
      });
      EXPECT_TRUE(done);
    }
  });
  place(300);
  reader.request_stop();
  reader.join();
  loop.request_stop();
  loop.join();
  EXPECT_TRUE(store->read([](const ports::View& v) { EXPECT_EQ(v.live_units(test::place()).size(), 300U); }));
}

}  // namespace
}  // namespace bepusdt::store
