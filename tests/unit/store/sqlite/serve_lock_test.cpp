// One serving process per file.
#include "store/sqlite/serve_lock.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "support/temp_folder.hpp"

namespace bepusdt::store {
namespace {

TEST(ServeLock, IsTakenOnceAndFreeAgainAtItsEnd) {
  const test::TempFolder folder;
  {
    const auto first = ServeLock::take(folder.file("a.db"));
    ASSERT_TRUE(first);
    const auto second = ServeLock::take(folder.file("a.db"));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ServeLockError::Kind::taken);
    EXPECT_NE(second.error().en.find("(" + std::to_string(getpid()) + ")"), std::string::npos) << second.error().en;
    EXPECT_NE(second.error().zh.find("a.db"), std::string::npos) << second.error().zh;
    EXPECT_TRUE(ServeLock::take(folder.file("b.db")));
  }
  EXPECT_TRUE(ServeLock::take(folder.file("a.db")));
}

TEST(ServeLock, MovesWithItsOwner) {
  const test::TempFolder folder;
  auto first = ServeLock::take(folder.file("a.db"));
  ASSERT_TRUE(first);
  {
    const ServeLock moved = *std::move(first);
    EXPECT_FALSE(ServeLock::take(folder.file("a.db")));
  }
  EXPECT_TRUE(ServeLock::take(folder.file("a.db")));
}

TEST(ServeLock, EndsWithAKilledProcess) {
  const test::TempFolder folder;
  std::array<int, 2> taken{};
  ASSERT_EQ(pipe(taken.data()), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto lock = ServeLock::take(folder.file("a.db"));
    if (lock) static_cast<void>(::write(taken[1], "x", 1));
    for (;;) pause();
  }
  char byte = 0;
  ASSERT_EQ(::read(taken[0], &byte, 1), 1);
  const auto refused = ServeLock::take(folder.file("a.db"));
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().en.find(std::to_string(child)), std::string::npos) << refused.error().en;
  kill(child, SIGKILL);
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  EXPECT_TRUE(ServeLock::take(folder.file("a.db")));
  close(taken[0]);
  close(taken[1]);
}

TEST(ServeLock, EveryWayToOneFileIsOneLock) {
  const test::TempFolder folder;
  std::ofstream(folder.file("a.db")) << "x";
  std::filesystem::create_directory(folder.file("elsewhere"));
  std::filesystem::create_symlink(folder.file("a.db"), folder.file("elsewhere/b.db"));
  std::filesystem::create_directory_symlink(std::filesystem::path(folder.file("a.db")).parent_path(), folder.file("loop"));
  const auto first = ServeLock::take(folder.file("a.db"));
  ASSERT_TRUE(first);
  for (const char* way : {"elsewhere/b.db", "loop/a.db", "elsewhere/../a.db"}) {
    const auto second = ServeLock::take(folder.file(way));
    ASSERT_FALSE(second) << way;
    EXPECT_EQ(second.error().kind, ServeLockError::Kind::taken) << second.error().en;
  }
}

TEST(ServeLock, ADatabaseWithASecondHardLinkIsRefusedByBothNames) {
  const test::TempFolder folder;
  std::ofstream(folder.file("a.db")) << "x";
  std::filesystem::create_hard_link(folder.file("a.db"), folder.file("b.db"));
  for (const char* name : {"a.db", "b.db"}) {
    const auto lock = ServeLock::take(folder.file(name));
    ASSERT_FALSE(lock) << name;
    EXPECT_NE(lock.error().en.find("hard link"), std::string::npos) << lock.error().en;
    EXPECT_NE(lock.error().zh.find(name), std::string::npos) << lock.error().zh;
  }
  std::filesystem::remove(folder.file("b.db"));
  EXPECT_TRUE(ServeLock::take(folder.file("a.db")));
}

TEST(ServeLock, AFolderThatIsNotThereIsAnError) {
  const test::TempFolder folder;
  const auto lock = ServeLock::take(folder.file("none/a.db"));
  ASSERT_FALSE(lock);
  EXPECT_EQ(lock.error().kind, ServeLockError::Kind::broken);
}

}  // namespace
}  // namespace bepusdt::store
