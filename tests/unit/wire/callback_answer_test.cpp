// Which answers of merchants count, and that nothing else does.
#include "wire/callback_answer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace bepusdt::wire {
namespace {

TEST(CallbackAnswer, CountsOkAndSuccess) {
  for (const char* body : {"ok", "OK", "Ok", "success", "SUCCESS", "Success", " ok\n", "\r\n\tok\r\n", "\"ok\"", "'success'",
                           " \"OK\" ", "\" ok \"", "\xef\xbb\xbfok", "\xef\xbb\xbf\"ok\"\n", "\n\xef\xbb\xbf ok"})
    EXPECT_TRUE(answer_counts_as_taken(body)) << body;
}

TEST(CallbackAnswer, CountsAnObjectWithSuchAStatus) {
  for (const char* body : {R"({"status":"ok"})", R"({"code":1,"status":"SUCCESS","data":{"status":"fail"}})",
                           "\xef\xbb\xbf { \"status\" : \"Ok\" } \n", R"({"a":[1,{"b":null}],"status":"\u006fk"})"})
    EXPECT_TRUE(answer_counts_as_taken(body)) << body;
}

TEST(CallbackAnswer, NumbersBesideTheStatusMayBeOfAnySize) {
  for (const char* number : {"20220201030210321345678901234567890", "1e400", "-1E-99999", "0.1000000000000000000000000001"})
    EXPECT_TRUE(answer_counts_as_taken(std::string(R"({"order":)") + number + R"(,"status":"ok"})")) << number;
}

TEST(CallbackAnswer, WhatIsBrokenBesideTheStatusBreaksTheAnswer) {
  for (const char* value :
       {R"("\ud800")", R"("\ud800\u0041")", R"("\u12g4")", "\"\xff\"", "01", "1.", "nul", "[1,]", "{\"a\"}"})
    EXPECT_FALSE(answer_counts_as_taken(std::string(R"({"order":)") + value + R"(,"status":"ok"})")) << value;
  const auto nested = [](std::size_t depth) {
    return R"({"x":)" + std::string(depth, '[') + std::string(depth, ']') + R"(,"status":"ok"})";
  };
  EXPECT_TRUE(answer_counts_as_taken(nested(64)));
  EXPECT_FALSE(answer_counts_as_taken(nested(65)));
}

TEST(CallbackAnswer, CountsNothingElse) {
  for (const char* body : {"",
                           " ",
                           "\"\"",
                           "\"",
                           "'",
                           "fail",
                           "not ok",
                           "okay",
                           "ok.",
                           "ok ok",
                           "okok",
                           "o k",
                           "success!",
                           "unsuccess",
                           "<p>ok</p>",
                           "<html>success</html>",
                           "\"\"ok\"\"",
                           "\"ok",
                           "ok\"",
                           "\"ok'",
                           "0",
                           "true",
                           "200",
                           "\xef\xbb\xbf\xef\xbb\xbfok",
                           "[\"ok\"]",
                           R"({"status":"fail"})",
                           R"({"status":200})",
                           R"({"status":true})",
                           R"({"status":["ok"]})",
                           R"({"Status":"ok"})",
                           R"({"data":{"status":"ok"}})",
                           R"({"message":"ok"})",
                           R"({"status":"ok")",
                           R"({"status":"ok"}x)",
                           R"({"status":"ok","status":"fail"})",
                           R"({"status":"ok","status":"ok"})",
                           R"({"status":" ok"})",
                           R"("{\"status\":\"ok\"}")",
                           R"({"status":"not ok"})",
                           "{ok}",
                           "status=ok",
                           "ＯＫ",
                           "\"{\"",
                           "ok\\n"})
    EXPECT_FALSE(answer_counts_as_taken(body)) << body;
  EXPECT_FALSE(answer_counts_as_taken(std::string_view("ok\0", 3)));
}

TEST(CallbackAnswer, ReadsABoundedAnswer) {
  EXPECT_TRUE(answer_counts_as_taken("ok" + std::string(64 * 1024 - 2, ' ')));
  EXPECT_FALSE(answer_counts_as_taken("ok" + std::string(64 * 1024, ' ')));
  EXPECT_FALSE(answer_counts_as_taken("{\"a\":" + std::string(30'000, '[') + "}"));
}

}  // namespace
}  // namespace bepusdt::wire
