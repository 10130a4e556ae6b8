// Bags of cells and blocks made by hand: what is read, and that what is damaged is refused.
#include <gtest/gtest.h>

#include "block_cells.hpp"
#include "chains/ton/bag_of_cells.hpp"
#include "chains/ton/cell_builder.hpp"
#include "chains/ton/decode_block.hpp"
#include "chains/ton/dictionary.hpp"

namespace bepusdt::chains::ton {
namespace {

using test::ton::BlockCells;
using test::ton::MessageCells;

Block read(const BlockCells& cells) {
  auto block = decode_block(*test::ton::block_cell(cells));
  EXPECT_TRUE(block) << block.error().reason;
  return block.value_or(Block{});
}

CellPtr two_cells() { return CellBuilder().bits(0b101, 3).ref(CellBuilder().bits(0xff, 8).finish()).finish(); }

TEST(TonBag, IsReadAsItWasWritten) {
  const CellPtr root = two_cells();
  const auto again = read_single_root(write_bag(root));
  ASSERT_TRUE(again) << again.error().reason;
  EXPECT_EQ((*again)->hash(), root->hash());
  EXPECT_EQ((*again)->bits(), 3u);
}

TEST(TonBag, EveryCutAndEveryFlippedBitIsRefused) {
  const Bytes good = write_bag(two_cells());
  for (std::size_t size = 0; size < good.size(); ++size) EXPECT_FALSE(read_bag(BytesView(good).first(size))) << size;
  for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
    Bytes bad = good;
    bad[bit / 8] = static_cast<std::uint8_t>(bad[bit / 8] ^ (1U << bit % 8));
    EXPECT_FALSE(read_bag(bad)) << bit;
  }
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_FALSE(read_bag(longer));
}

TEST(TonBag, AReferenceThatDoesNotPointOnwardsIsRefused) {
  // One cell of no bits, whose one reference is `target`; then another cell.
  const auto bag = [](std::uint8_t target) {
    return Bytes{0xb5, 0xee, 0x9c, 0x72, 0x01, 0x01, 2, 1, 0, 5, 0, 1, 0, target, 0, 0};
  };
  EXPECT_TRUE(read_bag(bag(1)));
  EXPECT_FALSE(read_bag(bag(0)));  // itself
  EXPECT_FALSE(read_bag(bag(2)));
}

TEST(TonCell, HashIsThatOfTheRepresentation) {
  // Known to everybody who has made an empty cell.
  EXPECT_EQ(to_hex(CellBuilder().finish()->hash()), "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7");
}

TEST(TonBlock, HoldsItsTransactionsInTheOrderOfAccountsAndTimes) {
  BlockCells cells;
  for (const std::uint8_t n : std::vector<std::uint8_t>{200, 3, 90})
    for (const std::uint64_t lt : {1'500'000, 1'400'000, 1'000'001})
      cells.transactions.push_back({.account = test::ton::account(n),
                                    .lt = lt,
                                    .in = MessageCells{test::ton::account(1), test::ton::account(n), lt}});
  const Block block = read(cells);
  ASSERT_EQ(block.transactions.size(), 9u);
  EXPECT_EQ(block.network, -239);
  EXPECT_EQ(block.seqno, 7u);
  EXPECT_EQ(block.shard, std::uint64_t{1} << 63);
  const Transaction& first = block.transactions.front();
  EXPECT_EQ(first.account, test::ton::account(3));
  EXPECT_EQ(first.lt, 1'000'001u);
  EXPECT_EQ(first.in->value, 1'000'001);
  EXPECT_EQ(first.in->from, test::ton::account(1));
  EXPECT_EQ(first.hash, test::ton::transaction_cell(cells.transactions[5])->hash());
  EXPECT_EQ(block.transactions.back().account, test::ton::account(200));
}

TEST(TonBlock, OfTheMasterchainNamesTheTopOfEveryShard) {
  for (const std::vector<std::uint32_t>& seqnos :
       {std::vector<std::uint32_t>{5}, std::vector<std::uint32_t>{5, 6}, std::vector<std::uint32_t>{5, 6, 7, 8}}) {
    const Block block = read({.workchain = -1, .shards = seqnos});
    ASSERT_EQ(block.shards.size(), seqnos.size());
    std::uint64_t covered = 0;
    for (std::size_t i = 0; i < seqnos.size(); ++i) {
      EXPECT_EQ(block.shards[i].id.seqno, seqnos[i]);
      EXPECT_EQ(block.shards[i].id.workchain, 0);
      covered += block.shards[i].id.shard & (~block.shards[i].id.shard + 1);
    }
    EXPECT_EQ(covered, std::uint64_t{1} << 63);
  }
}

TEST(TonBlock, AfterAMergeHasTwoBeforeIt) {
  EXPECT_EQ(read({.after_merge = true}).previous.size(), 2u);
  EXPECT_EQ(read({}).previous.size(), 1u);
}

TEST(TonBlock, ATransactionOutsideTheTimesOfItsBlockMakesItMalformed) {
  EXPECT_FALSE(
      decode_block(*test::ton::block_cell({.transactions = {{.account = test::ton::account(1), .lt = 2'000'001}}})));
  EXPECT_FALSE(decode_block(*test::ton::block_cell({.transactions = {{.account = test::ton::account(1), .lt = 999'999}}})));
  EXPECT_FALSE(decode_block(*two_cells()));
}

// It pays nobody here, and may be many megabytes: each message stands in a transaction of its receiver.
TEST(TonBlock, WhatATransactionSendsIsNotRead) {
  BlockCells cells;
  cells.transactions = {{.account = test::ton::account(1),
                         .lt = 1'500'000,
                         .in = MessageCells{test::ton::account(2), test::ton::account(1), 5},
                         .sends = CellBuilder().bits(0x72, 8).finish()}};  // no dictionary at all
  const Block block = read(cells);
  ASSERT_EQ(block.transactions.size(), 1u);
  EXPECT_EQ(block.transactions[0].in->value, 5);
}

TEST(TonDictionary, IsWalkedInTheOrderOfKeysAndAMalformedOneIsNot) {
  const auto leaf = [](std::uint64_t value) { return [value](CellBuilder& out) { out.bits(value, 8); }; };
  const CellPtr root = test::ton::hashmap_cell({{"0000", leaf(1)}, {"0011", leaf(2)}, {"1111", leaf(3)}});
  std::vector<std::pair<int, std::uint64_t>> found;
  EXPECT_TRUE(walk_dictionary(*root, 4, [&](const DictionaryKey& key, Slice value) {
    found.emplace_back(key[0] >> 4, value.bits(8));
    return true;
  }));
  EXPECT_EQ(found, (std::vector<std::pair<int, std::uint64_t>>{{0, 1}, {3, 2}, {15, 3}}));
  const auto any = [](const DictionaryKey&, Slice) { return true; };
  // A fork with one side only.
  const CellPtr side = CellBuilder().bits(0b10, 2).bits(1, 1).bit(true).finish();
  EXPECT_TRUE(walk_dictionary(*side, 1, any));
  EXPECT_FALSE(walk_dictionary(*CellBuilder().bits(0b10, 2).bits(0, 2).ref(side).finish(), 2, any));
  EXPECT_FALSE(walk_dictionary(*CellBuilder().finish(), 4, any));
}

}  // namespace
}  // namespace bepusdt::chains::ton
