// Decimal: parsing, printing, rounding, limits.
#include "core/decimal.hpp"

#include <gtest/gtest.h>

#include <random>

namespace bepusdt::core {
namespace {

Decimal d(std::string_view text) { return *Decimal::parse(text); }

TEST(Decimal, PrintsTheShortestPlainForm) {
  EXPECT_EQ(d("10.00").to_string(), "10");
  EXPECT_EQ(d("28.80").to_string(), "28.8");
  EXPECT_EQ(d("1e6").to_string(), "1000000");
  EXPECT_EQ(d("5e-07").to_string(), "0.0000005");
  EXPECT_EQ(d("-0.0").to_string(), "0");
  EXPECT_EQ(d("-0.5").to_string(), "-0.5");
  EXPECT_EQ(d("+0.3").to_string(), "0.3");
  EXPECT_EQ(d("000123.4500").to_string(), "123.45");
  EXPECT_EQ(d("0.1E+1").to_string(), "1");
}

TEST(Decimal, RefusesWhatIsNotANumber) {
  for (const char* text :
       {"", " ", "1 ", " 1", "1.", ".5", "-", "+", "1e", "1e+", "0x10", "1,5", "nan", "inf", "1.2.3", "--1", "１"})
    EXPECT_EQ(Decimal::parse(text).error(), DecimalError::not_a_number) << text;
}

TEST(Decimal, RefusesWhatIsTooLongInsteadOfRounding) {
  EXPECT_TRUE(Decimal::parse(std::string(60, '9')));
  EXPECT_EQ(Decimal::parse(std::string(61, '9')).error(), DecimalError::too_long);
  EXPECT_EQ(Decimal::parse("1e61").error(), DecimalError::too_long);
  EXPECT_EQ(Decimal::parse("1e-41").error(), DecimalError::too_long);
  EXPECT_EQ(Decimal::parse("1e999999999999999999999").error(), DecimalError::too_long);
  EXPECT_EQ(d("0e999999999999999999999").to_string(), "0");
}

TEST(Decimal, RoundTripsRandomValues) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20'000; ++i) {
    const auto value =
        *Decimal::from_parts(Decimal::Integer(static_cast<std::int64_t>(random())), static_cast<int>(random() % 30));
    EXPECT_EQ(d(value.to_string()), value);
    EXPECT_EQ(d(value.to_string()).to_string(), value.to_string());
  }
}

TEST(Decimal, ComputesExactly) {
  EXPECT_EQ(d("0.1").plus(d("0.2")), d("0.3"));
  EXPECT_EQ(d("7.2").times(d("1.02")), d("7.344"));
  EXPECT_EQ(d("1").minus(d("1.0000000001")), d("-0.0000000001"));
  EXPECT_FALSE(d(std::string(60, '9')).times(d("10")).has_value());
  EXPECT_FALSE(d(std::string(60, '9')).plus(d("1")).has_value());
}

TEST(Decimal, RoundsHalvesAwayFromZero) {
  EXPECT_EQ(d("10").divided_half_up(d("7.4"), 2), d("1.35"));
  EXPECT_EQ(d("36").divided_half_up(d("7.2"), 2), d("5"));
  EXPECT_EQ(d("0.125").rounded_half_up_to_places(2), d("0.13"));
  EXPECT_EQ(d("-0.125").rounded_half_up_to_places(2), d("-0.13"));
  EXPECT_EQ(d("0.1249").rounded_half_up_to_places(2), d("0.12"));
  EXPECT_EQ(d("28.880000000000003").rounded_half_up_to_digits(14), d("28.88"));
  EXPECT_EQ(d("123456789012345").rounded_half_up_to_digits(14), d("123456789012350"));
  EXPECT_EQ(d("99999999999999.9").rounded_half_up_to_digits(14), d("100000000000000"));
}

TEST(Decimal, Orders) {
  EXPECT_LT(d("1.5"), d("1.50001"));
  EXPECT_GT(d("-1"), d("-2"));
  EXPECT_EQ(d("1.50"), d("1.5"));
}

}  // namespace
}  // namespace bepusdt::core
