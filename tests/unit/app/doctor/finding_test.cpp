#include "app/doctor/finding.hpp"

#include <gtest/gtest.h>

#include <set>

namespace bepusdt::app {
namespace {

TEST(Findings, EveryCauseHasARowOfItsOwnInBothLanguages) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < cause_table().size(); ++i) {
    const CauseRow& row = row_of(static_cast<Cause>(i));
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    for (const std::string_view text : {row.zh, row.en, row.remedy_zh, row.remedy_en})
      EXPECT_FALSE(text.empty()) << row.name;
    EXPECT_EQ(row.zh.contains("{}"), row.en.contains("{}")) << row.name;
    EXPECT_EQ(row.remedy_zh.contains("{}"), row.remedy_en.contains("{}")) << row.name;
  }
  EXPECT_EQ(cause_table().back().cause, Cause::callback_takes_anything) << "the last of the enumeration";
}

TEST(Findings, ARemedyIsOneSentence) {
  for (const CauseRow& row : cause_table()) {
    EXPECT_TRUE(row.remedy_zh.ends_with("。")) << row.name;
    EXPECT_EQ(row.remedy_zh.find("。"), row.remedy_zh.size() - std::string_view("。").size()) << row.name;
    EXPECT_TRUE(row.remedy_en.ends_with(".")) << row.name;
    EXPECT_FALSE(row.remedy_en.contains(". ")) << row.name;
  }
}

TEST(Findings, TheSubjectStandsInTheSentenceWithoutControlCharacters) {
  const Finding finding(Cause::missing_field, "amount\x1b[2J");
  EXPECT_EQ(finding.sentence(wire::Language::en), "the field amount\\x1b[2J is missing");
  EXPECT_EQ(finding.remedy(wire::Language::zh), "在请求中加入 amount\\x1b[2J，然后重新签名。");
  EXPECT_EQ(Finding(Cause::missing_field, "{}").sentence(wire::Language::en), "the field {} is missing")
      << "foreign braces are text";
}

}  // namespace
}  // namespace bepusdt::app
