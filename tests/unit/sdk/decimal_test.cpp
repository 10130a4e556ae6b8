// Decimal: exact decimal texts, and what is none.
#include <bepusdt/decimal.hpp>
#include <bepusdt/error.hpp>
#include <bepusdt/order.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace bepusdt::sdk {
namespace {

// What does not say which decimal number was meant does not compile.
static_assert(!std::is_constructible_v<Decimal, double> && !std::is_constructible_v<Decimal, float>);
static_assert(!std::is_constructible_v<Decimal, bool> && !std::is_constructible_v<Decimal, char>);
static_assert(!std::is_constructible_v<Decimal, std::nullptr_t> && !std::is_constructible_v<Rate, std::nullptr_t>);
static_assert(std::is_convertible_v<int, Decimal> && std::is_convertible_v<unsigned long long, Decimal>);
static_assert(std::is_convertible_v<const char*, Decimal> && std::is_convertible_v<std::string, Decimal>);

TEST(Decimal, IsTheShortestPlainText) {
  for (const auto& [given, shortest] : std::vector<std::pair<const char*, const char*>>{{"28.80", "28.8"},
                                                                                        {"10.0", "10"},
                                                                                        {"1e6", "1000000"},
                                                                                        {"1E+2", "100"},
                                                                                        {"1.5e-3", "0.0015"},
                                                                                        {"-0", "0"},
                                                                                        {"-0.50", "-0.5"},
                                                                                        {"0.000", "0"},
                                                                                        {"42", "42"}})
    EXPECT_EQ(Decimal(given).text(), shortest) << given;
  EXPECT_EQ(Decimal().text(), "0");
}

TEST(Decimal, TakesEveryInteger) {
  EXPECT_EQ(Decimal(42).text(), "42");
  EXPECT_EQ(Decimal(0).text(), "0");
  EXPECT_EQ(Decimal(-7L).text(), "-7");
  EXPECT_EQ(Decimal(std::numeric_limits<std::uint64_t>::max()).text(), "18446744073709551615");
  EXPECT_EQ(Decimal(std::numeric_limits<std::int64_t>::min()).text(), "-9223372036854775808");
}

TEST(Decimal, RefusesWhatIsNoNumberOfJson) {
  for (const std::string text : {"", " 1", "1 ", "+1", ".5", "1.", "01", "1,5", "0x10", "1e", "NaN", "Infinity", "١",
                                 "1_000", "--1", "1e999", "1\n"}) {
    EXPECT_FALSE(Decimal::parse(text).has_value()) << text;
    EXPECT_THROW(Decimal{text}, ValidationError) << text;
  }
  EXPECT_FALSE(Decimal::parse(std::string(129, '1')).has_value());
  EXPECT_TRUE(Decimal::parse(std::string(128, '1')).has_value());
  EXPECT_FALSE(Decimal::parse(std::string_view("1\0", 2)).has_value());
}

TEST(Decimal, NumbersAreEqualWhateverTheirTextsWere) {
  EXPECT_EQ(Decimal("28.80"), Decimal("2.88e1"));
  EXPECT_EQ(Decimal("10.00"), Decimal(10));
  EXPECT_EQ(Decimal("-0.0"), Decimal());
  EXPECT_NE(Decimal("28.8"), Decimal("28.81"));
  EXPECT_TRUE(Decimal("0.0").is_zero());
  EXPECT_FALSE(Decimal("0.01").is_zero());
}

TEST(Decimal, OfADoubleKeepsWhatADoubleHolds) {
  EXPECT_EQ(Decimal::from_double(14.44 + 14.44)->text(), "28.88");
  EXPECT_EQ(Decimal::from_double(0.1 + 0.2)->text(), "0.3");
  EXPECT_EQ(Decimal::from_double(28.880000000000003)->text(), "28.88");
  EXPECT_EQ(Decimal::from_double(42)->text(), "42");
  EXPECT_EQ(Decimal::from_double(-0.0)->text(), "0");
  EXPECT_EQ(Decimal::from_double(1e16)->text(), "10000000000000000");
  EXPECT_EQ(Decimal::from_double(0.00001)->text(), "0.00001");
  EXPECT_FALSE(Decimal::from_double(std::nan("")).has_value());
  EXPECT_FALSE(Decimal::from_double(std::numeric_limits<double>::infinity()).has_value());
}

TEST(Decimal, EveryTextOfFifteenDigitsSurvivesADouble) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string digits = std::to_string(1 + random() % 999'999'999'999'999);
    const auto fraction = random() % 19;
    while (digits.size() <= fraction) digits.insert(0, "0");
    if (fraction > 0) digits.insert(digits.size() - fraction, ".");
    const Decimal meant(digits);
    const auto again = Decimal::from_double(meant.to_double());
    ASSERT_TRUE(again.has_value());
    ASSERT_EQ(again->text(), meant.text()) << digits;
  }
}

TEST(Decimal, EveryFiniteDoubleHasAText) {
  using Limits = std::numeric_limits<double>;
  for (const double value : {Limits::max(), Limits::lowest(), Limits::min(), Limits::denorm_min(), 1e128, 1e-128})
    EXPECT_TRUE(Decimal::from_double(value).has_value()) << value;
}

TEST(Decimal, BeyondADoubleIsInfiniteOrZeroNeverSomethingElse) {
  EXPECT_EQ(Decimal("1e390").to_double(), std::numeric_limits<double>::infinity());
  EXPECT_EQ(Decimal("-1e390").to_double(), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(Decimal("1e-390").to_double(), 0);
  EXPECT_EQ(Decimal("28.8").to_double(), 28.8);
}

}  // namespace
}  // namespace bepusdt::sdk
