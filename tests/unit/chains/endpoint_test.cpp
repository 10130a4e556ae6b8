// What is remembered of an endpoint for a while is not remembered for longer when the clock is set back.
#include "chains/endpoint.hpp"

#include <gtest/gtest.h>

namespace bepusdt::chains {
namespace {

constexpr Time kNow = from_unix_millis(1'790'000'000'000);
constexpr Time kEarlier = kNow - Millis(1'800'000);

class EndpointOverTime : public ::testing::Test {
 protected:
  BackOff back_off;
  Endpoint endpoint{{"https://a/", {}, 2}, back_off};
};

TEST_F(EndpointOverTime, AFailureRestsItUntilItsTimeOrUntilTheClockIsSetBack) {
  endpoint.failed(kNow, "down", std::nullopt);
  EXPECT_EQ(endpoint.rest(kNow), back_off.first);
  EXPECT_EQ(endpoint.rest(kNow + back_off.first - Millis(1)), Millis(1));
  EXPECT_EQ(endpoint.rest(kNow + back_off.first), Millis(0));
  EXPECT_EQ(endpoint.rest(kEarlier), Millis(0));
}

TEST_F(EndpointOverTime, ItComesLastUntilItsTimeOrUntilTheClockIsSetBack) {
  EXPECT_FALSE(endpoint.comes_last(kNow));
  endpoint.set_stalled(kNow);
  EXPECT_TRUE(endpoint.comes_last(kNow));
  EXPECT_FALSE(endpoint.comes_last(kNow + back_off.stalled));
  EXPECT_FALSE(endpoint.comes_last(kEarlier));
  endpoint.set_too_slow(kNow);
  endpoint.set_stalled(kNow);
  EXPECT_TRUE(endpoint.comes_last(kNow + back_off.stalled));
  EXPECT_FALSE(endpoint.comes_last(kNow + back_off.too_slow));
}

TEST_F(EndpointOverTime, ItsLimitGoesOnAtItsPaceWhenTheClockIsSetBack) {
  endpoint.bucket().take(6, kNow);  // 4 more than it holds
  EXPECT_EQ(endpoint.rest(kNow), Millis(2'000));
  EXPECT_EQ(endpoint.rest(kEarlier), Millis(2'000));
  EXPECT_EQ(endpoint.rest(kEarlier + Millis(2'000)), Millis(0));
}

}  // namespace
}  // namespace bepusdt::chains
