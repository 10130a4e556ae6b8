#include "app/commands/variant_table.hpp"

#include <gtest/gtest.h>

namespace bepusdt::app {
namespace {

const Secret kToken("a-token-of-the-tests");

VariantTable table(const std::string& body) { return {*wire::SignedRequest::parse(body), kToken}; }

TEST(VariantTable, NamesTheVariantOfTheBodysOwnSignatureInAnyCase) {
  std::string signature = wire::sign("amount=1e+06", kToken);
  for (char& c : signature) c = static_cast<char>(std::toupper(c));
  const VariantTable found = table(R"({"amount":1000000,"signature":")" + signature + "\"}");
  EXPECT_EQ(found.matched(), wire::Variant::go_float);
  EXPECT_TRUE(found.as_text(wire::Language::en).contains("the signature in the body"));
}

TEST(VariantTable, OfEqualVariantsTheFirstIsShown) {
  const std::string shown = table(R"({"amount":42})").as_text(wire::Language::en);
  EXPECT_TRUE(shown.contains("6 url_decoded   the same as 1"));
  EXPECT_FALSE(shown.contains("is none of these"));
}

TEST(VariantTable, ANumberThatALanguageCannotPrintHasNoHash) {
  EXPECT_TRUE(table(R"({"amount":1e400})").as_text(wire::Language::en).contains("3 go_float      none"));
}

TEST(VariantTable, ASignatureThatIsNoneOfThemIsSaidToBe) {
  const VariantTable found = table(R"({"amount":1,"signature":"00000000000000000000000000000000"})");
  EXPECT_FALSE(found.matched());
  EXPECT_TRUE(found.as_text(wire::Language::zh).contains("都不相同"));
}

}  // namespace
}  // namespace bepusdt::app
