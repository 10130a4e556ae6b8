// Accept-Language to one of two languages.
#include "wire/language.hpp"

#include <gtest/gtest.h>

namespace bepusdt::wire {
namespace {

TEST(Language, FollowsTheGreatestWeight) {
  EXPECT_EQ(language_of("en"), Language::en);
  EXPECT_EQ(language_of("en-GB"), Language::en);
  EXPECT_EQ(language_of("EN-us,zh;q=0.9"), Language::en);
  EXPECT_EQ(language_of("zh-CN,zh;q=0.9,en;q=0.8"), Language::zh);
  EXPECT_EQ(language_of("zh;q=0.5, en ; q=0.7"), Language::en);
  EXPECT_EQ(language_of("fr-FR, de;q=0.9, en;q=0.1"), Language::en);
  EXPECT_EQ(language_of("en;q=0.8,zh;q=0.8", Language::zh), Language::en) << "the earlier of equals";
  EXPECT_EQ(language_of("zh;q=0.123,en;q=0.124"), Language::en);
}

TEST(Language, FallsBackWhereNothingFits) {
  for (const Language fallback : {Language::zh, Language::en}) {
    for (const char* header :
         {"", "fr", "*", "english", "e", ",,,;;;", "en;q=0", "en;q=2", "en;q=", "en;q=0.1234", "en;q=a", "en;x=1"})
      EXPECT_EQ(language_of(header, fallback), fallback) << header;
  }
}

TEST(Language, LooksAtABoundedNumberOfRanges) {
  std::string header;
  for (int i = 0; i < 32; ++i) header += "fr,";
  EXPECT_EQ(language_of(header + "en"), Language::zh);
  EXPECT_EQ(language_of(header.substr(3) + "en"), Language::en);
}

}  // namespace
}  // namespace bepusdt::wire
