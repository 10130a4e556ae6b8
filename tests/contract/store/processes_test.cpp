// Contract of the store: two real processes on the same data.
#include <sys/wait.h>
#include <unistd.h>

#include "contract/store/store_contract.hpp"

namespace bepusdt::test {
namespace {

constexpr int kEach = 150;

// Orders first .. first + kEach - 1; every one also tries to take the amount that both processes want.
int write_orders(ports::Store& store, int first) {
  int taken = 0;
  for (int n = first; n < first + kEach; ++n) {
    const auto done = store.write([&](ports::Tx& tx) {
      tx.insert(order(n));
      core::Quote wanted = quote(n, 7'000'000 + n % kEach);
      if (tx.insert(wanted)) {
        ++taken;
        return;
      }
      wanted.units = 9'000'000 + n;
      if (!tx.insert(wanted)) throw std::logic_error("an amount of this process alone was taken");
    });
    if (!done) return -1;
  }
  return taken;
}

TEST_P(StoreContractOfProcesses, TwoProcessesWriteAtOnceAndNeverShareAnAmount) {
  store.reset();  // a connection must not be carried into a child
  std::array<int, 2> go{};
  ASSERT_EQ(pipe(go.data()), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    char byte = 0;
    const bool started = ::read(go[0], &byte, 1) == 1;
    const auto own = backend->open();
    const int taken = started ? write_orders(*own, kEach) : -1;
    _exit(taken < 0 ? 255 : taken);
  }
  store = backend->open();
  ASSERT_EQ(::write(go[1], "x", 1), 1);
  const int taken_here = write_orders(*store, 0);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  close(go[0]);
  close(go[1]);
  ASSERT_TRUE(WIFEXITED(status));
  const int taken_there = WEXITSTATUS(status);
  EXPECT_GE(taken_here, 0);
  EXPECT_NE(taken_there, 255);
  EXPECT_EQ(taken_here + taken_there, kEach);  // each wanted amount went to exactly one
  EXPECT_EQ(read([](const ports::View& v) { return v.orders(std::nullopt, std::nullopt, 1000).size(); }), 2U * kEach);
  EXPECT_EQ(read([](const ports::View& v) { return v.live_units(place()).size(); }), 2U * kEach);
}

}  // namespace
}  // namespace bepusdt::test
