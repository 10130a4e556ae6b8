// Looking at one transfer again before it is credited (part 4 §4, cross-check).
#include "reader_world.hpp"

namespace bepusdt::chains::solana {
namespace {

using ports::TransferCheck;

class SolanaCheck : public ReaderWorld {
 protected:
  SolanaCheck() {
    watch.native = true;
    txs = {chain.token(kUsdt, kPayer, kWallet, 5), chain.batch(kUsdc, kPayer, {{kStranger, 1}, {kWallet, 6}}),
           chain.coin(kPayer, kOtherWallet, 7)};
    chain.mine(txs);
    settle();
  }
  std::vector<core::Transfer> found() {
    auto transfers = scanned(at(0)).transfers;
    EXPECT_EQ(transfers.size(), 3u);
    return transfers;
  }
  TransferCheck check(const core::Transfer& transfer) {
    const auto answer = reader().check(transfer);
    if (!answer) ADD_FAILURE() << answer.error().reason;
    return answer.value_or(TransferCheck::absent);
  }
  std::vector<devnet::SolanaTx> txs;
};

TEST_F(SolanaCheck, WhatIsInAnotherBlockHasMoved) {
  const auto transfers = found();
  chain.cut_to(0);
  chain.mine();
  chain.mine(txs);
  settle();
  for (const core::Transfer& transfer : transfers) EXPECT_EQ(check(transfer), TransferCheck::moved);
  chain.cut_to(0);
  chain.mine(txs);
  settle();
  for (const core::Transfer& transfer : transfers) EXPECT_EQ(check(transfer), TransferCheck::moved);
}

TEST_F(SolanaCheck, WhatIsGoneOrFailedIsAbsent) {
  const auto transfers = found();
  chain.cut_to(0);
  settle();
  for (const core::Transfer& transfer : transfers) EXPECT_EQ(check(transfer), TransferCheck::absent);
  chain.cut_to(0);
  for (devnet::SolanaTx& tx : txs) tx.ok = false;
  chain.mine(txs);
  settle();
  for (const core::Transfer& transfer : transfers) EXPECT_EQ(check(transfer), TransferCheck::absent);
}

TEST_F(SolanaCheck, ANodeThatIsBehindOrHasCleanedUpOrContradictsItselfCannotTell) {
  const auto transfer = found()[0];
  a().lags = {100};
  EXPECT_EQ(reader().check(transfer).error().kind, ports::ReadError::Kind::lagging);
  a() = {};
  a().untold = true;  // yet the signature is in its block
  EXPECT_EQ(reader().check(transfer).error().kind, ports::ReadError::Kind::lagging);
  a() = {};
  a().first_slot = 5;
  EXPECT_EQ(reader().check(transfer).error().kind, ports::ReadError::Kind::malformed);
}

}  // namespace
}  // namespace bepusdt::chains::solana
