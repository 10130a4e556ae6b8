// Words, accounts and quantities: the hexadecimal of nodes.
#include "chains/words.hpp"

#include <gtest/gtest.h>

#include "base/hex.hpp"

namespace bepusdt::chains {
namespace {

TEST(EvmWords, EveryByteOfEitherCaseIsDecodedAndNothingElseIs) {
  for (std::size_t place = 0; place < 64; ++place) {
    for (int c = 0; c < 256; ++c) {
      std::string digits(64, '5');
      digits[place] = static_cast<char>(c);
      Word word;
      const bool decoded = decode_hex(digits, word);
      ASSERT_EQ(decoded, hex_digit(static_cast<char>(c)) >= 0) << place << " " << c;
      if (decoded) {
        const auto slow = from_hex(digits);
        ASSERT_TRUE(std::equal(word.begin(), word.end(), slow->begin()));
      }
    }
  }
}

TEST(EvmWords, LengthsAreChecked) {
  EXPECT_FALSE(word_of("0x" + std::string(63, 'a')));
  EXPECT_FALSE(word_of("0x" + std::string(65, 'a')));
  EXPECT_FALSE(word_of(std::string(64, 'a')));
  EXPECT_TRUE(word_of("0x" + std::string(64, 'A')));
  EXPECT_FALSE(account_of("0x" + std::string(41, 'a')));
  EXPECT_EQ(text_of(*account_of("0xdAC17F958D2ee523a2206206994597C13D831ec7")),
            "0xdac17f958d2ee523a2206206994597c13d831ec7");
}

TEST(EvmWords, QuantitiesAreReadWithinTheirSize) {
  EXPECT_EQ(quantity_of("0x0"), 0u);
  EXPECT_EQ(quantity_of("0x00ff"), 255u);
  EXPECT_EQ(quantity_of("0xffffffffffffffff"), ~std::uint64_t{0});
  for (const char* text : {"", "0x", "0x10000000000000000", "12", "0xg", "-0x1", "0X1", "0x 1", " 0x1"})
    EXPECT_FALSE(quantity_of(text)) << text;
  EXPECT_EQ(units_of(*big_quantity_of("0xde0b6b3a7640000")).str(), "1000000000000000000");
  EXPECT_EQ(units_of(*big_quantity_of("0x" + std::string(64, 'f'))), std::numeric_limits<core::BaseUnits>::max());
  EXPECT_FALSE(big_quantity_of("0x" + std::string(65, '0')));
  EXPECT_EQ(quantity_text(0), "0x0");
  EXPECT_EQ(quantity_text(0x2456579), "0x2456579");
}

TEST(EvmWords, AnAddressWordMustBePaddedWithZeros) {
  const Account account = *account_of("0xdac17f958d2ee523a2206206994597c13d831ec7");
  EXPECT_EQ(unpadded(padded(account)), account);
  for (std::size_t i = 0; i < 12; ++i) {
    Word word = padded(account);
    word[i] = 1;
    EXPECT_FALSE(unpadded(word));
  }
}

}  // namespace
}  // namespace bepusdt::chains
