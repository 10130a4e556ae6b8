// The operating system behind the ports: clock, random source, signals, process numbers.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <set>
#include <thread>

#include "sys/process.hpp"
#include "sys/signals.hpp"
#include "sys/system_clock.hpp"
#include "sys/system_random.hpp"
#include "sys/utf8.hpp"

namespace bepusdt::sys {
namespace {

TEST(SystemClock, TellsTheTimeOfTheSystem) {
  const SystemClock clock;
  const auto before = std::chrono::floor<Millis>(std::chrono::system_clock::now());
  const Time now = clock.now();
  EXPECT_LE(before, now);
  EXPECT_LE(now, std::chrono::system_clock::now());
}

TEST(SystemRandom, FillsEveryByteAndNeverTheSameTwice) {
  SystemRandom random;
  std::set<std::vector<std::uint8_t>> seen;
  for (int i = 0; i < 100; ++i) {
    std::vector<std::uint8_t> bytes(16);
    random.fill(bytes);
    EXPECT_TRUE(seen.insert(bytes).second);
  }
  // More than one getrandom(2) may give at once. A byte that was left out would stay 0 in every round.
  std::vector<int> ever_set(1'000'000);
  std::vector<std::uint8_t> bytes(ever_set.size());
  for (int round = 0; round < 8; ++round) {
    random.fill(bytes);
    for (std::size_t i = 0; i < bytes.size(); ++i) ever_set[i] |= bytes[i];
  }
  EXPECT_EQ(std::ranges::count(ever_set, 0), 0);
  random.fill({});
}

TEST(Process, KnowsItsResidentMemory) {
  const auto before = resident_memory_bytes();
  ASSERT_TRUE(before);
  EXPECT_GT(*before, 1'000'000u);
  std::vector<char> more(64 * 1024 * 1024);
  for (std::size_t i = 0; i < more.size(); i += 512) more[i] = static_cast<char>(i);
  volatile char kept = more[more.size() / 2];
  static_cast<void>(kept);
  EXPECT_GT(*resident_memory_bytes(), *before + 32 * 1024 * 1024);
}

TEST(TerminationSignals, DeliversASignalThatWasSentBeforeTheWait) {
  TerminationSignals signals;
  ::kill(::getpid(), SIGTERM);
  EXPECT_EQ(signals.wait(), SIGTERM);
  ::kill(::getpid(), SIGINT);
  EXPECT_EQ(signals.wait(Millis(10'000)), SIGINT);
  EXPECT_EQ(signals.wait(Millis(0)), std::nullopt);
}

TEST(TerminationSignals, WakesAWaitingThreadForASignal) {
  TerminationSignals signals;
  std::optional<int> got;
  std::thread waiting([&] { got = signals.wait(); });
  ::kill(::getpid(), SIGTERM);
  waiting.join();
  EXPECT_EQ(got, SIGTERM);
}

TEST(TerminationSignals, CanBeWokenWithoutASignal) {
  TerminationSignals signals;
  std::optional<int> got = 0;
  std::thread waiting([&] { got = signals.wait(); });
  signals.wake();
  waiting.join();
  EXPECT_EQ(got, std::nullopt);
  EXPECT_EQ(signals.wait(Millis(20)), std::nullopt);
}

TEST(TerminationSignals, LeavesABrokenPipeToTheWriter) {
  TerminationSignals signals;
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ::close(ends[0]);
  EXPECT_EQ(::write(ends[1], "x", 1), -1);
  EXPECT_EQ(errno, EPIPE);
  ::close(ends[1]);
}

TEST(Utf8, TellsWellFormedSequencesFromTheRest) {
  const auto value = [](std::string_view text) { return first_code_point(text).value; };
  EXPECT_EQ(value("a"), U'a');
  EXPECT_EQ(value("é"), U'é');
  EXPECT_EQ(value("商品"), U'商');
  EXPECT_EQ(value("😀"), U'😀');
  EXPECT_EQ(first_code_point("商品").bytes, "商");
  EXPECT_EQ(value("\xf4\x8f\xbf\xbf"), char32_t{0x10FFFF});
  for (const std::string_view broken :
       {"\x80", "\xbf", "\xc0\xaf", "\xc1\xbf", "\xc3", "\xc3(", "\xe0\x80\xaf", "\xe5\x95", "\xed\xa0\x80", "\xed\xbf\xbf",
        "\xf0\x80\x80\xaf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xfe"}) {
    EXPECT_FALSE(value(broken)) << broken;
    EXPECT_EQ(first_code_point(broken).bytes.size(), 1u);
  }
}

}  // namespace
}  // namespace bepusdt::sys
