// Which quotes a bad price is blamed for, and which might have a rate of their own.
#include "audit/rate_book.hpp"

#include <gtest/gtest.h>

#include "audited_world.hpp"
#include "contract/store/rows.hpp"

namespace bepusdt::audit {
namespace {

class RateBookOf : public testing::Test {
 protected:
  void price(const char* rate, Millis age, bool confirmed = true) {
    ASSERT_TRUE(world.store->write([&](ports::Tx& tx) {
      tx.insert(ports::RateRow{"USDT", "CNY", *core::Decimal::parse(rate), "market", test::kNow - age, confirmed});
    }));
  }
  RateOrigin origin(const char* rate, RateRules rules = {}) {
    core::Quote quote = test::quote(1, 4'000'000);
    quote.created_at = test::kNow;
    quote.rate = *core::Decimal::parse(rate);
    RateBook book(std::move(rules));
    RateOrigin answer = RateOrigin::good;
    EXPECT_TRUE(world.store->read([&](const ports::View& view) { answer = book.origin_of(quote, view); }));
    return answer;
  }
  AuditedWorld world;
};

TEST_F(RateBookOf, AConfirmedPriceOfTheTimeIsGood) {
  price("7.2345", Seconds(60));
  EXPECT_EQ(origin("7.2345"), RateOrigin::good);
}

TEST_F(RateBookOf, APriceThatJumpedIsBlamedForExactlyItsRate) {
  price("7.2345", Seconds(120));
  price("9.8765", Seconds(60), false);
  EXPECT_EQ(origin("9.8765"), RateOrigin::unconfirmed);
  EXPECT_EQ(origin("9.8764"), RateOrigin::good);
}

TEST_F(RateBookOf, APriceThatWasAgreedToLaterButBeforeTheQuoteIsGood) {
  price("9.8765", Seconds(120), false);
  price("9.8765", Seconds(60));
  EXPECT_EQ(origin("9.8765"), RateOrigin::good);
}

TEST_F(RateBookOf, AnOldPriceIsBlamedOnlyWhenNoneWasCurrent) {
  price("7.2345", std::chrono::hours(3));
  EXPECT_EQ(origin("7.2345"), RateOrigin::outdated);
  price("7.3456", Seconds(60));
  EXPECT_EQ(origin("7.2345"), RateOrigin::good);  // the order's own rate, most likely
}

TEST_F(RateBookOf, TheOperatorsRuleIsAppliedBeforeRatesAreCompared) {
  price("7.2345", Seconds(60), false);
  RateRules plus;
  plus.rules.emplace(ports::Pair{"USDT", "CNY"}, *core::RateRule::parse("+0.3"));
  EXPECT_EQ(origin("7.5345", plus), RateOrigin::unconfirmed);
  EXPECT_EQ(origin("7.2345", plus), RateOrigin::good);
  RateRules fixed;
  fixed.rules.emplace(ports::Pair{"USDT", "CNY"}, *core::RateRule::parse("7.2345"));
  EXPECT_EQ(origin("7.2345", fixed), RateOrigin::good);
}

TEST_F(RateBookOf, ARateOfFewDigitsMayBeAnybodys) {
  price("7.2", Seconds(60), false);
  EXPECT_EQ(origin("7.2"), RateOrigin::good);
}

}  // namespace
}  // namespace bepusdt::audit
