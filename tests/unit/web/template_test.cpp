#include "web/template.hpp"

#include <gtest/gtest.h>

namespace bepusdt::web {
namespace {

using wire::Language;

std::string render(std::string_view source, const Slots& slots, Language language = Language::en) {
  return Template(source, language).render(slots).html;
}

TEST(Template, EscapesTextAndLeavesMarkup) {
  Slots slots;
  slots.text("a", "<b>").markup("m", {"<b>"});
  EXPECT_EQ(render("{{a}}|{{&m}}", slots), "&lt;b&gt;|<b>");
}

TEST(Template, AValueThatLooksLikeAPlaceIsNotFilled) {
  Slots slots;
  slots.text("a", "{{b}}{b}").text("b", "no");
  EXPECT_EQ(render("{{a}}", slots), "{{b}}{b}");
}

TEST(Template, SectionsDependOnAFlagOrATextBeingThere) {
  Slots slots;
  slots.flag("yes", true).flag("no", false).text("empty", "").text("full", "x");
  EXPECT_EQ(render("{{#yes}}1{{/yes}}{{#no}}2{{/no}}{{^no}}3{{/no}}{{#empty}}4{{/empty}}{{#full}}5{{/full}}", slots), "135");
}

TEST(Template, SectionsNest) {
  Slots slots;
  slots.flag("a", true).flag("b", false);
  EXPECT_EQ(render("{{#a}}[{{#b}}x{{/b}}{{^b}}y{{/b}}]{{/a}}{{#b}}{{#a}}z{{/a}}{{/b}}.", slots), "[y].");
}

TEST(Template, SentencesComeInItsLanguageWithTheirPlacesFilled) {
  Slots slots;
  slots.text("network", "<Tron>").text("currency", "USDT");
  EXPECT_EQ(render("{{t.copy}} {{t.to_address}}", slots), "Copy To this &lt;Tron&gt; address");
  EXPECT_EQ(render("{{t.copy}}", slots, Language::zh), "复制");
}

TEST(Template, RawSentencesKeepTheirPlacesForTheScript) {
  EXPECT_EQ(render("{{raw.returning}}", Slots{}), "Going back by itself in {seconds} s");
}

TEST(TemplateDeath, APlaceWithoutAValueIsOurBug) {
  EXPECT_DEATH((void)render("{{nobody}}", Slots{}), "assertion failed");
  EXPECT_DEATH((void)render("{{t.nobody}}", Slots{}), "assertion failed");
}

TEST(TemplateDeath, AnUnclosedOrMisnestedSectionIsOurBug) {
  EXPECT_DEATH(Template("{{#a}}", Language::en), "assertion failed");
  EXPECT_DEATH(Template("{{#a}}{{#b}}{{/a}}{{/b}}", Language::en), "assertion failed");
  EXPECT_DEATH(Template("{{a", Language::en), "assertion failed");
}

}  // namespace
}  // namespace bepusdt::web
