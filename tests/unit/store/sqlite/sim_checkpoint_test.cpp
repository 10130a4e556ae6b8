// A checkpoint whose sync fails, on a disk that then gives up what it was to sync. SQLite counts pages as copied that a
// checkpoint wrote under an old snapshot without syncing them, and would not write them again.
#include <gtest/gtest.h>

#include "contract/store/rows.hpp"
#include "raw_database.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "support/sim_disk.hpp"

namespace bepusdt::store {
namespace {

using test::SimDisk;

constexpr const char* kPath = "/gateway.db";
constexpr int kSeeds = 20;

std::unique_ptr<SqliteStore> open_on(const SimDisk& disk) {
  SqliteOptions options;
  options.path = kPath;
  options.vfs = disk.name();
  options.checkpoint_pages = 1;
  auto opened = SqliteStore::open(options);
  EXPECT_TRUE(opened);
  return *std::move(opened);
}

void place(SqliteStore& store, int from, int to) {
  EXPECT_TRUE(store.write([&](ports::Tx& tx) {
    for (int n = from; n < to; ++n) {
      tx.insert(test::order(n));
      EXPECT_TRUE(tx.insert(test::quote(n, 1'000 + n)));
    }
  }));
}

TEST(SimCheckpoint, APageThatAFailedSyncGaveUpIsNotTakenAsCopied) {
  std::uint64_t given_up = 0;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    SimDisk disk(seed);
    auto store = open_on(disk);
    place(*store, 0, 50);
    EXPECT_TRUE(store->read([&](const ports::View& v) {
      EXPECT_TRUE(v.order(test::trade_id(1)));
      place(*store, 50, 100);
      EXPECT_TRUE(store->checkpoint());  // copies the first fifty, and cannot sync them before the rest may be copied
    }));
    place(*store, 100, 110);
    disk.fail_sync(1, SimDisk::SyncFailure::nothing);  // the first is the log's
    const auto failed = store->checkpoint();
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().kind, ports::StoreError::Kind::broken) << failed.error().reason;

    // The disk is well again and orders are taken, but what was copied cannot be told from what was not.
    place(*store, 110, 120);
    const auto refused = store->checkpoint();
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().reason.find("restart"), std::string::npos) << refused.error().reason;
    place(*store, 120, 130);
    store.reset();
    disk.power_cut();
    disk.revive();

    // A new process copies all of the log.
    store = open_on(disk);
    place(*store, 130, 140);
    EXPECT_TRUE(store->checkpoint());
    store.reset();
    disk.power_cut();
    disk.revive();
    RawDatabase raw(kPath, disk.name());
    EXPECT_EQ(raw.value("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(raw.value("SELECT count(*) FROM orders"), "140");
    given_up += disk.counts().failed_syncs_given_up;
  }
  EXPECT_GT(given_up, 5U);
}

}  // namespace
}  // namespace bepusdt::store
