// A failing disk: what is reported, what is lost (nothing that was committed), and that the store goes on.
#include <gtest/gtest.h>

#include "contract/store/rows.hpp"
#include "raw_database.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "support/faulty_vfs.hpp"
#include "support/temp_folder.hpp"

namespace bepusdt::store {
namespace {

using Kind = ports::StoreError::Kind;
using test::FaultyVfs;
using Operation = FaultyVfs::Operation;

class Faults : public testing::Test {
 protected:
  void open(int checkpoint_pages = SqliteOptions().checkpoint_pages) {
    SqliteOptions options;
    options.path = folder.file("a.db");
    options.vfs = vfs.name();
    options.checkpoint_pages = checkpoint_pages;
    auto opened = SqliteStore::open(options);
    ASSERT_TRUE(opened) << opened.error().en;
    store = *std::move(opened);
  }
  Result<void, ports::StoreError> place(int from, int to) {
    return store->write([&](ports::Tx& tx) {
      for (int n = from; n < to; ++n) {
        tx.insert(test::order(n));
        EXPECT_TRUE(tx.insert(test::quote(n, 1'000 + n)));
      }
    });
  }
  // Every order has its quote; how many there are.
  int whole_orders() {
    RawDatabase raw(folder.file("a.db"));
    EXPECT_EQ(raw.value("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(raw.value("SELECT count(*) FROM orders o WHERE NOT EXISTS (SELECT 1 FROM quotes WHERE order_seq = o.seq)"),
              "0");
    EXPECT_EQ(raw.value("SELECT count(*) FROM quotes q WHERE NOT EXISTS (SELECT 1 FROM orders WHERE seq = q.order_seq)"),
              "0");
    return std::stoi(raw.value("SELECT count(*) FROM orders"));
  }

  test::TempFolder folder;
  FaultyVfs vfs;
  std::unique_ptr<SqliteStore> store;
};

TEST_F(Faults, AFullDiskLosesOnlyTheTransactionThatMetIt) {
  open();
  ASSERT_TRUE(place(0, 10));
  static_cast<void>(vfs.count());
  ASSERT_TRUE(place(10, 20));
  const int writes = vfs.count().writes;
  ASSERT_GT(writes, 2);
  // At every write of a transaction of the same size: the first, the middle ones, the commit's own.
  int next = 20;
  for (int nth = 0; nth < writes; ++nth) {
    vfs.fail(Operation::write, nth, SQLITE_FULL, FaultyVfs::Lasting::until_healed);
    const auto full = place(next, next + 10);
    ASSERT_FALSE(full) << nth;
    EXPECT_EQ(full.error().kind, Kind::unknown) << full.error().reason;  // it met the disk in its commit
    EXPECT_NE(full.error().reason.find("full"), std::string::npos) << full.error().reason;
    EXPECT_FALSE(place(next, next + 1)) << "still full";
    EXPECT_EQ(whole_orders(), next);
    vfs.heal();
    ASSERT_TRUE(place(next, next + 1)) << nth;  // room was made: the store goes on by itself
    ++next;
  }
  store.reset();
  EXPECT_EQ(whole_orders(), next);
}

TEST_F(Faults, AFullDiskInTheMiddleOfALargeTransactionIsFull) {
  open();
  ASSERT_TRUE(place(0, 10));
  // Larger than the writer's cache: pages go to the log before the commit.
  vfs.fail(Operation::write, 50, SQLITE_FULL, FaultyVfs::Lasting::until_healed);
  const auto full = place(10, 20'010);
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().kind, Kind::full) << full.error().reason;
  vfs.heal();
  EXPECT_EQ(whole_orders(), 10);
  ASSERT_TRUE(place(10, 20));
  store.reset();
  EXPECT_EQ(whole_orders(), 20);
}

TEST_F(Faults, AFailingSyncOfACommitIsUnknownAndTheStepCanRunAgain) {
  open();
  ASSERT_TRUE(place(0, 10));
  vfs.fail(Operation::sync, 0, SQLITE_IOERR_FSYNC);
  const auto unknown = place(10, 20);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, Kind::unknown) << unknown.error().reason;
  EXPECT_TRUE(store->read([](const ports::View& v) { EXPECT_FALSE(v.order(test::trade_id(10))); }));
  ASSERT_TRUE(place(10, 20));
  store.reset();
  EXPECT_EQ(whole_orders(), 20);
}

TEST_F(Faults, AFailingWriteOfACommitIsUnknown) {
  open();
  ASSERT_TRUE(place(0, 10));
  vfs.fail(Operation::write, 0, SQLITE_IOERR_WRITE);
  const auto unknown = place(10, 20);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, Kind::unknown) << unknown.error().reason;
  ASSERT_TRUE(place(10, 20));
  store.reset();
  EXPECT_EQ(whole_orders(), 20);
}

// Why `unknown` must be said: the end mark was written, only the sync failed; after a crash the transaction is there.
TEST_F(Faults, ACommitWhoseSyncFailedMayComeBackAfterACrash) {
  open();
  ASSERT_TRUE(place(0, 10));
  vfs.die_at(Operation::sync, 0);
  const auto unknown = place(10, 20);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, Kind::unknown);
  store.reset();
  EXPECT_EQ(whole_orders(), 20);
}

TEST_F(Faults, ACrashAtAnyWriteOrSyncLeavesWholeTransactions) {
  int committed = 0;
  for (const auto& [operation, points] : {std::pair(Operation::write, 60), std::pair(Operation::sync, 15)}) {
    for (int nth = 0; nth < points; ++nth) {
      open(30);  // checkpoints are hit as well
      vfs.die_at(operation, nth);
      while (place(committed * 3, committed * 3 + 3)) {
        ++committed;
        static_cast<void>(store->checkpoint());
      }
      store.reset();
      vfs.heal();
      const int whole = whole_orders();
      EXPECT_EQ(whole % 3, 0);
      // The transaction that met the crash may be there after all; none before it may be missing.
      ASSERT_TRUE(whole / 3 == committed || whole / 3 == committed + 1) << whole << " orders, " << committed << " committed";
      committed = whole / 3;
    }
  }
  EXPECT_GT(committed, 50);
}

TEST_F(Faults, ADiskThatFailsDuringACheckpointLosesNothing) {
  open(1);
  for (int round = 0; round < 12; ++round) {
    ASSERT_TRUE(place(round * 10, round * 10 + 10));
    vfs.fail(round % 2 == 0 ? Operation::write : Operation::sync, round / 4, round % 3 == 0 ? SQLITE_FULL : SQLITE_IOERR,
             FaultyVfs::Lasting::until_healed);
    static_cast<void>(store->checkpoint());
    vfs.heal();
    EXPECT_EQ(whole_orders(), round * 10 + 10);
  }
  EXPECT_TRUE(store->checkpoint());
  store.reset();
  EXPECT_EQ(whole_orders(), 120);
}

TEST_F(Faults, AFailingCheckpointIsReported) {
  open(1);
  ASSERT_TRUE(place(0, 10));
  vfs.fail(Operation::write, 0, SQLITE_FULL, FaultyVfs::Lasting::until_healed);
  const auto failed = store->checkpoint();
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, Kind::full) << failed.error().reason;
  vfs.heal();
}

TEST_F(Faults, ALockedDatabaseIsBusyAfterTheTimeout) {
  SqliteOptions options;
  options.path = folder.file("a.db");
  options.busy_timeout = Millis(1);
  store = *SqliteStore::open(options);
  RawDatabase other(options.path);
  other.rows("BEGIN IMMEDIATE");
  const auto busy = place(0, 1);
  ASSERT_FALSE(busy);
  EXPECT_EQ(busy.error().kind, Kind::busy) << busy.error().reason;
  EXPECT_TRUE(store->read([](const ports::View& v) { EXPECT_TRUE(v.wallets().empty()); }));
  other.rows("ROLLBACK");
  EXPECT_TRUE(place(0, 1));
}

}  // namespace
}  // namespace bepusdt::store
