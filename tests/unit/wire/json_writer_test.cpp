// The JSON writer: commas, escapes, repaired text, and that a strict parser reads back what was written.
#include "wire/json_writer.hpp"

#include <gtest/gtest.h>

#include <simdjson.h>

#include <cstdint>
#include <limits>
#include <random>

namespace bepusdt::wire {
namespace {

std::string json_string(std::string_view text) {
  std::string out;
  append_json_string(text, out);
  return out;
}

TEST(JsonWriter, PutsCommasWhereTheyBelong) {
  std::string out = "prefix ";
  JsonWriter(out)
      .begin_object()
      .key("a")
      .integer(1)
      .key("b")
      .begin_array()
      .end_array()
      .key("c")
      .begin_array()
      .text("x")
      .null()
      .begin_object()
      .end_object()
      .boolean(false)
      .end_array()
      .key("d")
      .begin_object()
      .key("e")
      .number("28.80")
      .end_object()
      .key("f")
      .raw("{\"g\":[1,2]}")
      .key("h")
      .boolean(true)
      .end_object();
  EXPECT_EQ(out, R"(prefix {"a":1,"b":[],"c":["x",null,{},false],"d":{"e":28.80},"f":{"g":[1,2]},"h":true})");
}

TEST(JsonWriter, WritesWholeIntegerRanges) {
  std::string out;
  JsonWriter(out)
      .begin_array()
      .integer(std::numeric_limits<std::int64_t>::min())
      .integer(std::numeric_limits<std::uint64_t>::max())
      .integer(0)
      .integer(static_cast<short>(-7))
      .end_array();
  EXPECT_EQ(out, "[-9223372036854775808,18446744073709551615,0,-7]");
}

TEST(JsonWriter, EscapesOnlyWhatMustBe) {
  EXPECT_EQ(json_string("plain 中文 😀 / <b>&"), "\"plain 中文 😀 / <b>&\"");
  EXPECT_EQ(json_string("\"\\\n\r\t"), R"("\"\\\n\r\t")");
  EXPECT_EQ(json_string(std::string_view("\0\x1f\x7f", 3)), "\"\\u0000\\u001f\x7f\"");
  EXPECT_EQ(json_string(""), "\"\"");
}

TEST(JsonWriter, RepairsForeignTextThatIsNotUtf8) {
  EXPECT_EQ(json_string("a\xff"
                        "b"),
            "\"a\xef\xbf\xbd"
            "b\"");
  EXPECT_EQ(json_string("\xe4\xb8"), "\"\xef\xbf\xbd\xef\xbf\xbd\"");
  EXPECT_EQ(json_string("\xe4\xb8\xad\xc0\x80\""), "\"中\xef\xbf\xbd\xef\xbf\xbd\\\"\"");
}

TEST(JsonWriter, IsReadBackByAStrictParser) {
  std::mt19937 random(5);
  simdjson::dom::parser parser;
  for (int i = 0; i < 5000; ++i) {
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes) c = static_cast<char>(random() % 4 == 0 ? random() % 256 : random() % 0x80);
    std::string out;
    JsonWriter(out).begin_object().key(bytes).text(bytes).end_object();
    simdjson::dom::object object;
    ASSERT_EQ(parser.parse(out).get_object().get(object), simdjson::SUCCESS) << out;
    const auto member = *object.begin();
    EXPECT_EQ(member.key, std::string_view(member.value.get_string()));
    if (simdjson::validate_utf8(bytes)) {
      EXPECT_EQ(member.key, bytes);
    }
  }
}

TEST(JsonWriterDeathTest, RefusesALiteralThatIsNoNumber) {
  std::string out;
  EXPECT_DEATH(JsonWriter(out).number("1,5"), "assertion failed");
  EXPECT_DEATH(JsonWriter(out).number(""), "assertion failed");
}

}  // namespace
}  // namespace bepusdt::wire
