// RateRule: the five syntaxes of contract part 1 §3, the full-width tilde, and "a result <= 0 is an error".
#include "core/rate_rule.hpp"

#include <gtest/gtest.h>

namespace bepusdt::core {
namespace {

Decimal d(std::string_view text) { return *Decimal::parse(text); }

std::string applied(std::string_view rule, std::string_view market) {
  const auto parsed = RateRule::parse(rule);
  if (!parsed) return "bad rule";
  const auto rate = parsed->apply(d(market));
  return rate ? rate->to_string() : rate.error() == RateError::not_positive ? "not positive" : "too long";
}

TEST(RateRule, KnowsTheFiveSyntaxes) {
  EXPECT_EQ(applied("7.4", "7.2"), "7.4");
  EXPECT_EQ(applied("~1.02", "7.2"), "7.344");
  EXPECT_EQ(applied("~0.97", "7.2"), "6.984");
  EXPECT_EQ(applied("+0.3", "7.2"), "7.5");
  EXPECT_EQ(applied("-0.2", "7.2"), "7");
}

TEST(RateRule, ReadsTheFullWidthTilde) {
  EXPECT_EQ(applied("～1.02", "7.2"), "7.344");
  EXPECT_EQ(RateRule::parse("～1.02")->to_string(), "~1.02");
}

TEST(RateRule, OnlyAFixedRuleDoesWithoutTheMarket) {
  EXPECT_FALSE(RateRule::parse("7.4")->needs_market());
  for (const std::string_view rule : {"~1.02", "～0.97", "+0.3", "-0.2"})
    EXPECT_TRUE(RateRule::parse(rule)->needs_market()) << rule;
}

TEST(RateRule, AResultOfZeroOrLessIsAnError) {
  EXPECT_EQ(applied("-7.2", "7.2"), "not positive");
  EXPECT_EQ(applied("-8", "7.2"), "not positive");
  EXPECT_EQ(applied("-7.1", "7.2"), "0.1");
  EXPECT_EQ(applied("~1.02", "0"), "not positive");
  EXPECT_EQ(RateRule::parse("0").error(), RateError::not_positive);
  EXPECT_EQ(RateRule::parse("~0").error(), RateError::not_positive);
  EXPECT_EQ(RateRule::parse("～0.00").error(), RateError::not_positive);
}

TEST(RateRule, RefusesWhatIsNoRule) {
  for (const std::string_view rule :
       {"", "~", "～", "+", "-", "~-1", "~+1", "～-1", "7.4 ", " 7.4", "x1.02", "*1.02", "7,4", "1.2.3", "~~1", "7.4%"})
    EXPECT_EQ(RateRule::parse(rule).error(), RateError::bad_syntax) << rule;
  EXPECT_EQ(RateRule::parse(std::string(61, '9')).error(), RateError::too_long);
}

TEST(RateRule, AnOutcomeBeyondTheDigitsOfADecimalIsAnErrorNotARounding) {
  EXPECT_EQ(applied("~" + std::string(40, '9'), std::string(40, '9')), "too long");
}

TEST(RateRule, PrintsWhatItReads) {
  for (const std::string_view rule : {"7.4", "~1.02", "~0.97", "+0.3", "-0.2", "+0"})
    EXPECT_EQ(RateRule::parse(rule)->to_string(), rule);
}

}  // namespace
}  // namespace bepusdt::core
