#include "web/texts.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "web/embedded.hpp"

namespace bepusdt::web {
namespace {

std::multiset<std::string> places(std::string_view sentence) {
  std::multiset<std::string> found;
  const std::string text(sentence);
  const std::regex place(R"(\{(\w+)\})");
  for (std::sregex_iterator it(text.begin(), text.end(), place), end; it != end; ++it) found.insert((*it)[1]);
  return found;
}

TEST(Texts, EverySentenceExistsInBothLanguagesWithTheSamePlaces) {
  for (const TextRow& row : text_table()) {
    EXPECT_FALSE(row.zh.empty()) << row.key;
    EXPECT_FALSE(row.en.empty()) << row.key;
    EXPECT_EQ(places(row.zh), places(row.en)) << row.key;
  }
}

TEST(Texts, KeysAreUnique) {
  std::set<std::string_view> keys;
  for (const TextRow& row : text_table()) EXPECT_TRUE(keys.insert(row.key).second) << row.key;
}

TEST(Texts, EnglishIsAsciiAndTypographyAndChineseHasNoHalfWidthCommas) {
  for (const TextRow& row : text_table()) {
    EXPECT_EQ(row.en.find('\''), std::string_view::npos) << row.key;
    EXPECT_EQ(row.zh.find(", "), std::string_view::npos) << row.key;
  }
}

TEST(Texts, EverySentenceIsUsed) {
  // By a template, or by the renderers that choose one at run time.
  const std::set<std::string_view> chosen_in_code{"qr_label",         "qr_plain_label", "contact_shop", "not_found_title",
                                                  "not_found_detail", "error_title",    "error_detail", "demo_shop"};
  std::string templates;
  for (const EmbeddedFile& file : embedded_files())
    if (file.name.ends_with(".html")) templates += file.content;
  for (const TextRow& row : text_table()) {
    const std::string key(row.key);
    const bool used = templates.find("{{t." + key + "}}") != std::string::npos ||
                      templates.find("{{raw." + key + "}}") != std::string::npos || chosen_in_code.contains(row.key);
    EXPECT_TRUE(used) << key;
  }
}

}  // namespace
}  // namespace bepusdt::web
