// FeedHub: who is woken, and that nobody is once gone.
#include "http/feed_hub.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "unit/http/http_world.hpp"

namespace bepusdt::http {
namespace {

const core::TradeId kA("0AbcdeFGHIJKLMNOPA");
const core::TradeId kB("0AbcdeFGHIJKLMNOPB");

TEST(FeedHub, WakesTheSubscribersOfThatOrderOnly) {
  test::KeptMetrics metrics;
  FeedHub hub(metrics);
  int a = 0;
  int b = 0;
  auto first = *hub.subscribe(kA);
  auto second = *hub.subscribe(kA);
  auto third = *hub.subscribe(kB);
  first.on_change([&] { ++a; });
  second.on_change([&] { ++a; });
  third.on_change([&] { ++b; });
  hub.order_changed(kA);
  EXPECT_EQ(a, 2);
  EXPECT_EQ(b, 0);
  EXPECT_EQ(metrics.value("bepusdt_http_event_streams"), 3);
}

TEST(FeedHub, WakesNobodyWhoHasLeft) {
  test::KeptMetrics metrics;
  FeedHub hub(metrics);
  int woken = 0;
  {
    auto subscription = *hub.subscribe(kA);
    subscription.on_change([&] { ++woken; });
  }
  hub.order_changed(kA);
  EXPECT_EQ(woken, 0);
  EXPECT_EQ(hub.subscriptions(), 0U);
  EXPECT_EQ(metrics.value("bepusdt_http_event_streams"), 0);
}

TEST(FeedHub, IsBoundedInAllAndForOneOrder) {
  test::KeptMetrics metrics;
  FeedHub hub(metrics, {.subscriptions = 3, .of_one_order = 2});
  const auto one = hub.subscribe(kA);
  auto two = hub.subscribe(kA);
  EXPECT_FALSE(hub.subscribe(kA).has_value());
  const auto three = hub.subscribe(kB);
  EXPECT_TRUE(three.has_value());
  EXPECT_FALSE(hub.subscribe(kB).has_value());
  two.reset();
  EXPECT_TRUE(hub.subscribe(kA).has_value());
}

TEST(FeedHub, TakesHintsFromManyThreadsWhileSubscribersComeAndGo) {
  test::KeptMetrics metrics;
  FeedHub hub(metrics);
  std::atomic<bool> stop = false;
  std::vector<std::thread> makers;
  for (int i = 0; i < 2; ++i)
    makers.emplace_back([&] {
      while (!stop) hub.order_changed(kA);
    });
  for (int i = 0; i < 2'000; ++i) {
    std::atomic<int> woken = 0;
    auto subscription = *hub.subscribe(kA);
    subscription.on_change([&] { ++woken; });
  }
  stop = true;
  for (auto& maker : makers) maker.join();
  EXPECT_EQ(hub.subscriptions(), 0U);
}

}  // namespace
}  // namespace bepusdt::http
