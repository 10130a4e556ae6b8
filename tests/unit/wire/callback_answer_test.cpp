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
