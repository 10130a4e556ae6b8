#include "web/escape.hpp"

#include <gtest/gtest.h>

namespace bepusdt::web {
namespace {

TEST(EscapeHtml, TurnsEveryCharacterThatMeansSomethingIntoAnEntity) {
  EXPECT_EQ(escape_html(R"(<script>alert("x")</script>&'a')"),
            "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;a&#39;");
}

TEST(EscapeHtml, DoesNotUnderstandEntitiesSoNothingIsEverUnescaped) { EXPECT_EQ(escape_html("&lt;"), "&amp;lt;"); }

TEST(EscapeHtml, KeepsWhatPeopleWrite) {
  const std::string text = "龙井茶 🍵 café مرحبا שלום a\tb\nc";
  EXPECT_EQ(escape_html(text), text);
}

TEST(EscapeHtml, DropsControlsAndDirectionMarks) {
  EXPECT_EQ(escape_html(std::string_view("a\0b\x01\x1b[31m\x7f\xC2\x85z", 13)), "ab[31mz");
  EXPECT_EQ(escape_html("100\xE2\x80\xAE"
                        "05\xE2\x80\xAC"
                        " CNY\xE2\x81\xA6x\xE2\x81\xA9"),
            "10005 CNYx");
}

TEST(EscapeHtml, KeepsTheMarksThatRightToLeftTextNeeds) {
  EXPECT_EQ(escape_html("a\xE2\x80\x8F"
                        "b\xE2\x80\x8D"),
            "a\xE2\x80\x8F"
            "b\xE2\x80\x8D");  // RLM, ZWJ
}

TEST(EscapeHtml, ReplacesBytesThatAreNoUtf8) {
  EXPECT_EQ(escape_html("a\xFFz"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(escape_html("\xC0\xBCscript>"), "\xEF\xBF\xBD\xEF\xBF\xBDscript&gt;");  // overlong "<"
  EXPECT_EQ(escape_html("\xE9\xBE"), "\xEF\xBF\xBD\xEF\xBF\xBD");                   // cut in the middle
  EXPECT_EQ(escape_html("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");   // a surrogate
  EXPECT_EQ(escape_html("\xF4\x90\x80\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(EscapeHtml, ABrokenCharacterNeverSwallowsTheMarkupBehindIt) {
  EXPECT_EQ(escape_html("\xE9<b>"), "\xEF\xBF\xBD&lt;b&gt;");
  EXPECT_EQ(escape_html("\xF0\x9F\""), "\xEF\xBF\xBD\xEF\xBF\xBD&quot;");
}

TEST(WebLink, LetsOnlyHttpThrough) {
  EXPECT_EQ(web_link("https://shop.example.com/a?b=c"), "https://shop.example.com/a?b=c");
  EXPECT_EQ(web_link("HTTP://shop.example.com"), "HTTP://shop.example.com");
  for (const char* bad : {"", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " https://x", "java\nscript:alert(1)",
                          "data:text/html,x", "//x.example", "/path", "ftp://x", "https:x", "https://x\ny", "https://x y"})
    EXPECT_EQ(web_link(bad), "") << bad;
}

TEST(WalletLink, LetsOnlyTheThreeSchemesThrough) {
  for (const std::string_view good : {"ethereum:0x1@1?value=1", "solana:abc?amount=1", "ton://transfer/UQ?amount=1"})
    EXPECT_EQ(wallet_link(good), good);
  for (const char* bad : {"", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "javascript:ethereum:", "ton:x", "ethereum:0x1 2"})
    EXPECT_EQ(wallet_link(bad), "") << bad;
}

}  // namespace
}  // namespace bepusdt::web
