// Versions cut into blocks: they count only if they end with the very block that was told by height.
#include "chains/aptos/version_blocks.hpp"

#include <gtest/gtest.h>

namespace bepusdt::chains::aptos {
namespace {

class AptosVersionBlocks : public ::testing::Test {
 protected:
  static Word hash(std::uint64_t height) {
    Word word{};
    word.back() = static_cast<std::uint8_t>(height);
    return word;
  }
  static BlockTime time(std::uint64_t height) { return from_unix_seconds(1'000 + static_cast<std::int64_t>(height)); }
  static Transaction tx(std::uint64_t version, std::optional<std::uint64_t> begins = {}) {
    Transaction transaction;
    transaction.version = version;
    if (begins) transaction.begins = BlockStart{hash(*begins), time(*begins)};
    transaction.deposits.push_back({0, Word{}, 1});
    return transaction;
  }
  static Header top(std::uint64_t height, std::uint64_t first, std::uint64_t last) {
    return {height, hash(height), time(height), first, last};
  }
  auto cut(const std::vector<Transaction>& transactions, const Header& top_block) const {
    return blocks_of(below, transactions, top_block);
  }
  const core::BlockRef below{7, core::BlockHash(text_of(hash(7))), {}, time(7)};
  // Blocks 8 (versions 20 to 22) and 9 (23 and 24).
  const std::vector<Transaction> two{tx(20, 8), tx(21), tx(22), tx(23, 9), tx(24)};
};

TEST_F(AptosVersionBlocks, EachBeginsWithTheTransactionThatNamesItAndFollowsTheOneBefore) {
  const auto blocks = cut(two, top(9, 23, 24));
  ASSERT_TRUE(blocks) << blocks.error();
  ASSERT_EQ(blocks->size(), 2u);
  EXPECT_EQ((*blocks)[0].ref, (core::BlockRef{8, core::BlockHash(text_of(hash(8))), below.hash, time(8)}));
  EXPECT_EQ((*blocks)[1].ref, (core::BlockRef{9, core::BlockHash(text_of(hash(9))), (*blocks)[0].ref.hash, time(9)}));
  EXPECT_EQ((*blocks)[0].transactions.size(), 3u);
  EXPECT_EQ((*blocks)[1].transactions.size(), 2u);
}

TEST_F(AptosVersionBlocks, OneBlockAloneNeedsNothingThatNamesIt) {
  const auto blocks = cut({tx(20), tx(21)}, top(8, 20, 21));
  ASSERT_TRUE(blocks) << blocks.error();
  ASSERT_EQ(blocks->size(), 1u);
  EXPECT_EQ(blocks->front().ref, (core::BlockRef{8, core::BlockHash(text_of(hash(8))), below.hash, time(8)}));
  EXPECT_FALSE(cut({tx(20, 9), tx(21)}, top(8, 20, 21)));  // but what names another does not fit
  EXPECT_FALSE(cut({tx(20), tx(21, 8)}, top(8, 20, 21)));
}

TEST_F(AptosVersionBlocks, SeveralWithoutOneThatNamesTheFirstDoNotCount) {
  auto unnamed = two;
  unnamed[0].begins.reset();
  EXPECT_FALSE(cut(unnamed, top(9, 23, 24)));
}

TEST_F(AptosVersionBlocks, AnythingElseThanTheBlockByHeightAtTheEndDoesNotCount) {
  EXPECT_FALSE(cut({}, top(9, 23, 24)));
  EXPECT_FALSE(cut(two, top(9, 23, 25)));   // more of it is missing
  EXPECT_FALSE(cut(two, top(9, 22, 24)));   // it begins elsewhere
  EXPECT_FALSE(cut(two, top(10, 23, 24)));  // by its height there is one between them
  Header other = top(9, 23, 24);
  other.hash = hash(99);
  EXPECT_FALSE(cut(two, other));
  other = top(9, 23, 24);
  other.time = time(99);
  EXPECT_FALSE(cut(two, other));
}

TEST_F(AptosVersionBlocks, MoreOrFewerBlocksThanHeightsDoNotCount) {
  auto three = two;
  three[1].begins = BlockStart{hash(88), time(8)};
  EXPECT_FALSE(cut(three, top(9, 23, 24)));
  auto one = two;
  one[0].begins.reset();
  one.erase(one.begin(), one.begin() + 3);
  EXPECT_FALSE(cut(one, top(10, 23, 24)));
}

TEST_F(AptosVersionBlocks, TransactionsWithoutDepositsAreLeftOut) {
  auto quiet = two;
  for (Transaction& transaction : quiet) transaction.deposits.clear();
  const auto blocks = cut(quiet, top(9, 23, 24));
  ASSERT_TRUE(blocks);
  for (const VersionBlock& block : *blocks) EXPECT_TRUE(block.transactions.empty());
}

}  // namespace
}  // namespace bepusdt::chains::aptos
