// SQLite itself on a SimDisk: its connections exclude each other as on files, its journals and logs save it from power cuts,
// and a program that does not sync is caught.
#include <gtest/gtest.h>

#include "sqlite/raw_database.hpp"
#include "support/sim_disk.hpp"

namespace bepusdt::test {
namespace {

constexpr const char* kPath = "/a.db";

// A connection whose statements may fail.
class Connection {
 public:
  explicit Connection(const SimDisk& disk) {
    EXPECT_EQ(sqlite3_open_v2(kPath, &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, disk.name()), SQLITE_OK);
  }
  ~Connection() { EXPECT_EQ(sqlite3_close(handle_), SQLITE_OK); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // The result code without its extension.
  int run(const std::string& sql) { return sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) & 0xff; }

 private:
  sqlite3* handle_ = nullptr;
};

void make_table(SimDisk& disk, const std::string& mode) {
  Connection maker(disk);
  ASSERT_EQ(maker.run("PRAGMA journal_mode = " + mode + "; CREATE TABLE t (n INTEGER PRIMARY KEY, x)"), SQLITE_OK);
}

TEST(SimDiskSqlite, AReaderAndAWriterOfARollbackJournalExcludeEachOther) {
  SimDisk disk(1);
  make_table(disk, "DELETE");
  Connection writer(disk);
  Connection reader(disk);
  ASSERT_EQ(reader.run("BEGIN; SELECT count(*) FROM t"), SQLITE_OK);
  ASSERT_EQ(writer.run("BEGIN; INSERT INTO t (x) VALUES (1)"), SQLITE_OK);
  EXPECT_EQ(reader.run("INSERT INTO t (x) VALUES (2)"), SQLITE_BUSY);  // one may be about to write
  EXPECT_EQ(writer.run("COMMIT"), SQLITE_BUSY);                        // not before the reader is done
  Connection late(disk);
  EXPECT_EQ(late.run("SELECT count(*) FROM t"), SQLITE_BUSY);  // and no new one comes in meanwhile
  EXPECT_EQ(reader.run("COMMIT"), SQLITE_OK);
  EXPECT_EQ(writer.run("COMMIT"), SQLITE_OK);
  EXPECT_EQ(late.run("SELECT count(*) FROM t"), SQLITE_OK);
  EXPECT_GT(disk.counts().busy, 2U);
}

TEST(SimDiskSqlite, InALogWritersExcludeEachOtherAndReadersNobody) {
  SimDisk disk(1);
  make_table(disk, "WAL");
  Connection writer(disk);
  Connection other(disk);
  Connection reader(disk);
  ASSERT_EQ(reader.run("BEGIN; SELECT count(*) FROM t"), SQLITE_OK);
  ASSERT_EQ(writer.run("BEGIN IMMEDIATE; INSERT INTO t (x) VALUES (1)"), SQLITE_OK);
  EXPECT_EQ(other.run("BEGIN IMMEDIATE"), SQLITE_BUSY);
  EXPECT_EQ(writer.run("COMMIT"), SQLITE_OK);
  EXPECT_EQ(other.run("BEGIN IMMEDIATE; INSERT INTO t (x) VALUES (2); COMMIT"), SQLITE_OK);
  EXPECT_EQ(reader.run("INSERT INTO t (x) VALUES (3)"), SQLITE_BUSY);  // its snapshot is old
  EXPECT_EQ(reader.run("ROLLBACK; INSERT INTO t (x) VALUES (3)"), SQLITE_OK);
}

TEST(SimDiskSqlite, TheLocksOfADeadProcessAreGone) {
  for (const std::string mode : {"DELETE", "WAL"}) {
    SimDisk disk(1);
    make_table(disk, mode);
    {
      Connection writer(disk);
      ASSERT_EQ(writer.run("BEGIN EXCLUSIVE; INSERT INTO t (x) VALUES (1)"), SQLITE_OK);
      EXPECT_EQ(Connection(disk).run("BEGIN IMMEDIATE"), SQLITE_BUSY);
      disk.process_dies();
      EXPECT_NE(writer.run("COMMIT"), SQLITE_OK);
    }
    disk.revive();
    store::RawDatabase later(kPath, disk.name());
    later.rows("INSERT INTO t (x) VALUES (2)");
    EXPECT_EQ(later.value("SELECT group_concat(x) FROM t"), "2") << mode;
  }
}

// Twenty transactions of two rows, a power cut in a random operation; how many rows are missing of what was committed.
// Negative: damaged, or half of a transaction.
int missing_after_power_cut(std::uint64_t seed, const std::string& mode, const std::string& synchronous) {
  SimDisk disk(seed);
  make_table(disk, mode);
  disk.settle();
  int committed = 0;
  {
    Connection writer(disk);
    EXPECT_EQ(writer.run("PRAGMA synchronous = " + synchronous + "; PRAGMA wal_autocheckpoint = 12"), SQLITE_OK);
    disk.die_at(SimDisk::Operation::any, static_cast<int>(seed * 7 % 190));
    while (committed < 20 && writer.run("BEGIN; INSERT INTO t (x) VALUES (randomblob(5000)); "
                                        "INSERT INTO t (x) VALUES (randomblob(100)); COMMIT") == SQLITE_OK)
      ++committed;
    disk.power_cut();
  }
  disk.heal();
  disk.revive();
  int rows = -1;
  bool sound = false;
  {
    sqlite3* raw = nullptr;
    EXPECT_EQ(sqlite3_open_v2(kPath, &raw, SQLITE_OPEN_READWRITE, disk.name()), SQLITE_OK);
    const auto first_row = [&](const char* sql) {
      std::string text;
      const auto keep = [](void* out, int, char** values, char**) {
        *static_cast<std::string*>(out) = values[0];
        return 1;
      };
      sqlite3_exec(raw, sql, keep, &text, nullptr);
      return text;
    };
    sound = first_row("PRAGMA integrity_check") == "ok";
    if (sound) rows = std::stoi(first_row("SELECT count(*) FROM t"));
    sqlite3_close(raw);
  }
  if (!sound || rows % 2 != 0) return -1;
  return committed * 2 - rows;
}

TEST(SimDiskSqlite, ALogThatIsSyncedLosesNothing) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    const int missing = missing_after_power_cut(seed, "WAL", "FULL");
    EXPECT_TRUE(missing == 0 || missing == -2) << seed << ": " << missing;  // -2: the one that was being committed
  }
}

// Its commit is the removal of the journal, which only EXTRA makes durable at once: with FULL the last one may be undone.
TEST(SimDiskSqlite, ARollbackJournalThatIsSyncedLosesNothingButItsLastRemoval) {
  int undone = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    const int extra = missing_after_power_cut(seed, "DELETE", "EXTRA");
    EXPECT_TRUE(extra == 0 || extra == -2) << seed << ": " << extra;
    const int full = missing_after_power_cut(seed, "DELETE", "FULL");
    EXPECT_TRUE(full == 0 || full == -2 || full == 2) << seed << ": " << full;
    if (full == 2) ++undone;
  }
  EXPECT_GT(undone, 5);
}

TEST(SimDiskSqlite, AProgramThatDoesNotSyncIsCaught) {
  int lost = 0;
  int damaged = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    if (missing_after_power_cut(seed, "WAL", "NORMAL") > 0) ++lost;
    if (missing_after_power_cut(seed, "WAL", "OFF") == -1) ++damaged;
  }
  EXPECT_GT(lost, 20);
  EXPECT_GT(damaged, 5);
}

}  // namespace
}  // namespace bepusdt::test
