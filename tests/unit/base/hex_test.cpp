// Hex text of bytes, both ways.
#include "base/hex.hpp"

#include <gtest/gtest.h>

namespace bepusdt {
namespace {

TEST(Hex, PrintsLowerCaseTwoDigitsAByte) {
  EXPECT_EQ(to_hex(Bytes{0x00, 0x01, 0x7f, 0x80, 0xab, 0xff}), "00017f80abff");
  EXPECT_EQ(to_hex({}), "");
}

TEST(Hex, ReadsEitherCaseWithOrWithoutPrefix) {
  const Bytes bytes{0xde, 0xad, 0xbe, 0xef};
  EXPECT_EQ(from_hex("deadbeef"), bytes);
  EXPECT_EQ(from_hex("DEADBEEF"), bytes);
  EXPECT_EQ(from_hex("0xDeadBeef"), bytes);
  EXPECT_EQ(from_hex("0XdeadBEEF"), bytes);
  EXPECT_EQ(from_hex(""), Bytes{});
  EXPECT_EQ(from_hex("0x"), Bytes{});
}

TEST(Hex, RefusesWhatIsNotHex) {
  for (const char* text : {"0", "0x0", "abc", "0g", "g0", " 0", "0 ", "0x0x00", "-1", "a\n", "１２"})
    EXPECT_FALSE(from_hex(text)) << text;
  EXPECT_FALSE(from_hex(std::string_view("0\0", 2)));
}

TEST(Hex, RoundTripsEveryByte) {
  Bytes all(256);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(i);
  EXPECT_EQ(from_hex(to_hex(all)), all);
}

TEST(Hex, KnowsExactlyTheTwentyTwoDigits) {
  int digits = 0;
  for (int c = -128; c < 128; ++c) digits += hex_digit(static_cast<char>(c)) >= 0;
  EXPECT_EQ(digits, 22);
  EXPECT_EQ(hex_digit('9'), 9);
  EXPECT_EQ(hex_digit('a'), 10);
  EXPECT_EQ(hex_digit('F'), 15);
}

}  // namespace
}  // namespace bepusdt
