// A scan of TON: whole runs of masterchain blocks with what their shards' blocks hold, over either kind of node.
#include "lite_world.hpp"

namespace bepusdt::chains::ton {
namespace {

using devnet::TonChain;
using devnet::TonTx;

template <class Family>
class TonScan : public chains::ReaderWorld<Family> {};
TYPED_TEST_SUITE(TonScan, Kinds, KindName);

class TonIndexScan : public ReaderWorld {};

TYPED_TEST(TonScan, FindsEveryPaymentInTheBlockThatMadeItFinal) {
  this->chain.mine({TonChain::coin(kPayer, kWallet, 5), TonChain::token(kPayer, kOtherWallet, 6)});
  this->chain.mine_empty(3);
  this->chain.mine(
      {TonChain::coin(kPayer, kStranger, 5), TonChain::token(kPayer, kWallet, 7), TonChain::token(kPayer, kWallet, 7)});
  const ports::Scanned found = this->scanned(this->at(1));
  EXPECT_EQ(this->plain(found.transfers), this->expected());
  EXPECT_EQ(found.transfers.size(), 4u);
  EXPECT_TRUE(this->same(found.last, this->tip()));
  EXPECT_EQ(found.head, this->chain.head());
  EXPECT_EQ(found.final_height, this->chain.head());
  EXPECT_TRUE(std::ranges::is_sorted(found.transfers, {}, [](const core::Transfer& t) { return t.block.height; }));
}

TYPED_TEST(TonScan, NamesEveryBlockEachWithTheOneBeforeAsItsParent) {
  this->chain.mine_empty(7);
  const ports::Scanned found = this->scanned(this->at(2), 4);
  ASSERT_EQ(found.blocks.size(), 4u);
  core::BlockHash parent = this->at(2).hash;
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_TRUE(this->same(found.blocks[i], this->at(3 + i)));
    EXPECT_EQ(found.blocks[i].parent, parent);
    parent = found.blocks[i].hash;
  }
  EXPECT_EQ(found.last, found.blocks.back());
}

TYPED_TEST(TonScan, GoesOnWhereItEndedWithoutAnythingTwice) {
  for (int i = 0; i < 20; ++i) this->chain.mine({TonChain::coin(kPayer, kWallet, 5), TonChain::token(kPayer, kWallet, 6)});
  core::BlockRef after = this->at(1);
  std::vector<core::Transfer> all;
  while (!this->same(after, this->tip())) {
    auto found = this->scanned(after, 3);
    ASSERT_GT(found.last.height, after.height);
    after = found.last;
    std::ranges::move(found.transfers, std::back_inserter(all));
  }
  EXPECT_EQ(this->plain(all), this->expected());
  EXPECT_EQ(all.size(), 40u);
}

TYPED_TEST(TonScan, NothingNewIsOneQuestion) {
  this->chain.mine_empty(3);
  const ports::Scanned first = this->scanned(this->at(1));
  const int before = this->node.host("a").requests;
  const ports::Scanned again = this->scanned(first.last);
  EXPECT_EQ(again.last, first.last);
  EXPECT_TRUE(again.transfers.empty());
  EXPECT_EQ(this->node.host("a").requests, before + 1);
}

TEST_F(TonIndexScan, OneStepTakesFewQuestionsHoweverManyBlocks) {
  chain.mine_empty(3);
  const core::BlockRef after = scanned(at(1)).last;
  chain.mine_empty(60);
  const int asked = node.host("a").requests;
  scanned(after);
  EXPECT_EQ(node.host("a").requests, asked + 5);
}

TYPED_TEST(TonScan, ShardsThatSplitAndMergeAreFollowed) {
  for (const unsigned shards : {1U, 2U, 4U, 2U, 1U, 4U}) {
    this->chain.set_shards(shards);
    for (std::uint64_t n = 1; n < 4; ++n)
      this->chain.mine({TonChain::coin(kPayer, kWallet, n), TonChain::coin(kPayer, kOtherWallet, n),
                        TonChain::token(kPayer, kWallet, n)});
  }
  EXPECT_EQ(this->plain(this->scanned(this->at(1)).transfers), this->expected());
  this->fresh_reader();
  this->config.limits.blocks_per_step = this->config.limits.masters_per_step = 2;
  EXPECT_EQ(this->plain(this->scanned(this->at(1)).transfers), this->expected());
}

TEST_F(TonIndexScan, PagesAreReadToTheirEnd) {
  config.limits.rows_per_page = 7;
  node.host("a").most_rows = 7;
  chain.set_shards(4);
  for (int i = 0; i < 10; ++i) chain.mine({chain.coin(kPayer, kWallet, 5), chain.coin(kPayer, kOtherWallet, 6)});
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
}

TEST_F(TonIndexScan, ManyWalletsAreAskedInParts) {
  config.limits.accounts_per_question = 5;
  std::vector<std::string> wallets;
  for (std::uint64_t n = 100; n < 130; ++n) {
    wallets.push_back(devnet::ton_wallet(n));
    watch.addresses.emplace_back(wallets.back());
    chain.mine({chain.token(kPayer, wallets.back(), n), chain.coin(kPayer, wallets.back(), n)});
  }
  std::ranges::sort(watch.addresses);
  EXPECT_EQ(plain(scanned(at(1)).transfers), chain.transfers(wallets, true));
  EXPECT_EQ(called("a", "transactions"), (64 + 4) / 5);
}

TYPED_TEST(TonScan, WhatFailedBouncedOrOnlyClaimsIsNoPayment) {
  TonTx bounced = TonChain::coin(kPayer, kWallet, 5), returned = TonChain::coin(kPayer, kWallet, 5);
  bounced.bounced = true;
  returned.computed = returned.succeeded = false;
  returned.aborted = returned.sent_back = true;
  TonTx failed = TonChain::token(kPayer, kWallet, 5), acted = TonChain::token(kPayer, kWallet, 5);
  failed.succeeded = false;
  failed.aborted = true;
  acted.acted = false;
  acted.aborted = true;
  TonTx refunded = TonChain::token(kPayer, kWallet, 5);
  refunded.bounced = true;
  TonTx outside = TonChain::coin("", kWallet, 5);
  std::vector<TonTx> none{bounced, returned, failed, acted, refunded, outside};
  for (TonTx& tx : none) tx.pays.clear();
  none.push_back(TonChain::token(kPayer, kWallet, 1'000'000, devnet::ton_wallet(666)));
  none.push_back(TonChain::token(kPayer, kWallet, 1'000'000, devnet::ton_usdt_wallet(kWallet, devnet::ton_wallet(667))));
  this->chain.mine(none);
  EXPECT_TRUE(this->scanned(this->at(1)).transfers.empty());
}

TYPED_TEST(TonScan, ATokensWordToTheWalletItselfIsOnlyTheCoinThatCameWithIt) {
  TonTx word = TonChain::token(kPayer, kWallet, 1'000'000, kWallet);
  word.pays = {{"", word.from, kWallet, word.value}};
  this->chain.mine({word});
  EXPECT_EQ(this->plain(this->scanned(this->at(1)).transfers), this->expected());
  EXPECT_EQ(this->expected().size(), 1u);
}

TYPED_TEST(TonScan, AnyCommentCountsAndAnUndeployedWalletReceives) {
  TonTx undeployed = TonChain::coin(kPayer, kOtherWallet, 9);
  undeployed.computed = false;
  undeployed.aborted = true;
  this->chain.mine({TonChain::coin(kPayer, kWallet, 5, devnet::ton_comment("for the books")),
                    TonChain::coin(kPayer, kWallet, 6, devnet::TonCell().add(0xdeadbeef, 32)), undeployed});
  EXPECT_EQ(this->plain(this->scanned(this->at(1)).transfers), this->expected());
  EXPECT_EQ(this->expected().size(), 3u);
}

TYPED_TEST(TonScan, WithoutNativeOnlyTokensAreRead) {
  this->watch.native = false;
  this->chain.mine({TonChain::coin(kPayer, kWallet, 5), TonChain::token(kPayer, kWallet, 6)});
  EXPECT_EQ(this->plain(this->scanned(this->at(1)).transfers), this->expected());
  EXPECT_EQ(this->expected().size(), 1u);
}

TYPED_TEST(TonScan, AnotherBlockThanTheCallersIsAFork) {
  this->chain.mine_empty(3);
  core::BlockRef other = this->at(2);
  other.hash = core::BlockHash(std::string(64, '7'));
  EXPECT_TRUE(std::holds_alternative<ports::Forked>(*this->scan(other)));
  other.height = this->chain.head();
  EXPECT_TRUE(std::holds_alternative<ports::Forked>(*this->scan(other)));
}

TYPED_TEST(TonScan, ANumberOfBlocksOnTopMayBeAskedForInstead) {
  this->config.finality = {Finality::Kind::blocks, 3};
  this->chain.mine_empty(9);
  EXPECT_EQ(this->scanned(this->at(1)).final_height, 7u);
}

TYPED_TEST(TonScan, HeadAndBlockAtTellTheMasterchain) {
  this->chain.mine_empty(5);
  EXPECT_TRUE(this->same(*this->reader().head(), this->tip()));
  EXPECT_TRUE(this->same(**this->reader().block_at(3), this->at(3)));
  EXPECT_TRUE(this->same(**this->reader().block_at(6), this->at(6)));
  EXPECT_EQ(*this->reader().block_at(7), std::nullopt);
  TypeParam::lose_blocks(this->a());
  EXPECT_FALSE(this->reader().block_at(3).has_value());
}

TYPED_TEST(TonScan, BelowTheFirstBlockIsTheFirstBlock) {
  this->chain.mine_empty(2);
  EXPECT_TRUE(this->same(**this->reader().block_at(0), this->at(1)));
}

}  // namespace
}  // namespace bepusdt::chains::ton
