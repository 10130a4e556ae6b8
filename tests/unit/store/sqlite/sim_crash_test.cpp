// The store on a disk that keeps only what it promised: cut off from power, killed and failing at every operation of a script,
// with many seeds. What was told committed is there, what was told undone is not, what is unknown is there whole or not at all.
#include <gtest/gtest.h>

#include <map>

#include "contract/store/rows.hpp"
#include "raw_database.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "support/sim_disk.hpp"

namespace bepusdt::store {
namespace {

using Kind = ports::StoreError::Kind;
using test::SimDisk;
using Operation = SimDisk::Operation;

constexpr const char* kPath = "/gateway.db";
constexpr int kOrdersEach = 3;
constexpr std::uint64_t kSeedsOfLives = 150;

std::unique_ptr<SqliteStore> open_on(const SimDisk& disk) {
  SqliteOptions options;
  options.path = kPath;
  options.vfs = disk.name();
  options.checkpoint_pages = 40;  // so that the script meets checkpoints and a log that begins anew
  options.log_limit_pages = 80;
  options.busy_timeout = Millis(50);
  auto opened = SqliteStore::open(options);
  return opened ? *std::move(opened) : nullptr;
}

// A migrated database without a row.
const SimDisk::Image& empty_database() {
  static const SimDisk::Image kImage = [] {
    SimDisk disk(1);
    EXPECT_TRUE(open_on(disk));
    disk.settle();
    return disk.image();
  }();
  return kImage;
}

// Transactions with what was said of each; numbers are never used twice.
class Script {
 public:
  explicit Script(SimDisk& disk) : disk_(disk) {}

