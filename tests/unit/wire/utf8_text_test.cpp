// Characters of UTF-8 text.
#include "wire/utf8_text.hpp"

#include <gtest/gtest.h>

namespace bepusdt::wire {
namespace {

TEST(Utf8Text, MeasuresWellFormedCharactersOnly) {
  EXPECT_EQ(character_length("ab"), 1U);
  EXPECT_EQ(character_length("é"), 2U);
  EXPECT_EQ(character_length("中x"), 3U);
  EXPECT_EQ(character_length("😀"), 4U);
  EXPECT_EQ(character_length(std::string_view("\0", 1)), 1U);
  for (const char* text :
       {"", "\x80", "\xff", "\xc3", "\xc3(", "\xe4\xb8", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf0\x9f\x98"})
    EXPECT_EQ(character_length(text), 0U) << text;
}

TEST(Utf8Text, KnowsControlCharacters) {
  for (const char* text : {"\x01", "a\n", "\x1f", "x\x7f", "\xc2\x80", "a\xc2\x9f"})
    EXPECT_TRUE(has_control_character(text)) << text;
  EXPECT_TRUE(has_control_character(std::string_view("\0", 1)));
  for (const char* text : {"", " ~", "\xc2\xa0", "中é😀", "\xc4\x80"}) EXPECT_FALSE(has_control_character(text)) << text;
}

TEST(Utf8Text, KnowsPrintableAscii) {
  int printable = 0;
  for (int c = 0; c < 256; ++c) {
    const char byte = static_cast<char>(c);
    printable += is_printable_ascii({&byte, 1});
  }
  EXPECT_EQ(printable, 95);
  EXPECT_TRUE(is_printable_ascii(""));
  EXPECT_FALSE(is_printable_ascii("aé"));
}

}  // namespace
}  // namespace bepusdt::wire
