// What an index over TON tells, under the steps that use it.
#include "core/order_state.hpp"
#include "defects/one_wallet.hpp"
#include "unit/chains/ton/reader_world.hpp"

namespace bepusdt::chains::ton {
namespace {

using core::OrderState;
using std::chrono::seconds;

// The steps on the real reader: a wallet of the payment world, watched on this chain.
class TonUnderTheSteps : public ReaderWorld {
 protected:
  TonUnderTheSteps() {
    chain = devnet::TonChain(-239, 1'795'443'899);
    chain.mine_empty(500);
    world.directory.now.readable_chains = {"ton"};
    for (const char* type : {"usdt.ton", "ton.gram"})
      world.directory.now.wallets.push_back(
          {core::Address(kWallet), catalog::find_trade_type(type), true, true, world.clock.now()});
    const core::ChainName name("ton");
    const payment::Ports ports{*world.store, world.directory, world.clock, world.random,
                               world.log,    world.metrics,   world.feed};
    world.scan = std::make_unique<payment::ScanChain>(name, ports, reader(), payment::ScanChain::Options{});
    world.confirm = std::make_unique<payment::ConfirmPayment>(name, ports, reader());
  }
  void settle() {
    world.clock.set(std::max(world.clock.now(), Time(seconds(chain.tip().time))));
    clock.set(world.clock.now());
    world.settle();
  }
  devnet::TonTx token_for(const payment::Accepted& made) {
    return chain.token(kPayer, made.quote.address.value(), made.quote.units);
  }

  test::OneWallet world;
};

TEST_F(TonUnderTheSteps, ABouncedTonTransferMustNotPay) {
  const auto made = *world.create("O1", "10", "usdt.ton");
  settle();
  // The receiver's token wallet gets back what its owner sent and could not be delivered; and one that it could not take.
  devnet::TonTx returned = token_for(made), refused = token_for(made);
  returned.bounced = true;
  refused.succeeded = false;
  refused.aborted = refused.sent_back = true;
  returned.pays.clear();
  refused.pays.clear();
  chain.mine({returned, refused});
  chain.mine_empty(5);
  settle();
  EXPECT_EQ(world.state(made), OrderState::waiting);
  EXPECT_TRUE(world.transfers_of(made.order.trade_id).empty());
  chain.mine({token_for(made)});
  chain.mine_empty(5);
  settle();
  EXPECT_EQ(world.state(made), OrderState::paid);
}

}  // namespace
}  // namespace bepusdt::chains::ton
