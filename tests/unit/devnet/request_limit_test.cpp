#include "devnet/request_limit.hpp"

#include <gtest/gtest.h>

namespace bepusdt::devnet {
namespace {

constexpr Time kStart = from_unix_millis(1'790'000'000'000);

TEST(RequestLimit, TakesAnyNumberUntilOneIsSet) {
  RequestLimit limit;
  for (int i = 0; i < 1'000; ++i) EXPECT_TRUE(limit.takes(kStart));
  limit.set(1);
  EXPECT_TRUE(limit.takes(kStart));
  EXPECT_FALSE(limit.takes(kStart));
  limit.set(0);
  EXPECT_TRUE(limit.takes(kStart));
}

TEST(RequestLimit, CountsWithinAnySecondAndNotWhatItRefused) {
  RequestLimit limit;
  limit.set(2);
  EXPECT_TRUE(limit.takes(kStart));
  EXPECT_TRUE(limit.takes(kStart + Millis(600)));
  EXPECT_FALSE(limit.takes(kStart + Millis(999)));
  EXPECT_TRUE(limit.takes(kStart + Millis(1'000))) << "the first is a second ago";
  EXPECT_FALSE(limit.takes(kStart + Millis(1'599)));
  EXPECT_TRUE(limit.takes(kStart + Millis(1'600)));
}

TEST(RequestLimit, AClockThatIsSetBackDoesNotCloseItForAsLong) {
  RequestLimit limit;
  limit.set(1);
  EXPECT_TRUE(limit.takes(kStart));
  EXPECT_TRUE(limit.takes(kStart - Seconds(3'600)));
}

}  // namespace
}  // namespace bepusdt::devnet
