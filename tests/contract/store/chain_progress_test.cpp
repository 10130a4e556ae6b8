// Contract of the store: cursors, recent blocks, gaps.
#include "contract/store/store_contract.hpp"

namespace bepusdt::test {
namespace {

std::vector<std::uint64_t> heights(const std::vector<core::BlockRef>& blocks) {
  std::vector<std::uint64_t> out;
  for (const auto& b : blocks) out.push_back(b.height);
  return out;
}
using Heights = std::vector<std::uint64_t>;

TEST_P(StoreContract, EachChainHasItsCursor) {
  const ports::Cursor first{kEthereum, block(100), 105, 90, kNow};
  const ports::Cursor second{kTron, block(7), 8, 0, kNow + Seconds(1)};
  write([&](ports::Tx& tx) {
    EXPECT_FALSE(tx.cursor(kEthereum));
    tx.put_cursor(first);
    tx.put_cursor(second);
  });
  reopen();
  EXPECT_EQ(describe(*read([](const ports::View& v) { return v.cursor(kEthereum); })), describe(first));
  const ports::Cursor moved{kEthereum, block(99), 106, 91, kNow + Seconds(2)};
  write([&](ports::Tx& tx) { tx.put_cursor(moved); });
  EXPECT_EQ(describe(*read([](const ports::View& v) { return v.cursor(kEthereum); })), describe(moved));
  EXPECT_EQ(describe(*read([](const ports::View& v) { return v.cursor(kTron); })), describe(second));
}

TEST_P(StoreContract, BlocksAreKeptByHeightAndComeHighestFirst) {
  write([](ports::Tx& tx) {
    for (const std::uint64_t h : {5, 3, 4, 1}) tx.put_block(kEthereum, block(h));
    tx.put_block(kTron, block(4));
  });
  const auto down = [&](const core::ChainName& chain, std::uint64_t height, int limit) {
    return heights(read([&](const ports::View& v) { return v.blocks_down_from(chain, height, limit); }));
  };
  EXPECT_EQ(down(kEthereum, 100, 10), (Heights{5, 4, 3, 1}));
  EXPECT_EQ(down(kEthereum, 4, 10), (Heights{4, 3, 1}));
  EXPECT_EQ(down(kEthereum, 4, 1), (Heights{4}));
  EXPECT_EQ(down(kEthereum, 0, 10), (Heights{}));
  EXPECT_EQ(down(kEthereum, UINT64_MAX, 2), (Heights{5, 4}));
  EXPECT_EQ(down(core::ChainName("bsc"), 100, 10), (Heights{}));

  core::BlockRef replaced = block(4);
  replaced.hash = core::BlockHash("another");
  write([&](ports::Tx& tx) { tx.put_block(kEthereum, replaced); });
  EXPECT_EQ(describe(read([](const ports::View& v) { return v.blocks_down_from(kEthereum, 4, 1); })),
            (std::vector{describe(replaced)}));

  write([](ports::Tx& tx) { tx.drop_blocks_above(kEthereum, 4); });
  EXPECT_EQ(down(kEthereum, 100, 10), (Heights{4, 3, 1}));
  write([](ports::Tx& tx) { tx.drop_blocks_below(kEthereum, 3); });
  EXPECT_EQ(down(kEthereum, 100, 10), (Heights{4, 3}));
  write([](ports::Tx& tx) {
    tx.drop_blocks_above(kEthereum, UINT64_MAX);
    tx.drop_blocks_below(kEthereum, 0);
  });
  EXPECT_EQ(down(kEthereum, 100, 10), (Heights{4, 3}));
  EXPECT_EQ(down(kTron, 100, 10), (Heights{4}));
}

TEST_P(StoreContract, GapsAreListedNewestFirst) {
  const ports::Gap first{kEthereum, 10, 20, "asleep", kNow};
  const ports::Gap second{kEthereum, 30, 30, "睡眠", kNow - Seconds(5)};
  write([&](ports::Tx& tx) {
    tx.insert(first);
    tx.insert(second);
    tx.insert(ports::Gap{kTron, 1, 2, "asleep", kNow});
  });
  const auto listed = [&](int limit) {
    return describe(read([&](const ports::View& v) { return v.gaps(kEthereum, limit); }));
  };
  EXPECT_EQ(listed(10), (std::vector{describe(second), describe(first)}));
  EXPECT_EQ(listed(1), (std::vector{describe(second)}));
  EXPECT_EQ(listed(0), (std::vector<std::string>{}));
}

TEST_P(StoreContract, WhatIsReadAgainIsNoGapAnyMore) {
  const auto gap = [](const core::ChainName& chain, std::uint64_t from, std::uint64_t to) {
    return ports::Gap{chain, from, to, "asleep", kNow};
  };
  write([&](ports::Tx& tx) {
    for (const auto& [from, to] : {std::pair{1U, 9U}, {5U, 20U}, {10U, 11U}, {11U, 12U}}) tx.insert(gap(kEthereum, from, to));
    tx.insert(gap(kTron, 1, 20));
  });
  const auto listed = [&](const core::ChainName& chain) {
    return describe(read([&](const ports::View& v) { return v.gaps(chain, 10); }));
  };
  write([&](ports::Tx& tx) { tx.end_gaps_at(kEthereum, 10); });
  EXPECT_EQ(listed(kEthereum),
            (std::vector{describe(gap(kEthereum, 10, 10)), describe(gap(kEthereum, 5, 10)), describe(gap(kEthereum, 1, 9))}));
  EXPECT_EQ(listed(kTron), (std::vector{describe(gap(kTron, 1, 20))}));
  write([&](ports::Tx& tx) { tx.end_gaps_at(kEthereum, 0); });
  EXPECT_EQ(listed(kEthereum), (std::vector<std::string>{}));
}

}  // namespace
}  // namespace bepusdt::test
