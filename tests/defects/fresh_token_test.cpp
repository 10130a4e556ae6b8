// The token that a first start makes, held against every byte that the system's random source gave this process.
#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <fstream>
#include <mutex>
#include <set>
#include <sstream>

#include "app/commands/command.hpp"
#include "base/hex.hpp"
#include "gtest/gtest.h"
#include "support/temp_folder.hpp"

namespace {

std::mutex mutex;
std::string* given = nullptr;  // guarded by mutex; while a test listens: all bytes that were handed out, as hex

}  // namespace

// Stands in front of the C library's function of this name: the kernel's random numbers, as they are.
extern "C" ssize_t getrandom(void* buffer, std::size_t length, unsigned flags) noexcept {
  const ssize_t got = syscall(SYS_getrandom, buffer, length, flags);
  const std::lock_guard lock(mutex);
  if (given != nullptr && got > 0)
    *given += bepusdt::to_hex({static_cast<const std::uint8_t*>(buffer), static_cast<std::size_t>(got)});
  return got;
}

namespace bepusdt::test {
namespace {

// A first start without a settings file, as far as making one: its listen address is none.
std::string token_of_a_first_start() {
  const TempFolder folder;
  const std::string config = folder.file("conf.toml");
  CLI::App root;
  app::Invocation invocation;
  app::add_serve(root, invocation);
  root.parse("serve --config " + config + " --listen nowhere", false);
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  EXPECT_EQ(invocation.run(), app::kWrongUsage);
  const std::string shown = testing::internal::GetCapturedStdout() + testing::internal::GetCapturedStderr();
  std::stringstream text;
  text << std::ifstream(config).rdbuf();
  const std::string made = text.str();
  const std::string mark = "\nauth_token = \"";
  const auto at = ("\n" + made).find(mark);
  EXPECT_NE(at, std::string::npos) << made;
  const auto from = at + mark.size() - 1;
  const std::string token = made.substr(from, made.find('"', from) - from);
  EXPECT_EQ(shown.find(token), std::string::npos) << "nobody looks on but a log";
  return token;
}

TEST(FreshToken, FreshTokensHave128BitsOrMoreFromTheSystemsRandomSource) {
  ::unsetenv("BEPUSDT_AUTH_TOKEN");
  std::set<std::string> tokens;
  for (int i = 0; i < 20; ++i) {
    std::string random;
    {
      const std::lock_guard lock(mutex);
      given = &random;
    }
    const std::string token = token_of_a_first_start();
    {
      const std::lock_guard lock(mutex);
      given = nullptr;
    }
    EXPECT_GE(token.size() * 4, 128U) << "four bits a hex digit";
    EXPECT_NE(random.find(token), std::string::npos) << "every digit of it came from there";
    tokens.insert(token);
  }
  EXPECT_EQ(tokens.size(), 20U);
}

}  // namespace
}  // namespace bepusdt::test
