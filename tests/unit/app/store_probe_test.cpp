// The store's line of /readyz: a full disk is seen without an order, room is seen again, and asking often writes seldom.
#include "app/store_probe.hpp"

#include <gtest/gtest.h>

#include "store/sqlite/sqlite_store.hpp"
#include "support/fakes.hpp"
#include "support/sim_disk.hpp"

namespace bepusdt::app {
namespace {

class StoreProbeOnADisk : public testing::Test {
 protected:
  std::unique_ptr<store::SqliteStore> open() {
    store::SqliteOptions options;
    options.path = "/gateway.db";
    options.vfs = disk.name();
    auto opened = store::SqliteStore::open(options);
    EXPECT_TRUE(opened);
    return *std::move(opened);
  }
  bool a_second_later() {
    clock.advance(Millis(1'000));
    return probe.writable();
  }

  test::SimDisk disk{1};
  std::unique_ptr<store::SqliteStore> store = open();
  test::SetClock clock{from_unix_millis(1'795'444'099'500)};
  StoreProbe probe{*store, clock};
};

TEST_F(StoreProbeOnADisk, AFullDiskIsNotWritableUntilThereIsRoomAgain) {
  EXPECT_TRUE(probe.writable());
  disk.set_room(0);
  EXPECT_FALSE(a_second_later());
  EXPECT_FALSE(a_second_later());
  EXPECT_GT(disk.counts().full, 0U);
  disk.set_room({});
  EXPECT_TRUE(a_second_later());
}

TEST_F(StoreProbeOnADisk, ADiskThatFailsToSyncIsNotWritable) {
  disk.fail_sync(0, test::SimDisk::SyncFailure::nothing);
  EXPECT_FALSE(probe.writable());
  EXPECT_TRUE(a_second_later());
}

TEST_F(StoreProbeOnADisk, AskedAThousandTimesWithinASecondItWritesOnce) {
  ASSERT_TRUE(probe.writable());
  const auto syncs = disk.counts().syncs;
  for (int n = 0; n < 999; ++n) {
    clock.advance(Millis(1));
    ASSERT_TRUE(probe.writable());
  }
  EXPECT_EQ(disk.counts().syncs, syncs);
  EXPECT_TRUE(a_second_later());
  EXPECT_GT(disk.counts().syncs, syncs);
}

TEST_F(StoreProbeOnADisk, AnAnswerDoesNotLastLongerBecauseTheClockWentBack) {
  ASSERT_TRUE(probe.writable());
  disk.set_room(0);
  clock.advance(-Millis(3'600'000));
  EXPECT_FALSE(probe.writable());
}

}  // namespace
}  // namespace bepusdt::app
