#include "devnet/transaction_queue.hpp"

#include <gtest/gtest.h>

namespace bepusdt::devnet {
namespace {

struct Tx {
  int number = 0;
  bool ok = true;
  friend bool operator==(const Tx&, const Tx&) = default;
};

std::vector<Tx> taken(TransactionQueue<Tx>& queue) {
  return queue.take([](Tx& tx) { tx.ok = false; });
}

TEST(TransactionQueue, GivesAllThatWaitOnceInTheirOrder) {
  TransactionQueue<Tx> queue;
  EXPECT_TRUE(queue.add({1}));
  EXPECT_TRUE(queue.add({2}));
  EXPECT_EQ(taken(queue), (std::vector<Tx>{{1}, {2}}));
  EXPECT_EQ(taken(queue), std::vector<Tx>());
}

TEST(TransactionQueue, WhatWasInABlockAlreadyComesFirst) {
  TransactionQueue<Tx> queue;
  ASSERT_TRUE(queue.add({3}));
  queue.put_back({{1}, {2}});
  EXPECT_EQ(taken(queue), (std::vector<Tx>{{1}, {2}, {3}}));
}

TEST(TransactionQueue, SpoilsAsManyAsWereToFailAndTheRestOfThemLater) {
  TransactionQueue<Tx> queue;
  queue.fail_next(2);
  ASSERT_TRUE(queue.add({1}));
  EXPECT_EQ(taken(queue), (std::vector<Tx>{{1, false}}));
  ASSERT_TRUE(queue.add({2}));
  ASSERT_TRUE(queue.add({3}));
  EXPECT_EQ(taken(queue), (std::vector<Tx>{{2, false}, {3}}));
}

TEST(TransactionQueue, HoldsNoMoreThanItMay) {
  TransactionQueue<Tx> queue;
  for (std::size_t i = 0; i < TransactionQueue<Tx>::kMost; ++i) {
    ASSERT_TRUE(queue.add({1}));
  }
  EXPECT_FALSE(queue.add({2}));
  EXPECT_EQ(taken(queue).size(), TransactionQueue<Tx>::kMost);
  EXPECT_TRUE(queue.add({2}));
}

}  // namespace
}  // namespace bepusdt::devnet
