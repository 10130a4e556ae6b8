// What SimDisk promises, and that it does not promise more: what no sync has made durable is really lost and torn.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <thread>

#include "sqlite/raw_database.hpp"
#include "support/sim_disk.hpp"

namespace bepusdt::test {
namespace {

using Operation = SimDisk::Operation;
using SyncFailure = SimDisk::SyncFailure;
using store::RawDatabase;

constexpr int kSeeds = 200;
constexpr std::size_t kSectors = 8;

// A file as a connection has it open, without SQLite.
class OpenFile {
 public:
  OpenFile(SimDisk& disk, const char* name, int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) : disk_(disk) {
    EXPECT_EQ(disk_.open(name, flags, handle_), SQLITE_OK);
  }
  ~OpenFile() { disk_.close(handle_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  // So many sectors full of `byte`, from sector `at` on.
  int fill(std::uint8_t byte, std::size_t at = 0, std::size_t sectors = kSectors) {
    const std::vector<std::uint8_t> bytes(sectors * SimFile::kSector, byte);
    return disk_.write(handle_, at * SimFile::kSector, bytes);
  }
  int sync() { return disk_.sync(handle_); }
  int truncate(std::size_t sectors) { return disk_.truncate(handle_, sectors * SimFile::kSector); }

  // One character a sector; '?' where a sector is not of one kind.
  std::string text() {
    sqlite3_int64 size = 0;
    EXPECT_EQ(disk_.size(handle_, size), SQLITE_OK);
    std::string text;
    for (std::size_t at = 0; at < static_cast<std::size_t>(size); at += SimFile::kSector) {
      std::array<std::uint8_t, SimFile::kSector> sector{};
      const int code = disk_.read(handle_, at, sector);
      const bool one_kind = code == SQLITE_OK && std::ranges::count(sector, sector[0]) == std::ssize(sector);
      text += !one_kind ? '?' : sector[0] == 0 ? '0' : static_cast<char>(sector[0]);
    }
    return text;
  }

 private:
  SimDisk& disk_;
  SimHandle handle_;
};

// What may be in a file of eight durable sectors 'a' after `change` and a power cut, over all seeds; without the file: "-".
template <class Change>
std::set<std::string> after_power_cuts(Change change) {
  std::set<std::string> found;
  for (int seed = 0; seed < kSeeds; ++seed) {
    SimDisk disk(static_cast<std::uint64_t>(seed));
    {
      OpenFile file(disk, "f");
      EXPECT_EQ(file.fill('a'), SQLITE_OK);
      EXPECT_EQ(file.sync(), SQLITE_OK);
      change(disk, file);
      disk.power_cut();
    }
    disk.revive();
    found.insert(disk.exists("f") ? OpenFile(disk, "f").text() : "-");
  }
  return found;
}

TEST(SimDisk, WhatWasSyncedSurvivesEveryPowerCut) {
  const auto found = after_power_cuts([](SimDisk&, OpenFile& file) {
    EXPECT_EQ(file.fill('b'), SQLITE_OK);
    EXPECT_EQ(file.sync(), SQLITE_OK);
  });
  EXPECT_EQ(found, std::set<std::string>{"bbbbbbbb"});
}

TEST(SimDisk, AnUnsyncedWriteSurvivesWhollyOrNotAtAllOrTorn) {
  const auto found = after_power_cuts([](SimDisk&, OpenFile& file) { EXPECT_EQ(file.fill('b'), SQLITE_OK); });
  EXPECT_TRUE(found.contains("aaaaaaaa"));
  EXPECT_TRUE(found.contains("bbbbbbbb"));
  EXPECT_GT(found.size(), 20U);
  for (const auto& text : found) EXPECT_EQ(text.find_first_not_of("ab"), std::string::npos) << text;
}

TEST(SimDisk, BytesBesideAWriteStayAsTheyAre) {
  const auto found = after_power_cuts([](SimDisk&, OpenFile& file) { EXPECT_EQ(file.fill('b', 2, 3), SQLITE_OK); });
  for (const auto& text : found) {
    EXPECT_EQ(text.substr(0, 2), "aa") << text;
    EXPECT_EQ(text.substr(5), "aaa") << text;
  }
}

TEST(SimDisk, ALaterWriteMaySurviveWithoutAnEarlierOne) {
  const auto found = after_power_cuts([](SimDisk&, OpenFile& file) {
    EXPECT_EQ(file.fill('b', 0, 1), SQLITE_OK);
    EXPECT_EQ(file.fill('c', 1, 1), SQLITE_OK);
  });
  EXPECT_EQ(found, (std::set<std::string>{"aaaaaaaa", "baaaaaaa", "acaaaaaa", "bcaaaaaa"}));
}

TEST(SimDisk, AnUnsyncedSizeMaySurviveAlsoWithoutItsBytes) {
  EXPECT_EQ(after_power_cuts([](SimDisk&, OpenFile& file) { EXPECT_EQ(file.fill('b', 8, 1), SQLITE_OK); }),
            (std::set<std::string>{"aaaaaaaa", "aaaaaaaa0", "aaaaaaaab"}));
  EXPECT_EQ(after_power_cuts([](SimDisk&, OpenFile& file) { EXPECT_EQ(file.truncate(3), SQLITE_OK); }),
            (std::set<std::string>{"aaaaaaaa", "aaa"}));
}

TEST(SimDisk, ARemovalIsDurableWhenItIsAskedForElseItMayBeUndone) {
  EXPECT_EQ(after_power_cuts([](SimDisk& disk, OpenFile&) { EXPECT_EQ(disk.remove("f", true), SQLITE_OK); }),
            std::set<std::string>{"-"});
  EXPECT_EQ(after_power_cuts([](SimDisk& disk, OpenFile&) { EXPECT_EQ(disk.remove("f", false), SQLITE_OK); }),
            (std::set<std::string>{"-", "aaaaaaaa"}));
}

TEST(SimDisk, AFileThatReplacedARemovedOneIsThereForGoodOnceItWasSynced) {
  const auto replace = [](SimDisk& disk, bool sync) {
    EXPECT_EQ(disk.remove("f", false), SQLITE_OK);
    OpenFile other(disk, "f");
    EXPECT_EQ(other.fill('b', 0, 1), SQLITE_OK);
    if (sync) {
      EXPECT_EQ(other.sync(), SQLITE_OK);
    }
  };
  EXPECT_EQ(after_power_cuts([&](SimDisk& disk, OpenFile&) { replace(disk, true); }), std::set<std::string>{"b"});
  const auto found = after_power_cuts([&](SimDisk& disk, OpenFile&) { replace(disk, false); });
  EXPECT_TRUE(found.contains("aaaaaaaa"));
  EXPECT_TRUE(found.contains("-"));
  EXPECT_TRUE(found.contains("b"));
}

TEST(SimDisk, TheFirstSyncOfANewFileMakesAllNamesDurable) {
  const auto found = after_power_cuts([&](SimDisk& disk, OpenFile&) {
    EXPECT_EQ(disk.remove("f", false), SQLITE_OK);
    OpenFile other(disk, "g");
    EXPECT_EQ(other.sync(), SQLITE_OK);
  });
  EXPECT_EQ(found, std::set<std::string>{"-"});
}

TEST(SimDisk, ADeadProcessChangesNothingAndWhatItWroteIsThere) {
  SimDisk disk(1);
  {
    OpenFile file(disk, "f");
    EXPECT_EQ(file.fill('b'), SQLITE_OK);
    disk.process_dies();
    EXPECT_TRUE(disk.dead());
    EXPECT_EQ(file.fill('c'), SQLITE_IOERR_WRITE);
    EXPECT_EQ(file.truncate(0), SQLITE_IOERR_TRUNCATE);
    EXPECT_EQ(file.sync(), SQLITE_IOERR_FSYNC);
    EXPECT_EQ(disk.remove("f", true), SQLITE_IOERR_DELETE);
  }
  disk.revive();
  EXPECT_EQ(OpenFile(disk, "f").text(), "bbbbbbbb");
  EXPECT_TRUE(disk.image().files.empty());  // but nothing of it is durable
}

TEST(SimDisk, AProcessThatDiesInAnOperationLeavesItHalfDone) {
  std::set<std::string> found;
  std::set<bool> durable;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    SimDisk disk(seed);
    disk.die_at(Operation::write, 1);
    {
      OpenFile file(disk, "f");
      EXPECT_EQ(file.fill('a'), SQLITE_OK);
      EXPECT_NE(file.fill('b'), SQLITE_OK);
      EXPECT_TRUE(disk.dead());
    }
    disk.revive();
    found.insert(OpenFile(disk, "f").text());
    disk.die_at(Operation::sync, 0);
    EXPECT_NE(OpenFile(disk, "f").sync(), SQLITE_OK);
    durable.insert(!disk.image().files.empty());
  }
  EXPECT_EQ(found.size(), kSectors + 1);  // any number of its first sectors
  EXPECT_EQ(durable, (std::set<bool>{false, true}));
}

TEST(SimDisk, ASyncThatFailsLeavesEverythingOrNothingDurable) {
  const auto failing = [](SyncFailure left) {
    return after_power_cuts([&](SimDisk& disk, OpenFile& file) {
      EXPECT_EQ(file.fill('b'), SQLITE_OK);
      disk.fail_sync(0, left);
      EXPECT_EQ(file.sync(), SQLITE_IOERR_FSYNC);
    });
  };
  EXPECT_EQ(failing(SyncFailure::durable), std::set<std::string>{"bbbbbbbb"});
  const auto nothing = failing(SyncFailure::nothing);
  EXPECT_TRUE(nothing.contains("aaaaaaaa"));
  EXPECT_TRUE(nothing.contains("bbbbbbbb"));
  EXPECT_GT(nothing.size(), 10U);
}

TEST(SimDisk, ASyncAfterAFailedOneMayLeaveTheOldWritesBehindAndEveryHandleIsTold) {
  int told = 0;
  const auto found = after_power_cuts([&](SimDisk& disk, OpenFile& file) {
    OpenFile other(disk, "f");
    EXPECT_EQ(file.fill('b'), SQLITE_OK);
    disk.fail_sync(0, SyncFailure::nothing);
    EXPECT_EQ(file.sync(), SQLITE_IOERR_FSYNC);
    EXPECT_EQ(file.text(), "bbbbbbbb");
    EXPECT_EQ(file.sync(), SQLITE_OK);
    if (other.sync() == SQLITE_IOERR_FSYNC) ++told;
    EXPECT_EQ(other.sync(), SQLITE_OK);
  });
  EXPECT_EQ(found, (std::set<std::string>{"aaaaaaaa", "bbbbbbbb"}));
  EXPECT_GT(told, kSeeds / 4);
  EXPECT_LT(told, kSeeds * 3 / 4);
}

TEST(SimDisk, FaultsHitTheOperationTheyWereArmedForOnceOrUntilHealed) {
  SimDisk disk(1);
  OpenFile file(disk, "f");
  disk.fail(Operation::write, 1, SQLITE_IOERR_WRITE);
  disk.fail(Operation::sync, 0, SQLITE_IOERR_FSYNC, SimDisk::Lasting::until_healed);
  EXPECT_EQ(file.fill('a'), SQLITE_OK);
  EXPECT_EQ(file.fill('b'), SQLITE_IOERR_WRITE);
  EXPECT_EQ(file.fill('c'), SQLITE_OK);
  EXPECT_EQ(file.sync(), SQLITE_IOERR_FSYNC);
  EXPECT_EQ(file.sync(), SQLITE_IOERR_FSYNC);
  disk.heal();
  EXPECT_EQ(file.sync(), SQLITE_OK);
  disk.fail(Operation::any, 2, SQLITE_IOERR);
  EXPECT_EQ(file.fill('d'), SQLITE_OK);
  EXPECT_EQ(file.truncate(2), SQLITE_OK);
  EXPECT_EQ(file.sync(), SQLITE_IOERR);
  const auto counts = disk.counts();
  EXPECT_EQ(counts.writes, 3U);
  EXPECT_EQ(counts.failed_writes, 1U);
  EXPECT_EQ(counts.syncs, 1U);
  EXPECT_EQ(counts.failed_syncs_durable + counts.failed_syncs_pending + counts.failed_syncs_given_up, 3U);
}

TEST(SimDisk, AFullDiskTakesWhatFitsAndRoomCanBeMade) {
  SimDisk disk(1);
  OpenFile file(disk, "f");
  disk.set_room(10 * SimFile::kSector);
  EXPECT_EQ(file.fill('a'), SQLITE_OK);
  EXPECT_EQ(file.fill('b', 8, 4), SQLITE_FULL);
  EXPECT_EQ(file.text(), "aaaaaaaabb");
  EXPECT_EQ(file.fill('c', 0, 10), SQLITE_OK);  // what is there already needs no room
  EXPECT_EQ(file.truncate(4), SQLITE_OK);
  EXPECT_EQ(file.fill('d', 4, 7), SQLITE_FULL);
  EXPECT_EQ(file.text(), "ccccdddddd");
  disk.heal();
  EXPECT_EQ(file.fill('e', 10, 1), SQLITE_OK);
  EXPECT_EQ(disk.counts().full, 2U);
}

TEST(SimDisk, ManyDisksStartFromOneImageEachInItsThread) {
  SimDisk origin(1);
  OpenFile(origin, "f").fill('a');
  origin.settle();
  const SimDisk::Image image = origin.image();
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t)
    threads.emplace_back([&image, t] {
      for (int n = 0; n < 20; ++n) {
        SimDisk disk(static_cast<std::uint64_t>(n), image);
        OpenFile file(disk, "f");
        EXPECT_EQ(file.text(), "aaaaaaaa");
        EXPECT_EQ(file.fill(static_cast<std::uint8_t>('b' + t)), SQLITE_OK);
        EXPECT_EQ(file.sync(), SQLITE_OK);
      }
    });
  for (auto& thread : threads) thread.join();
  SimDisk later(2, image);
  EXPECT_EQ(OpenFile(later, "f").text(), "aaaaaaaa");
}

TEST(SimDisk, TheSameSeedLosesTheSame) {
  const auto lost = [](std::uint64_t seed) {
    SimDisk disk(seed);
    OpenFile file(disk, "f");
    for (std::uint8_t n = 0; n < 10; ++n) EXPECT_EQ(file.fill('a' + n, n * 3U), SQLITE_OK);
    EXPECT_EQ(file.sync(), SQLITE_OK);
    for (std::uint8_t n = 0; n < 10; ++n) EXPECT_EQ(file.fill('A' + n, n * 4U), SQLITE_OK);
    disk.power_cut();
    SimDisk later(seed, disk.image());
    return OpenFile(later, "f").text();
  };
  std::set<std::string> kinds;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    EXPECT_EQ(lost(seed), lost(seed)) << seed;
    kinds.insert(lost(seed));
  }
  EXPECT_GT(kinds.size(), 5U);
}

TEST(SimDisk, SleepingReturnsAtOnceAndMovesTheClockOfSqlite) {
  SimDisk disk(1);
  RawDatabase database("/a.db", disk.name());
  EXPECT_EQ(database.value("SELECT datetime('now')"), "2026-01-01 00:00:00");
  sqlite3_vfs* vfs = sqlite3_vfs_find(disk.name());
  EXPECT_EQ(vfs->xSleep(vfs, 90'000'000), 90'000'000);
  EXPECT_EQ(database.value("SELECT datetime('now')"), "2026-01-01 00:01:30");
  EXPECT_EQ(disk.counts().sleeps, 1U);
}

}  // namespace
}  // namespace bepusdt::test
