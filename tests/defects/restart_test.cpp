// What a process that was killed between two steps leaves to the next one.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "defects/one_wallet.hpp"

namespace bepusdt::test {
namespace {

// The process that read the block dies before it held the transfer against the orders; the next one cannot read that block
// again, because the cursor is past it and the node has gone.
TEST(Restart, TransfersReadButNotMatchedSurviveSigkill) {
  OneWallet world;
  const auto made = *world.create("O1", "10");
  world.settle();
  world.chain.mine({world.pay(made.quote, "0x01")});
  world.clock.set(world.chain.tip().time);
  world.close();  // a connection must not be carried into a child
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    world.restart();
    (void)world.scan->run();
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);

  world.restart();
  world.chain.unreachable = true;
  EXPECT_EQ(world.transfer("0x01").status, core::TransferStatus::seen);
  world.settle();
  EXPECT_EQ(world.state(made), core::OrderState::confirming);
  world.chain.unreachable = false;
  world.chain.mine_empty(4);
  world.settle();
  EXPECT_EQ(world.state(made), core::OrderState::paid);
}

}  // namespace
}  // namespace bepusdt::test
