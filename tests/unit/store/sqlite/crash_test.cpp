// A real process killed by SIGKILL in the middle of its commits, fifty times on one file: what it was told is committed is
// there, and every transaction is there whole or not at all.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <random>

#include "contract/store/rows.hpp"
#include "raw_database.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "support/temp_folder.hpp"

namespace bepusdt::store {
namespace {

constexpr int kKills = 50;
constexpr int kOrdersEach = 3;

std::unique_ptr<SqliteStore> open_at(const std::string& path) {
  SqliteOptions options;
  options.path = path;
  options.checkpoint_pages = 60;  // often enough to be hit by kills as well
  options.log_limit_pages = 120;
  auto opened = SqliteStore::open(options);
  return opened ? *std::move(opened) : nullptr;
}

// Transactions `from`, `from + 1` ... until the end of the process; a byte for each that write() said is durable.
[[noreturn]] void commit_for_ever(const std::string& path, int from, int report) {
  const auto store = open_at(path);
  if (!store) _exit(1);
  for (int t = from;; ++t) {
    const auto done = store->write([&](ports::Tx& tx) {
      for (int n = t * kOrdersEach; n < (t + 1) * kOrdersEach; ++n) {
        tx.insert(test::order(n));
        if (!tx.insert(test::quote(n, n))) _exit(2);
      }
      tx.put_cursor({test::kEthereum, test::block(static_cast<std::uint64_t>(t + 1)), 0, 0, test::kNow});
    });
    if (!done || ::write(report, "x", 1) != 1) _exit(3);
    if (t % 7 == 0) static_cast<void>(store->checkpoint());
  }
}

TEST(Crash, FiftyKillsLoseNothingAndSplitNothing) {
  const test::TempFolder folder;
  const std::string path = folder.file("a.db");
  ASSERT_TRUE(open_at(path));
  std::mt19937 random(3);
  int durable = 0;  // transactions that were reported
  for (int kill_number = 0; kill_number < kKills; ++kill_number) {
    std::array<int, 2> report{};
    ASSERT_EQ(pipe(report.data()), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      close(report[0]);
      commit_for_ever(path, durable, report[1]);
    }
    close(report[1]);
    char byte = 0;
    for (int wanted = 1 + static_cast<int>(random() % 20); wanted > 0; --wanted) {
      ASSERT_EQ(::read(report[0], &byte, 1), 1) << "the child failed";
      ++durable;
    }
    // Somewhere within the next transactions.
    const auto until = std::chrono::steady_clock::now() + std::chrono::microseconds(random() % 1500);
    while (std::chrono::steady_clock::now() < until) continue;
    kill(child, SIGKILL);
    ASSERT_EQ(waitpid(child, nullptr, 0), child);
    while (::read(report[0], &byte, 1) == 1) ++durable;
    close(report[0]);

    RawDatabase raw(path);
    ASSERT_EQ(raw.value("PRAGMA integrity_check"), "ok");
    const int orders = std::stoi(raw.value("SELECT count(*) FROM orders"));
    ASSERT_EQ(orders % kOrdersEach, 0);
    const int committed = orders / kOrdersEach;
    ASSERT_TRUE(committed == durable || committed == durable + 1) << committed << " committed, " << durable << " reported";
    ASSERT_EQ(raw.value("SELECT count(*) FROM quotes"), std::to_string(orders));
    ASSERT_EQ(raw.value("SELECT count(*) FROM quotes JOIN orders ON seq = order_seq AND units = CAST(trade_id AS INTEGER)"),
              std::to_string(orders));
    ASSERT_EQ(raw.value("SELECT block_height FROM cursors"), std::to_string(committed));
    durable = committed;
  }
  EXPECT_GE(durable, kKills);
}

}  // namespace
}  // namespace bepusdt::store
