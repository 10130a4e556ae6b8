#include "web/figures.hpp"

#include <gtest/gtest.h>

#include "web/address_groups.hpp"
#include "web/language.hpp"

namespace bepusdt::web {
namespace {

TEST(PriceText, GivesALoneDigitAfterThePointItsSecond) {
  EXPECT_EQ(price_text("28.8"), "28.80");
  for (const char* kept : {"28", "28.88", "0.005", "", "1000000"}) EXPECT_EQ(price_text(kept), kept);
}

TEST(CountdownText, IsAClock) {
  EXPECT_EQ(countdown_text(Seconds(1182)), "19:42");
  EXPECT_EQ(countdown_text(Seconds(59)), "00:59");
  EXPECT_EQ(countdown_text(Seconds(3599)), "59:59");
  EXPECT_EQ(countdown_text(Seconds(3600)), "1:00:00");
  EXPECT_EQ(countdown_text(Seconds(86400)), "24:00:00");
  EXPECT_EQ(countdown_text(Seconds(-1)), "00:00");
}

TEST(Fill, ReplacesOneNamedPlace) {
  EXPECT_EQ(fill("{seen} of {required}", "seen", "3"), "3 of {required}");
  EXPECT_EQ(fill("nothing", "seen", "3"), "nothing");
}

TEST(AddressGroups, StressTheFirstAndLastSixAndJoinToTheAddress) {
  for (const std::string_view address :
       {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
        "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB", "UQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_nls",
        "0x357b0b74bc833e95a115ad22604854d6b0fca151cecd94111770e5d6ffc9dc2b", "1234567890123"}) {
    const auto groups = address_groups(address);
    std::string joined;
    for (const auto group : groups) {
      EXPECT_LE(group.size(), 6u);
      EXPECT_GE(group.size(), 1u);
      joined += group;
    }
    EXPECT_EQ(joined, address);
    EXPECT_EQ(groups.front(), address.substr(0, 6));
    EXPECT_EQ(groups.back(), address.substr(address.size() - 6));
  }
}

TEST(AddressGroups, AShortTextStaysWhole) {
  EXPECT_EQ(address_groups("123456789012").size(), 1u);
  EXPECT_EQ(address_groups("").size(), 1u);
}

TEST(AddressMarkup, HasNoBlankInsideSoThatASelectionIsTheAddress) {
  const auto html = address_markup("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t").html;
  EXPECT_EQ(
      html,
      "<b>TR7NHq</b><wbr><span>jeKQxG</span><wbr><span>TCi8q8</span><wbr><span>ZY4pL</span><wbr><span>8otSz</span><wbr>"
      "<b>gjLj6t</b>");
}

TEST(PageLanguage, TheSwitchWinsThenTheBrowserThenTheSetting) {
  using wire::Language;
  EXPECT_EQ(page_language("en", "zh-CN", Language::zh), Language::en);
  EXPECT_EQ(page_language("", "fr,en;q=0.8,zh;q=0.5", Language::zh), Language::en);
  EXPECT_EQ(page_language("xx", "", Language::en), Language::en);
  EXPECT_EQ(page_language("", "fr", Language::zh), Language::zh);
}

}  // namespace
}  // namespace bepusdt::web
