// Numbers as decimal text, both ways.
#include "store/sqlite/number_text.hpp"

#include <gtest/gtest.h>

#include <random>

#include "ports/store.hpp"

namespace bepusdt::store {
namespace {

template <class Number>
std::string written(const Number& number) {
  std::array<char, kLongestNumber> room;
  return std::string(write_number(room, number));
}

TEST(NumberText, UnitsAreWrittenAsTheirDigits) {
  for (const char* text : {"0", "1", "18446744073709551615", "18446744073709551616",
                           "115792089237316195423570985008687907853269984665640564039457584007913129639935"}) {
    EXPECT_EQ(written(core::BaseUnits(text)), text);
    EXPECT_EQ(read_units(text), core::BaseUnits(text));
  }
}

TEST(NumberText, DecimalsAreWrittenAsTheyPrintThemselves) {
  std::mt19937_64 random(11);
  for (int i = 0; i < 20'000; ++i) {
    const int digits = 1 + static_cast<int>(random() % 40);
    std::string text = random() % 4 == 0 ? "-" : "";
    for (int d = 0; d < digits; ++d) text += static_cast<char>('0' + random() % 10);
    if (random() % 3 != 0) {
      text += '.';
      const int places = 1 + static_cast<int>(random() % 20);
      for (int d = 0; d < places; ++d) text += static_cast<char>('0' + (random() % 2 == 0 ? 0 : random() % 10));
    }
    const core::Decimal value = *core::Decimal::parse(text);
    ASSERT_EQ(written(value), value.to_string());
    ASSERT_EQ(read_decimal(written(value)), value);
  }
}

TEST(NumberText, TheLongestDecimalsFit) {
  for (const std::string& text :
       std::vector<std::string>{std::string(60, '9'), "-" + std::string(20, '8') + "." + std::string(40, '7'),
                                "-0." + std::string(39, '0') + "1", "0." + std::string(17, '0') + "1"})
    EXPECT_EQ(written(*core::Decimal::parse(text)), text);
}

TEST(NumberText, WhatIsNoNumberIsDamage) {
  for (const char* text : {"", "-1", "1.0", "1e3", " 1", "99999999999999999999x",
                           "115792089237316195423570985008687907853269984665640564039457584007913129639936"})
    EXPECT_THROW(static_cast<void>(read_units(text)), ports::StoreFailure) << text;
  for (const char* text : {"", "x", "1,5"}) EXPECT_THROW(static_cast<void>(read_decimal(text)), ports::StoreFailure) << text;
}

}  // namespace
}  // namespace bepusdt::store