  // Opens the store and writes until it has done so many transactions or the process is dead.
  void run(int transactions) {
    const auto store = open_on(disk_);
    if (!store) return;
    if (!store->read([&](const ports::View& v) { look_for_unknown(v); })) return;
    for (int i = 0; i < transactions && !disk_.dead(); ++i) {
      write_one(*store);
      if (i % 4 == 3) static_cast<void>(store->checkpoint());
      // Under a snapshot, which the checkpoint may not overtake.
      if (i % 5 == 4)
        static_cast<void>(store->read([&](const ports::View& v) {
          static_cast<void>(v.cursor(test::kEthereum));
          write_one(*store);
          static_cast<void>(store->checkpoint());
        }));
    }
  }
  void write_one(SqliteStore& store) {
    const int t = next_++;
    const auto done = store.write([&](ports::Tx& tx) {
      for (int n = t * kOrdersEach; n < (t + 1) * kOrdersEach; ++n) {
        tx.insert(test::order(n));
        EXPECT_TRUE(tx.insert(test::quote(n, 1'000 + n)));
      }
      tx.put_cursor({test::kEthereum, test::block(static_cast<std::uint64_t>(t + 1)), 0, 0, test::kNow});
    });
    const Said said = done ? Said::committed : done.error().kind == Kind::unknown ? Said::unknown : Said::undone;
    said_[t] = {said, said == Said::unknown};
    if (done) settle();
  }

  // Holds the disk against what was said. An unknown transaction that is found is committed from here on, because the look
  // copied it into the database file; one that is not found may still come with a log that a power cut brings back.
  void check() {
    RawDatabase raw(kPath, disk_.name());
    ASSERT_EQ(raw.value("PRAGMA integrity_check"), "ok");
    ASSERT_EQ(raw.value("SELECT count(*) FROM orders o WHERE NOT EXISTS (SELECT 1 FROM quotes WHERE order_seq = o.seq)"),
              "0");
    std::map<int, int> found;
    for (const auto& row : raw.rows("SELECT trade_id FROM orders")) ++found[transaction_of(row)];
    for (auto& [t, told] : said_) {
      const int orders = found.contains(t) ? found[t] : 0;
      if (told.said == Said::unknown && orders > 0) told.said = Said::committed;
      ASSERT_EQ(orders, told.said == Said::committed ? kOrdersEach : 0) << "transaction " << t;
      found.erase(t);
    }
    ASSERT_TRUE(found.empty()) << "transaction " << found.begin()->first << " was never written";
  }

  [[nodiscard]] int committed() const { return count(Said::committed, false); }
  [[nodiscard]] int undone() const { return count(Said::undone, false); }
  // Of those that were unknown at first.
  [[nodiscard]] int unknown_done() const { return count(Said::committed, true); }
  [[nodiscard]] int unknown_undone() const { return count(Said::undone, true); }
  [[nodiscard]] int unknown() const { return count(Said::unknown, true); }

 private:
  enum class Said { committed, undone, unknown };
  struct Told {
    Said said = Said::unknown;
    bool unknown_at_first = false;
    bool in_log = false;  // as whoever opened the store last has read it
  };

  void look_for_unknown(const ports::View& view) {
    for (auto& [t, told] : said_)
      if (told.said == Said::unknown) told.in_log = view.order(test::trade_id(t * kOrdersEach)).has_value();
  }
  // A commit makes what comes before it in the log durable, and stands where the pages of any other would be.
  void settle() {
    for (auto& [t, told] : said_)
      if (told.said == Said::unknown) told.said = told.in_log ? Said::committed : Said::undone;
  }
  int count(Said said, bool unknown_at_first) const {
    return static_cast<int>(std::ranges::count_if(said_, [&](const auto& told) {
      return told.second.said == said && (!unknown_at_first || told.second.unknown_at_first);
    }));
  }

  int transaction_of(const std::string& trade_id) const {
    for (int t = 0; t < next_; ++t)
      for (int n = t * kOrdersEach; n < (t + 1) * kOrdersEach; ++n)
        if (test::trade_id(n).value() == trade_id) return t;
    return -1;
  }

  SimDisk& disk_;
  int next_ = 0;
  std::map<int, Told> said_;
};

// One script for each operation in which the process can end, and for several seeds of what becomes of that operation.
struct Sum {
  int committed = 0;
  int unknown_done = 0;
  int unknown_undone = 0;
  std::uint64_t torn = 0;
};
Sum end_at_every_operation(bool power, int seeds) {
  Sum sum;
  for (int nth = 0;; ++nth) {
    bool hit = false;
    for (int seed = 0; seed < seeds; ++seed) {
      SCOPED_TRACE(testing::Message() << "operation " << nth << ", seed " << seed);
      SimDisk disk(static_cast<std::uint64_t>(nth * 1'000 + seed), empty_database());
      Script script(disk);
      disk.die_at(Operation::any, nth);
      script.run(14);
      hit = hit || disk.dead();
      if (power) disk.power_cut();
      disk.heal();
      disk.revive();
      script.check();
      script.run(2);
      script.check();
      if (testing::Test::HasFailure()) return sum;
      sum.committed += script.committed();
      sum.unknown_done += script.unknown_done();
      sum.unknown_undone += script.unknown_undone();
      sum.torn += disk.counts().loss.torn;
    }
    if (!hit) return sum;
  }
}

TEST(SimCrash, AProcessKilledInAnyOperationLosesNothingAndSplitsNothing) {
  const Sum sum = end_at_every_operation(false, 2);
  EXPECT_GT(sum.committed, 1'000);
  EXPECT_GT(sum.unknown_done, 10);
  EXPECT_GT(sum.unknown_undone, 10);
}

TEST(SimCrash, APowerCutInAnyOperationLosesNothingAndSplitsNothing) {
  const Sum sum = end_at_every_operation(true, 4);
  EXPECT_GT(sum.committed, 2'000);
  EXPECT_GT(sum.unknown_done, 10);
  EXPECT_GT(sum.unknown_undone, 10);
  EXPECT_GT(sum.torn, 10U);
}

// A store's second commit fails to sync; the power is cut before the next one.
TEST(SimCrash, ACommitWhoseSyncFailedIsUnknownBecauseItGoesEitherWay) {
  for (const auto left : {SimDisk::SyncFailure::durable, SimDisk::SyncFailure::nothing}) {
    int done = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      SimDisk disk(seed, empty_database());
      Script script(disk);
      {
        const auto store = open_on(disk);
        ASSERT_TRUE(store);
        script.write_one(*store);
        disk.fail_sync(0, left);
        script.write_one(*store);
        ASSERT_EQ(script.unknown(), 1);
        disk.power_cut();
      }
      disk.revive();
      script.check();
      if (HasFatalFailure()) return;
      done += script.unknown_done();
    }
    EXPECT_EQ(done == 40, left == SimDisk::SyncFailure::durable) << done;
    EXPECT_GT(done, 0);
  }
}

// The store that did not know closes its log and removes it; a later process finds nothing of the transaction. But the removal
// was not durable, and with the log the transaction comes back - unless something was committed meanwhile.
TEST(SimCrash, AnUnknownTransactionIsSettledByTheNextCommitAndNotByALook) {
  int back = 0;
  for (const bool commit : {false, true}) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      SimDisk disk(seed, empty_database());
      Script script(disk);
      {
        const auto store = open_on(disk);
        ASSERT_TRUE(store);
        script.write_one(*store);
        disk.fail_sync(0, SimDisk::SyncFailure::durable);
        script.write_one(*store);
      }
      script.check();
      ASSERT_EQ(script.unknown(), 1);
      if (commit) script.run(1);
      disk.power_cut();
      disk.revive();
      script.check();  // fails when it comes back though another was committed
      if (HasFatalFailure()) return;
      back += script.unknown_done();
    }
  }
  EXPECT_GT(back, 5);
}

// The sectors that a full disk did not take may stand in the log already: here from a first attempt at the same transaction.
TEST(SimCrash, ACommitThatMetAFullDiskIsUnknownBecauseTheLogUnderItMayCompleteIt) {
  int there = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    SimDisk disk(seed, empty_database());
    {
      const auto store = open_on(disk);
      ASSERT_TRUE(store);
      const auto attempt = [&](int n) { return store->write([&](ports::Tx& tx) { tx.insert(test::order(n)); }); };
      ASSERT_TRUE(attempt(0));
      const auto before = disk.counts().writes;
      disk.fail_sync(0, SimDisk::SyncFailure::durable);
      ASSERT_FALSE(attempt(1));
      const auto writes = static_cast<int>(disk.counts().writes - before);
      disk.fail(Operation::write, writes - 1, SQLITE_FULL);
      const auto full = attempt(1);
      ASSERT_FALSE(full);
      EXPECT_EQ(full.error().kind, Kind::unknown) << full.error().reason;
      EXPECT_NE(full.error().reason.find("full"), std::string::npos) << full.error().reason;
      disk.power_cut();
    }
    disk.revive();
    RawDatabase raw(kPath, disk.name());
    EXPECT_EQ(raw.value("PRAGMA integrity_check"), "ok");
    there += raw.value("SELECT count(*) FROM orders") == "2" ? 1 : 0;
  }
  EXPECT_GT(there, 5);
}

// Anything that can be armed, once to thrice in a life.
void arm_anything(SimDisk& disk, std::mt19937_64& random) {
  const auto pass = [&] { return static_cast<int>(random() % 150); };
  const auto lasting = [&] { return random() % 3 == 0 ? SimDisk::Lasting::until_healed : SimDisk::Lasting::once; };
  for (auto faults = random() % 3 + 1; faults > 0; --faults) {
    switch (random() % 9) {
      case 0: disk.fail(Operation::write, pass(), SQLITE_IOERR_WRITE, lasting()); break;
      case 1: disk.fail(Operation::write, pass(), SQLITE_FULL, lasting()); break;
      case 2: disk.fail(Operation::change, pass() % 5, SQLITE_IOERR, lasting()); break;
      case 3: disk.fail(Operation::read, pass(), SQLITE_IOERR_READ, lasting()); break;
      case 4: disk.fail_sync(pass() % 30, SimDisk::SyncFailure::durable, lasting()); break;
      case 5: disk.fail_sync(pass() % 30, SimDisk::SyncFailure::nothing, lasting()); break;
      case 6: disk.fail(Operation::any, pass(), SQLITE_IOERR, lasting()); break;
      case 7: disk.set_room(random() % 200'000); break;
      default: disk.die_at(Operation::any, pass()); break;
    }
  }
}

TEST(SimCrash, LivesWithAnyFaultsThatEndInAnyWayKeepWhatWasSaid) {
  std::uint64_t faults = 0;
  int undone = 0;
  for (std::uint64_t seed = 0; seed < kSeedsOfLives; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937_64 random(seed);
    SimDisk disk(seed, empty_database());
    Script script(disk);
    for (int life = 0; life < 5; ++life) {
      arm_anything(disk, random);
      script.run(12);
      const auto end = random() % 3;
      if (end == 0) disk.power_cut();
      if (end == 1) disk.process_dies();
      disk.heal();
      disk.revive();
      if (life < 4 && random() % 3 == 0) continue;  // the next life finds what this one left
      script.check();
      if (HasFatalFailure()) return;
    }
    undone += script.undone();
    const auto counts = disk.counts();
    faults += counts.failed_writes + counts.failed_syncs_durable + counts.failed_syncs_pending +
              counts.failed_syncs_given_up + counts.full;
  }
  EXPECT_GT(faults, kSeedsOfLives);
  EXPECT_GT(undone, static_cast<int>(kSeedsOfLives));
}

}  // namespace
}  // namespace bepusdt::store
