// Opening: what is made, what is refused, and that a refused file stays as it was.
#include "store/sqlite/open_database.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "contract/store/rows.hpp"
#include "raw_database.hpp"
#include "store/migrations/migrations.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "support/temp_folder.hpp"

namespace bepusdt::store {
namespace {

SqliteOptions at(const std::string& path) {
  SqliteOptions options;
  options.path = path;
  return options;
}

int mode_of(const std::string& path) {
  struct stat about {};
  return stat(path.c_str(), &about) == 0 ? static_cast<int>(about.st_mode & 0777) : -1;
}

std::string bytes_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

TEST(OpenDatabase, ANewFileAndItsLogAreReadableByTheirOwnerOnly) {
  const test::TempFolder folder;
  const mode_t before = umask(0);
  auto store = SqliteStore::open(at(folder.file("a.db")));
  ASSERT_TRUE(store) << store.error().en;
  ASSERT_TRUE((*store)->write([](ports::Tx& tx) { tx.insert(test::order(1)); }));
  umask(before);
  for (const char* name : {"a.db", "a.db-wal", "a.db-shm"}) EXPECT_EQ(mode_of(folder.file(name)), 0600) << name;
}

TEST(OpenDatabase, TheFileSaysWhoseItIsAndWhichVersion) {
  const test::TempFolder folder;
  ASSERT_TRUE(SqliteStore::open(at(folder.file("a.db"))));
  RawDatabase raw(folder.file("a.db"));
  EXPECT_EQ(raw.value("PRAGMA application_id"), std::to_string(kApplicationId));
  EXPECT_EQ(raw.value("PRAGMA user_version"), std::to_string(sqlite_migrations().size()));
  EXPECT_EQ(raw.value("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(raw.value("PRAGMA integrity_check"), "ok");
}

TEST(OpenDatabase, EveryTableIsStrictAndEveryRowHasAMerchant) {
  const test::TempFolder folder;
  ASSERT_TRUE(SqliteStore::open(at(folder.file("a.db"))));
  RawDatabase raw(folder.file("a.db"));
  EXPECT_EQ(raw.value("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE "
                      "'sqlite_%' AND strict = 0"),
            "0");
  EXPECT_EQ(raw.rows("SELECT name FROM pragma_table_list t WHERE schema = 'main' AND type = 'table' AND name NOT LIKE "
                     "'sqlite_%' AND NOT EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'merchant_id')"),
            std::vector<std::string>{});
}

TEST(OpenDatabase, AuditorsReadOrdersAndQuotesInWords) {
  const test::TempFolder folder;
  auto store = SqliteStore::open(at(folder.file("a.db")));
  ASSERT_TRUE(store);
  ASSERT_TRUE((*store)->write([](ports::Tx& tx) {
    tx.insert(test::order(1));
    EXPECT_TRUE(tx.insert(test::quote(1, 4'000'000)));
  }));
  RawDatabase raw(folder.file("a.db"));
  EXPECT_EQ(raw.value("SELECT trade_id, order_id, state, fiat_amount, paid FROM order_list"),
            test::trade_id(1).value() + "|order-1|waiting|28.8|NULL");
  EXPECT_EQ(raw.value("SELECT trade_id, number, chain, address, trade_type, units, rate, released FROM quote_list"),
            test::trade_id(1).value() + "|0|ethereum|" + test::kWalletOne.value() + "|usdt.erc20|4000000|7.2345|NULL");
}

TEST(OpenDatabase, AnEmptyFileIsTakenAsNew) {
  const test::TempFolder folder;
  std::ofstream(folder.file("a.db")).close();
  EXPECT_TRUE(SqliteStore::open(at(folder.file("a.db"))));
}

TEST(OpenDatabase, AMissingFileIsNotMadeWhenNotAskedFor) {
  const test::TempFolder folder;
  SqliteOptions options = at(folder.file("a.db"));
  options.create = false;
  const auto store = SqliteStore::open(options);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, OpenError::Kind::missing);
  EXPECT_EQ(mode_of(options.path), -1);
  ASSERT_TRUE(SqliteStore::open(at(folder.file("a.db"))));
  EXPECT_TRUE(SqliteStore::open(options));
}

TEST(OpenDatabase, AMissingFolderIsAnErrorThatNamesTheFile) {
  const test::TempFolder folder;
  const auto store = SqliteStore::open(at(folder.file("none/a.db")));
  ASSERT_FALSE(store);
  EXPECT_NE(store.error().en.find("none/a.db"), std::string::npos) << store.error().en;
  EXPECT_NE(store.error().zh.find("none/a.db"), std::string::npos) << store.error().zh;
}

TEST(OpenDatabase, ADatabaseOfAnotherProgramIsRefusedUnchanged) {
  const test::TempFolder folder;
  const std::string path = folder.file("old.db");
  RawDatabase(path).rows("CREATE TABLE orders (id); INSERT INTO orders VALUES (1)");
  const std::string before = bytes_of_file(path);
  const auto store = SqliteStore::open(at(path));
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, OpenError::Kind::not_ours);
  EXPECT_EQ(bytes_of_file(path), before);
  EXPECT_EQ(mode_of(path + "-wal"), -1);
}

TEST(OpenDatabase, AFileThatIsNoDatabaseIsRefusedUnchanged) {
  const test::TempFolder folder;
  const std::string path = folder.file("a.db");
  const std::string text(10'000, 'x');
  std::ofstream(path) << text;
  const auto store = SqliteStore::open(at(path));
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, OpenError::Kind::not_ours) << store.error().en;
  EXPECT_EQ(bytes_of_file(path), text);
}

TEST(OpenDatabase, ANewerDatabaseIsRefusedWithBothVersions) {
  const test::TempFolder folder;
  const std::string path = folder.file("a.db");
  ASSERT_TRUE(SqliteStore::open(at(path)));
  RawDatabase(path).rows("PRAGMA user_version = 4711");
  const auto store = SqliteStore::open(at(path));
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, OpenError::Kind::newer);
  for (const std::string& sentence : {store.error().en, store.error().zh}) {
    EXPECT_NE(sentence.find("4711"), std::string::npos) << sentence;
    EXPECT_NE(sentence.find(std::to_string(sqlite_migrations().size())), std::string::npos) << sentence;
  }
}

TEST(OpenDatabase, MigrationsAreNumberedWithoutHoles) {
  int expected = 1;
  for (const Migration& migration : sqlite_migrations()) EXPECT_EQ(migration.number, expected++) << migration.subject;
}

TEST(OpenDatabase, SeveralProcessesMayMakeTheSameFileAtOnce) {
  for (int round = 0; round < 10; ++round) {
    const test::TempFolder folder;
    std::array<int, 2> go{};
    ASSERT_EQ(pipe(go.data()), 0);
    std::vector<pid_t> children;
    for (int i = 0; i < 3; ++i) {
      const pid_t child = fork();
      ASSERT_GE(child, 0);
      if (child == 0) {
        char byte = 0;
        close(go[1]);
        static_cast<void>(::read(go[0], &byte, 1));  // until the parent closes its end
        const auto store = SqliteStore::open(at(folder.file("a.db")));
        _exit(store && (*store)->write([&](ports::Tx& tx) { tx.insert(test::order(i)); }) ? 0 : 1);
      }
      children.push_back(child);
    }
    close(go[0]);
    close(go[1]);
    for (const pid_t child : children) {
      int status = 0;
      ASSERT_EQ(waitpid(child, &status, 0), child);
      EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    RawDatabase raw(folder.file("a.db"));
    EXPECT_EQ(raw.value("SELECT count(*) FROM orders"), "3");
  }
}

TEST(OpenDatabase, ARowThatNoCatalogKnowsIsDamageAndNotACrash) {
  const test::TempFolder folder;
  auto store = SqliteStore::open(at(folder.file("a.db")));
  ASSERT_TRUE(store);
  ASSERT_TRUE((*store)->write([](ports::Tx& tx) {
    tx.insert(test::order(1));
    EXPECT_TRUE(tx.insert(test::quote(1, 4'000'000)));
  }));
  RawDatabase raw(folder.file("a.db"));
  const auto reads = [&] {
    const auto done = (*store)->read([](const ports::View& v) {
      static_cast<void>(v.quotes(test::trade_id(1)));
      static_cast<void>(v.order(test::trade_id(1)));
    });
    return done ? std::string() : done.error().reason;
  };
  EXPECT_EQ(reads(), "");
  raw.rows("UPDATE places SET trade_type = 'doge.moon'");
  EXPECT_NE(reads().find("doge.moon"), std::string::npos);
  raw.rows("UPDATE places SET trade_type = 'usdt.erc20'; UPDATE orders SET state = 9");
  EXPECT_NE(reads().find("order state"), std::string::npos);
  raw.rows("UPDATE orders SET state = 1, fiat_amount = 'lots'");
  EXPECT_NE(reads().find("lots"), std::string::npos);
}

}  // namespace
}  // namespace bepusdt::store
