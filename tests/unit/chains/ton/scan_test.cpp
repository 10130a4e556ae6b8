// A scan of TON: whole runs of masterchain blocks with what their shards' blocks hold.
#include "reader_world.hpp"

namespace bepusdt::chains::ton {
namespace {

using devnet::TonTx;

class TonScan : public ReaderWorld {};

TEST_F(TonScan, FindsEveryPaymentInTheBlockThatMadeItFinal) {
  chain.mine({chain.coin(kPayer, kWallet, 5), chain.token(kPayer, kOtherWallet, 6)});
  chain.mine_empty(3);
  chain.mine({chain.coin(kPayer, kStranger, 5), chain.token(kPayer, kWallet, 7), chain.token(kPayer, kWallet, 7)});
  const ports::Scanned found = scanned(at(1));
  EXPECT_EQ(plain(found.transfers), expected());
  EXPECT_EQ(found.transfers.size(), 4u);
  EXPECT_TRUE(same(found.last, tip()));
  EXPECT_EQ(found.head, chain.head());
  EXPECT_EQ(found.final_height, chain.head());
  EXPECT_TRUE(std::ranges::is_sorted(found.transfers, {}, [](const core::Transfer& t) { return t.block.height; }));
}

TEST_F(TonScan, NamesEveryBlockEachWithTheOneBeforeAsItsParent) {
  chain.mine_empty(7);
  const ports::Scanned found = scanned(at(2), 4);
  ASSERT_EQ(found.blocks.size(), 4u);
  core::BlockHash parent = at(2).hash;
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_TRUE(same(found.blocks[i], at(3 + i)));
    EXPECT_EQ(found.blocks[i].parent, parent);
    parent = found.blocks[i].hash;
  }
  EXPECT_EQ(found.last, found.blocks.back());
}

TEST_F(TonScan, GoesOnWhereItEndedWithoutAnythingTwice) {
  for (int i = 0; i < 20; ++i) chain.mine({chain.coin(kPayer, kWallet, 5), chain.token(kPayer, kWallet, 6)});
  core::BlockRef after = at(1);
  std::vector<core::Transfer> all;
  while (!same(after, tip())) {
    auto found = scanned(after, 3);
    ASSERT_GT(found.last.height, after.height);
    after = found.last;
    std::ranges::move(found.transfers, std::back_inserter(all));
  }
  EXPECT_EQ(plain(all), expected());
  EXPECT_EQ(all.size(), 40u);
}

TEST_F(TonScan, NothingNewIsOneQuestion) {
  chain.mine_empty(3);
  const ports::Scanned first = scanned(at(1));
  const int asked = node.host("a").requests;
  const ports::Scanned again = scanned(first.last);
  EXPECT_EQ(again.last, first.last);
  EXPECT_TRUE(again.transfers.empty());
  EXPECT_EQ(node.host("a").requests, asked + 1);
}

TEST_F(TonScan, OneStepTakesFewQuestionsHoweverManyBlocks) {
  chain.mine_empty(3);
  const core::BlockRef after = scanned(at(1)).last;
  chain.mine_empty(60);
  const int asked = node.host("a").requests;
  scanned(after);
  EXPECT_EQ(node.host("a").requests, asked + 5);
}

TEST_F(TonScan, ShardsThatSplitAndMergeAreFollowed) {
  for (const unsigned shards : {1U, 2U, 4U, 2U, 1U, 4U}) {
    chain.set_shards(shards);
    for (std::uint64_t n = 1; n < 4; ++n)
      chain.mine({chain.coin(kPayer, kWallet, n), chain.coin(kPayer, kOtherWallet, n), chain.token(kPayer, kWallet, n)});
  }
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
  fresh_reader();
  config.limits.blocks_per_step = 2;
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
}

TEST_F(TonScan, PagesAreReadToTheirEnd) {
  config.limits.rows_per_page = 7;
  node.host("a").most_rows = 7;
  chain.set_shards(4);
  for (int i = 0; i < 10; ++i) chain.mine({chain.coin(kPayer, kWallet, 5), chain.coin(kPayer, kOtherWallet, 6)});
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
}

TEST_F(TonScan, ManyWalletsAreAskedInParts) {
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

TEST_F(TonScan, WhatFailedBouncedOrOnlyClaimsIsNoPayment) {
  TonTx bounced = chain.coin(kPayer, kWallet, 5), returned = chain.coin(kPayer, kWallet, 5);
  bounced.bounced = true;
  returned.computed = returned.succeeded = false;
  returned.aborted = returned.sent_back = true;
  TonTx failed = chain.token(kPayer, kWallet, 5), acted = chain.token(kPayer, kWallet, 5);
  failed.succeeded = false;
  failed.aborted = true;
  acted.acted = false;
  acted.aborted = true;
  TonTx refunded = chain.token(kPayer, kWallet, 5);
  refunded.bounced = true;
  TonTx outside = chain.coin("", kWallet, 5);
  std::vector<TonTx> none{bounced, returned, failed, acted, refunded, outside};
  for (TonTx& tx : none) tx.pays.clear();
  none.push_back(chain.token(kPayer, kWallet, 1'000'000, devnet::ton_wallet(666)));
  none.push_back(chain.token(kPayer, kWallet, 1'000'000, devnet::ton_usdt_wallet(kWallet, devnet::ton_wallet(667))));
  chain.mine(none);
  EXPECT_TRUE(scanned(at(1)).transfers.empty());
}

TEST_F(TonScan, ATokensWordToTheWalletItselfIsOnlyTheCoinThatCameWithIt) {
  TonTx word = chain.token(kPayer, kWallet, 1'000'000, kWallet);
  word.pays = {{"", word.from, kWallet, word.value}};
  chain.mine({word});
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
  EXPECT_EQ(expected().size(), 1u);
}

TEST_F(TonScan, AnyCommentCountsAndAnUndeployedWalletReceives) {
  TonTx undeployed = chain.coin(kPayer, kOtherWallet, 9);
  undeployed.computed = false;
  undeployed.aborted = true;
  chain.mine({chain.coin(kPayer, kWallet, 5, devnet::ton_comment("for the books")),
              chain.coin(kPayer, kWallet, 6, devnet::TonCell().add(0xdeadbeef, 32)), undeployed});
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
  EXPECT_EQ(expected().size(), 3u);
}

TEST_F(TonScan, WithoutNativeOnlyTokensAreRead) {
  watch.native = false;
  chain.mine({chain.coin(kPayer, kWallet, 5), chain.token(kPayer, kWallet, 6)});
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
  EXPECT_EQ(expected().size(), 1u);
}

TEST_F(TonScan, AnotherBlockThanTheCallersIsAFork) {
  chain.mine_empty(3);
  core::BlockRef other = at(2);
  other.hash = core::BlockHash(std::string(64, '7'));
  EXPECT_TRUE(std::holds_alternative<ports::Forked>(*scan(other)));
  other.height = chain.head();
  EXPECT_TRUE(std::holds_alternative<ports::Forked>(*scan(other)));
}

TEST_F(TonScan, ANumberOfBlocksOnTopMayBeAskedForInstead) {
  config.finality = {Finality::Kind::blocks, 3};
  chain.mine_empty(9);
  EXPECT_EQ(scanned(at(1)).final_height, 7u);
}

TEST_F(TonScan, HeadAndBlockAtTellTheMasterchain) {
  chain.mine_empty(5);
  EXPECT_TRUE(same(*reader().head(), tip()));
  EXPECT_TRUE(same(**reader().block_at(3), at(3)));
  EXPECT_TRUE(same(**reader().block_at(6), at(6)));
  EXPECT_EQ(*reader().block_at(7), std::nullopt);
  a().empty_method = "blocks";
  EXPECT_FALSE(reader().block_at(3).has_value());
}

TEST_F(TonScan, BelowTheFirstBlockIsTheFirstBlock) {
  chain.mine_empty(2);
  EXPECT_TRUE(same(**reader().block_at(0), at(1)));
}

}  // namespace
}  // namespace bepusdt::chains::ton
