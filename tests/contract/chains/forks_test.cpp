// Contract of the chain readers, where the chain forks above the blocks that are read: forks are noticed, and what is mined again
// is the same transfer. Solana is read finalized, Aptos committed, TON referred to by the masterchain.
#include <map>

#include "contract/chains/reader_contract.hpp"

namespace bepusdt::chains {
namespace {

template <class Family>
class Forks : public ReaderContract<Family> {};
TYPED_TEST_SUITE(Forks, ForkingFamilies, FamilyName);

TYPED_TEST(Forks, OfAnyDepthAreNoticed) {
  for (const std::uint64_t depth : {1u, 2u, 20u}) {
    SCOPED_TRACE(depth);
    this->chain.mine_empty(30);
    const core::BlockRef old = this->tip();
    this->scan_all(this->at(old.height - 25));
    this->chain.fork(depth);
    this->chain.mine_empty(depth);  // as long as before
    EXPECT_TRUE(this->forks(old));
    this->chain.mine_empty(1);  // longer
    EXPECT_TRUE(this->forks(old));
    EXPECT_FALSE(this->forks(this->at(old.height - depth)));
  }
}

TYPED_TEST(Forks, AShorterChainIsOneOnlyWhenABlockBelowIsKnownToDiffer) {
  this->chain.mine_empty(10);
  this->scan_all(this->start);
  const core::BlockRef old = this->tip();
  this->chain.fork(3);
  EXPECT_EQ(this->error(old).kind, ports::ReadError::Kind::lagging);  // it may merely lag
  this->chain.fork(1);
  this->chain.mine();
  EXPECT_TRUE(this->forks(old));
}

TYPED_TEST(Forks, ATransferThatIsMinedAgainKeepsItsKey) {
  const auto tx = TypeParam::payout(this->chain, {{this->others(), 1}, {this->ours(), 5}});
  this->mine({tx});
  const auto before = this->scanned(this->start).transfers;
  this->chain.fork(1);
  this->mine({TypeParam::token(this->chain, this->ours(), 9), tx});
  const auto after = this->scanned(this->start).transfers;
  ASSERT_EQ(before.size(), 1u);
  ASSERT_EQ(after.size(), 2u);
  EXPECT_EQ(after[1].key, before[0].key);
  EXPECT_NE(after[1].block, before[0].block);
}

TYPED_TEST(Forks, BetweenTwoRequestsLoseNothing) {
  for (std::uint64_t n = 1; n <= 8; ++n) this->pay(n);
  const auto txs = this->chain.tip().txs;
  int countdown = 4;
  const auto fork = [&] {
    if (--countdown != 0) return;
    this->chain.fork(2);
    this->chain.mine();
    this->chain.mine(txs);
    this->chain.mine();
  };
  if constexpr (requires { this->node.before_answer("", ""); })
    this->node.before_answer = [&](const std::string&, const std::string&) { fork(); };
  else
    this->node.before_answer = [&](const std::string&) { fork(); };
  core::BlockRef after = this->start;
  std::map<std::string, typename TypeParam::Transfer> ledger;
  for (int i = 0; i < 50 && after != this->tip(); ++i) {
    const auto answer = this->scan(after, 3);
    if (!answer) continue;
    if (std::holds_alternative<ports::Forked>(*answer)) {
      after = this->start;
      ledger.clear();
      continue;
    }
    for (const auto& t : this->plain(std::get<ports::Scanned>(*answer).transfers)) ledger[t.hash + t.position] = t;
    after = std::get<ports::Scanned>(*answer).last;
  }
  EXPECT_LE(countdown, 0);
  std::vector<typename TypeParam::Transfer> held, truth = this->expected();
  for (const auto& [key, transfer] : ledger) held.push_back(transfer);
  std::ranges::sort(held);
  std::ranges::sort(truth);
  EXPECT_EQ(held, truth);
}

template <class Family>
class CheckAfterAFork : public ReaderContract<Family> {
 protected:
  CheckAfterAFork() {
    this->watch.native = true;
    for (const auto& payment :
         {Family::token(this->chain, this->ours(), 5), Family::payout(this->chain, {{this->others(), 1}, {this->ours(), 6}}),
          Family::coin(this->chain, Family::wallet(2), 7)})
      txs.insert(txs.end(), payment.begin(), payment.end());
    this->chain.mine(txs);
    this->chain.mine_empty(5);
    transfers = this->scanned(this->start).transfers;
    EXPECT_EQ(transfers.size(), 3u);
    this->chain.fork(6);
  }
  void expect_each(ports::TransferCheck what) {
    for (const core::Transfer& transfer : transfers) EXPECT_EQ(this->check(transfer), what);
  }
  typename Family::Transactions txs;
  std::vector<core::Transfer> transfers;
};
TYPED_TEST_SUITE(CheckAfterAFork, ForkingFamilies, FamilyName);

TYPED_TEST(CheckAfterAFork, WhatWasMinedAgainElsewhereHasMoved) {
  this->chain.mine();
  this->chain.mine(this->txs);
  this->chain.mine_empty(5);
  this->expect_each(ports::TransferCheck::moved);
}

TYPED_TEST(CheckAfterAFork, WhatWasMinedAgainAtTheSameHeightHasMoved) {
  this->chain.mine(this->txs);
  this->chain.mine_empty(5);
  this->expect_each(ports::TransferCheck::moved);
}

TYPED_TEST(CheckAfterAFork, WhatIsGoneIsAbsent) {
  this->chain.mine_empty(7);
  this->expect_each(ports::TransferCheck::absent);
}

TYPED_TEST(CheckAfterAFork, WhatFailedWhenItWasMinedAgainIsAbsent) {
  for (auto& tx : this->txs) TypeParam::fail(tx);
  this->chain.mine();
  this->chain.mine(this->txs);
  this->chain.mine_empty(5);
  this->expect_each(ports::TransferCheck::absent);
}

}  // namespace
}  // namespace bepusdt::chains
