// Amount: parsing and printing round-trip exactly, nothing is rounded, nothing wraps around.
#include "core/amount.hpp"

#include <gtest/gtest.h>

#include <random>

namespace bepusdt::core {
namespace {

constexpr TradeType kUsdt{
    .name = "usdt.erc20", .chain = "ethereum", .currency = "USDT", .decimals = 6, .native = false, .stablecoin = true};
constexpr TradeType kEth{
    .name = "ethereum.eth", .chain = "ethereum", .currency = "ETH", .decimals = 18, .native = true, .stablecoin = false};
constexpr TradeType kWhole{
    .name = "x.whole", .chain = "x", .currency = "W", .decimals = 0, .native = false, .stablecoin = false};

const std::string kMax256 = "115792089237316195423570985008687907853269984665640564039457584007913129639935";
const std::string kMax256Plus1 = "115792089237316195423570985008687907853269984665640564039457584007913129639936";

std::string printed(std::string_view text, const TradeType& type) {
  const auto amount = Amount::parse(text, type);
  return amount ? amount->to_string() : "error " + std::to_string(static_cast<int>(amount.error()));
}

TEST(Amount, ReadsUnitsOfTheCurrencyAndPrintsTheShortestForm) {
  EXPECT_EQ(Amount::parse("1.35", kUsdt)->units(), BaseUnits(1'350'000));
  EXPECT_EQ(Amount::parse("0.000001", kUsdt)->units(), BaseUnits(1));
  EXPECT_EQ(Amount::parse("1", kWhole)->units(), BaseUnits(1));
  EXPECT_EQ(printed("1.350000", kUsdt), "1.35");
  EXPECT_EQ(printed("10.00", kUsdt), "10");
  EXPECT_EQ(printed("1000000", kUsdt), "1000000");
  EXPECT_EQ(printed("0", kUsdt), "0");
  EXPECT_EQ(printed("0.000000000000000001", kEth), "0.000000000000000001");
  EXPECT_EQ(printed("100", kWhole), "100");
}

TEST(Amount, RefusesInsteadOfRounding) {
  EXPECT_EQ(Amount::parse("0.0000001", kUsdt).error(), AmountError::too_many_decimals);
  EXPECT_EQ(Amount::parse("1.5", kWhole).error(), AmountError::too_many_decimals);
  EXPECT_EQ(Amount::parse("-1", kUsdt).error(), AmountError::negative);
  for (const std::string_view text : {"", " ", "1 ", "one", "1,5", ".5", "1.", "0x10", "nan"})
    EXPECT_EQ(Amount::parse(text, kUsdt).error(), AmountError::not_a_number) << text;
}

TEST(Amount, DigitsHold256BitAndNotOneMore) {
  EXPECT_EQ(units_from_digits(kMax256)->str(), kMax256);
  EXPECT_EQ(units_from_digits(kMax256Plus1).error(), AmountError::overflow);
  EXPECT_EQ(units_from_digits("0000" + kMax256)->str(), kMax256);
  EXPECT_EQ(units_from_digits(std::string(79, '9')).error(), AmountError::overflow);
  EXPECT_EQ(*units_from_digits("000"), BaseUnits(0));
  for (const std::string_view text : {"", "-1", "+1", "1.0", "1e3", " 1", "1a"})
    EXPECT_EQ(units_from_digits(text).error(), AmountError::not_a_number) << text;
}

TEST(Amount, HexHolds256BitAndNotOneMore) {
  EXPECT_EQ(units_from_hex("0x" + std::string(64, 'f'))->str(), kMax256);
  EXPECT_EQ(units_from_hex("0x" + std::string(64, 'F'))->str(), kMax256);
  EXPECT_EQ(*units_from_hex("0x0"), BaseUnits(0));
  EXPECT_EQ(*units_from_hex("0x14997d"), BaseUnits(1'350'013));
  EXPECT_EQ(units_from_hex("0x1" + std::string(64, '0')).error(), AmountError::overflow);
  for (const std::string_view text : {"", "0x", "0X1", "1", "0xg", "0x 1", "0x-1"})
    EXPECT_EQ(units_from_hex(text).error(), AmountError::not_a_number) << text;
}

TEST(Amount, SumsNeverWrapAround) {
  const Amount a = *Amount::parse("1.35", kUsdt);
  EXPECT_EQ(a.plus(a)->to_string(), "2.7");
  const Amount huge(*units_from_digits(kMax256), kUsdt);
  EXPECT_EQ(huge.plus(Amount(1, kUsdt)).error(), AmountError::overflow);
  EXPECT_EQ(huge.plus(Amount(0, kUsdt))->units(), huge.units());
}

TEST(Amount, IsNoDecimalOnceItHasMoreDigitsThanADecimalHolds) {
  EXPECT_EQ(Amount(*units_from_digits(std::string(60, '9')), kUsdt).to_decimal()->to_string(),
            std::string(54, '9') + ".999999");
  EXPECT_FALSE(Amount(*units_from_digits(kMax256), kUsdt).to_decimal());
}

TEST(Amount, OrdersByValue) {
  EXPECT_LT(*Amount::parse("1.349999", kUsdt), *Amount::parse("1.35", kUsdt));
  EXPECT_EQ(*Amount::parse("1.35", kUsdt), *Amount::parse("1.350", kUsdt));
}

TEST(AmountDeathTest, MixingTradeTypesIsABug) {
  const Amount usdt(1, kUsdt), eth(1, kEth);
  EXPECT_DEATH(static_cast<void>(usdt < eth), "assertion failed");
  EXPECT_DEATH(static_cast<void>(usdt.plus(eth)), "assertion failed");
}

TEST(Amount, RoundTripsRandomValues) {
  std::mt19937_64 random(256);
  for (int i = 0; i < 10'000; ++i) {
    BaseUnits units = random();
    if (i % 2 == 0) units = units * (random() % 1'000'000'000);
    const TradeType& type = i % 3 == 0 ? kUsdt : i % 3 == 1 ? kEth : kWhole;
    const Amount amount(units, type);
    const auto again = Amount::parse(amount.to_string(), type);
    ASSERT_TRUE(again) << amount.to_string();
    EXPECT_EQ(again->units(), units);
    EXPECT_EQ(Amount::from_decimal(*amount.to_decimal(), type)->units(), units);
  }
}

}  // namespace
}  // namespace bepusdt::core
