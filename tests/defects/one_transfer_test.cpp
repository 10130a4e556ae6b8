// One transfer, two orders. The world is the one in which forgetting what a transfer paid would show: an amount that came
// late was freed again at once and went to the next buyer, in whose time the transfer of the first one still lies.
#include "defects/one_wallet.hpp"

namespace bepusdt::test {
namespace {

using core::OrderState;
using std::chrono::seconds;

class OneTransfer : public ::testing::Test {
 protected:
  OneTransfer() {
    first = *world.create("first", "10");
    world.settle();
    world.mine_until(first.order.deadline + seconds(100));
    world.mine_and_settle({world.pay(first.quote, "0x01")});
    EXPECT_EQ(world.state(first), OrderState::paid);
  }
  void offer(const payment::Answer& made) {
    ASSERT_TRUE(made);
    second = *made;
    ASSERT_TRUE(same_offer(second.quote, first.quote));
    ASSERT_TRUE(core::in_window(second.quote, world.transfer("0x01").first_block_time));
  }
  // The transaction is taken off the chain and mined again.
  void read_again_after_a_fork() {
    world.chain.fork(world.chain.tip().height - world.transfer("0x01").block.height + 1);
    world.mine_and_settle({world.pay(first.quote, "0x01")});
  }
  // The blocks are read once more, as with a cursor of an older copy.
  void read_again_from_an_older_cursor() {
    const auto block = world.chain.block_at(world.transfer("0x01").block.height - 2).value().value();
    ASSERT_TRUE(world.store->write([&](ports::Tx& tx) {
      auto cursor = tx.cursor(core::ChainName("ethereum")).value();
      cursor.block = block;
      tx.put_cursor(cursor);
    }));
    const int scans = world.chain.scans;
    world.settle();
    ASSERT_GT(world.chain.scans, scans);
  }
  void expect_only_the_first_is_paid() {
    EXPECT_EQ(world.transfer("0x01").trade_id, first.order.trade_id);
    EXPECT_EQ(world.state(first), OrderState::paid);
    EXPECT_EQ(world.callbacks_of(first.order.trade_id).size(), 1U);
    EXPECT_EQ(world.state(second), OrderState::waiting);
    EXPECT_TRUE(world.transfers_of(second.order.trade_id).empty());
  }

  OneWallet world;
  payment::Accepted first;
  payment::Accepted second;
};

TEST_F(OneTransfer, OneTransferMustNotPayTwoOrders) {
  offer(world.create("second", "10"));
  read_again_from_an_older_cursor();
  expect_only_the_first_is_paid();
  read_again_after_a_fork();
  expect_only_the_first_is_paid();
}

TEST_F(OneTransfer, OneTransferMustNotPayTwoOrdersAlsoAfterARestart) {
  offer(world.create("second", "10"));
  world.restart();
  read_again_from_an_older_cursor();
  expect_only_the_first_is_paid();
  world.restart();
  read_again_after_a_fork();
  expect_only_the_first_is_paid();
}

TEST_F(OneTransfer, OneTransferMustNotPayTwoOrdersAlsoAfterARebuild) {
  (void)*world.create("second", "25");
  offer(world.create("second", "10"));
  read_again_from_an_older_cursor();
  read_again_after_a_fork();
  expect_only_the_first_is_paid();
}

TEST_F(OneTransfer, OneTransferMustNotPayTwoOrdersAlsoAfterARebuildInAnotherCurrency) {
  (void)*world.create("second", "10", "ethereum.eth");
  offer(world.create("second", "10", "usdt.erc20"));
  read_again_from_an_older_cursor();
  read_again_after_a_fork();
  expect_only_the_first_is_paid();
}

}  // namespace
}  // namespace bepusdt::test
