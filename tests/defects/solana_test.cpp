// What Solana's nodes tell, under the steps that use it.
#include "core/order_state.hpp"
#include "defects/one_wallet.hpp"
#include "unit/chains/solana/reader_world.hpp"

namespace bepusdt::chains::solana {
namespace {

using core::OrderState;

// The steps on the real reader: a wallet of the payment world, watched on this chain.
class SolanaUnderTheSteps : public ReaderWorld {
 protected:
  SolanaUnderTheSteps() {
    chain = devnet::SolanaChain("main", 1'795'443'499);
    config.genesis = chain.genesis();
    chain.mine_empty(1'500);
    world.directory.now.readable_chains = {"solana"};
    world.directory.now.wallets.push_back(
        {core::Address(kWallet), catalog::find_trade_type("usdt.solana"), true, true, world.clock.now()});
    const core::ChainName name("solana");
    const payment::Ports ports{*world.store, world.directory, world.clock, world.random,
                               world.log,    world.metrics,   world.feed};
    world.scan = std::make_unique<payment::ScanChain>(name, ports, reader(), payment::ScanChain::Options{});
    world.confirm = std::make_unique<payment::ConfirmPayment>(name, ports, reader());
  }
  void settle() {
    chain.mine_empty(20);
    world.clock.set(std::max(world.clock.now(), Time(Millis(chain.tip().time * 1000))));
    clock.set(world.clock.now());
    world.settle();
  }
  devnet::SolanaTx payment_of(const payment::Accepted& made) {
    return chain.token(kUsdt, kPayer, made.quote.address.value(), static_cast<std::uint64_t>(made.quote.units));
  }

  test::OneWallet world;
};

TEST_F(SolanaUnderTheSteps, AFailedSolanaTransactionMustNotPay) {
  const auto made = *world.create("O1", "10", "usdt.solana");
  settle();
  devnet::SolanaTx failed = payment_of(made);
  failed.ok = false;
  chain.mine({failed});
  settle();
  EXPECT_EQ(world.state(made), OrderState::waiting);
  EXPECT_TRUE(world.transfers_of(made.order.trade_id).empty());
  chain.mine({payment_of(made)});
  settle();
  EXPECT_EQ(world.state(made), OrderState::paid);
}

}  // namespace
}  // namespace bepusdt::chains::solana
