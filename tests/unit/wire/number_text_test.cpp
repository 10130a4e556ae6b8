// Number literals as other languages print them, against what those languages really print (data/number_texts.tsv).
#include "wire/number_text.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace bepusdt::wire {
namespace {

using Print = bool (*)(std::string_view, std::string&);

// "-" where the language has no text for it, as in the golden file.
std::string printed(Print print, std::string_view literal) {
  std::string out = "before ";
  if (!print(literal, out)) return out == "before " ? "-" : "a refusal that left " + out;
  return out.substr(7);
}

struct Row {
  std::string literal, go, php, plain;
};

std::vector<Row> golden_rows() {
  std::ifstream file(BEPUSDT_SOURCE_DIR "/tests/unit/wire/data/number_texts.tsv");
  std::vector<Row> rows;
  for (Row row; std::getline(file, row.literal, '\t') && std::getline(file, row.go, '\t') &&
                std::getline(file, row.php, '\t') && std::getline(file, row.plain);)
    rows.push_back(row);
  return rows;
}

TEST(NumberText, IsWhatGoPrints) {
  const auto rows = golden_rows();
  ASSERT_GT(rows.size(), 4000U);
  for (const Row& row : rows) EXPECT_EQ(printed(append_go_float, row.literal), row.go) << row.literal;
}

TEST(NumberText, IsWhatPhpPrintsForLiteralsWithAFractionOrExponent) {
  int compared = 0;
  for (const Row& row : golden_rows()) {
    if (row.literal.find_first_of(".eE") == std::string::npos) {
      EXPECT_EQ(printed(append_php_number, row.literal), row.literal);
    } else {
      EXPECT_EQ(printed(append_php_number, row.literal), row.php) << row.literal;
      ++compared;
    }
  }
  EXPECT_GT(compared, 3500);
}

TEST(NumberText, IsTheShortestPlainDecimalWithoutAnyLoss) {
  for (const Row& row : golden_rows()) {
    const std::string digits = row.plain.substr(row.plain.starts_with('-') ? 1 : 0);
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const bool too_long = point > 400 || digits.size() - point > 401;
    EXPECT_EQ(printed(append_plain_decimal, row.literal), too_long ? "-" : row.plain) << row.literal;
  }
}

TEST(NumberText, RefusesExponentsThatWouldFillTheMemory) {
  EXPECT_EQ(printed(append_plain_decimal, "1e999999999999999999999999"), "-");
  EXPECT_EQ(printed(append_plain_decimal, "1e-999999999999999999999999"), "-");
  EXPECT_EQ(printed(append_plain_decimal, "1e2147483648"), "-");
  EXPECT_EQ(printed(append_plain_decimal, "0e999999999999999999999999"), "0");
  EXPECT_EQ(printed(append_go_float, "1e999999999999999999999999"), "-");
  EXPECT_EQ(printed(append_go_float, "-1e-999999999999999999999999"), "-0");
  EXPECT_EQ(printed(append_php_number, "1e999999999999999999999999"), "-");
  EXPECT_EQ(printed(append_plain_decimal, "1e399"), "1" + std::string(399, '0'));
  EXPECT_EQ(printed(append_plain_decimal, "1e400"), "-");
}

TEST(NumberText, KnowsTheGrammarOfJson) {
  for (const char* text : {"0", "-0", "10", "1.5", "0.0", "1e5", "1E+05", "1.25e-7", "-12.5E0"})
    EXPECT_TRUE(is_json_number(text)) << text;
  for (const char* text : {"",    "-",   "+1", "01", "-01", "1.",       ".5",  "1e", "1e+",   "1.e5",
                           "0x1", "1,5", " 1", "1 ", "NaN", "Infinity", "1_0", "１", "1e5.5", "--1"})
    EXPECT_FALSE(is_json_number(text)) << text;
}

}  // namespace
}  // namespace bepusdt::wire
