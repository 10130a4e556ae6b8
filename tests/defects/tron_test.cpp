// What Tron's nodes tell, under the steps that use it.
#include "core/order_state.hpp"
#include "defects/one_wallet.hpp"
#include "unit/chains/tron/reader_world.hpp"

namespace bepusdt::chains::tron {
namespace {

using core::OrderState;
using std::chrono::seconds;

// The steps on the real reader: a wallet of the payment world, watched on this chain.
class TronUnderTheSteps : public ReaderWorld {
 protected:
  TronUnderTheSteps() {
    chain = devnet::TronChain(27, "main", 1'795'443'499);
    config.first_block = chain.at(0)->id;
    chain.mine_empty(200);
    world.directory.now.readable_chains = {"tron"};
    world.directory.now.wallets.push_back(
        {core::Address(kWallet), catalog::find_trade_type("usdt.trc20"), true, true, world.clock.now()});
    const core::ChainName name("tron");
    const payment::Ports ports{*world.store, world.directory, world.clock, world.random,
                               world.log,    world.metrics,   world.feed};
    world.scan = std::make_unique<payment::ScanChain>(name, ports, reader(), payment::ScanChain::Options{});
    world.confirm = std::make_unique<payment::ConfirmPayment>(name, ports, reader());
  }
  void settle() {
    world.clock.set(std::max(world.clock.now(), Time(Millis(chain.tip().time_ms))));
    clock.set(world.clock.now());
    world.settle();
  }
  devnet::TronTx payment_of(const payment::Accepted& made) {
    return chain.token(kUsdt, kPayer, made.quote.address.value(), made.quote.units);
  }

  test::OneWallet world;
};

TEST_F(TronUnderTheSteps, AFailedTrc20TransactionNeitherSticksTheOrderNorBlocksItsAmount) {
  world.directory.now.policy.grace = seconds(600);
  const auto made = *world.create("O1", "10", "usdt.trc20");
  const auto other = *world.create("O2", "10", "usdt.trc20");
  settle();
  devnet::TronTx failed = payment_of(made), failed_too = payment_of(other);
  failed.ok = failed_too.ok = false;
  chain.mine({failed, failed_too});
  chain.mine_empty(25);
  settle();
  for (const auto& order : {made, other}) {
    EXPECT_EQ(world.state(order), OrderState::waiting);
    EXPECT_TRUE(world.transfers_of(order.order.trade_id).empty());
  }
  // The payer tries again and it pays; the other order ends and its amount is offered again in its time.
  chain.mine({payment_of(made)});
  settle();
  EXPECT_EQ(world.state(made), OrderState::confirming);
  chain.mine_empty(25);
  settle();
  EXPECT_EQ(world.state(made), OrderState::paid);
  while (chain.tip().time_ms / 1000 < std::chrono::floor<Seconds>(other.quote.held_until).time_since_epoch().count() + 400)
    chain.mine_empty(1);
  settle();
  EXPECT_EQ(world.state(other), OrderState::expired);
  const auto next = *world.create("O3", "10", "usdt.trc20");
  const auto after = *world.create("O4", "10", "usdt.trc20");
  EXPECT_TRUE(test::same_offer(next.quote, other.quote) || test::same_offer(after.quote, other.quote));
}

}  // namespace
}  // namespace bepusdt::chains::tron
