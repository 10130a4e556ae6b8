#include "app/commands/record.hpp"

#include <gtest/gtest.h>

#include "app/commands/shown_text.hpp"

namespace bepusdt::app {
namespace {

TEST(Record, IsAMemberALineOrOneObject) {
  Record record;
  record.text("trade_id", "t1").integer("n", 3).boolean("paid", true).text("hash", "").json("list", "[1]");
  EXPECT_EQ(record.as_lines(), "trade_id  t1\nn         3\npaid      yes\n");
  EXPECT_EQ(record.as_json(), R"({"trade_id":"t1","n":3,"paid":true,"hash":"","list":[1]})"
                              "\n");
}

TEST(ShownText, HasNoControlCharactersAndAnEnd) {
  EXPECT_EQ(shown_text("茶 a\x1b[2J\n\xff"), "茶 a\\x1b[2J\\x0a\\xff");
  EXPECT_EQ(shown_text("abcdef", 3), "abc… (6 bytes)");
  EXPECT_EQ(shown_text("茶茶", 4), "茶… (6 bytes)") << "no half character";
  EXPECT_EQ(shown_text("abc", 3), "abc");
}

}  // namespace
}  // namespace bepusdt::app
