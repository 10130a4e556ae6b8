// Answers with an HTTP status that is not 2xx: which error they are and what of the body and the headers it carries.
#include <gtest/gtest.h>

#include "sdk/cpp/src/answer_errors.hpp"

namespace bepusdt::sdk {
namespace {

ErrorInfo error_of(int status, std::string body, Headers headers = {}) {
  return read_http_error({.status = status, .headers = std::move(headers), .body = std::move(body)});
}

TEST(HttpError, TheKindComesFromTheHttpStatus) {
  for (const int status : {500, 502, 503, 504, 599}) EXPECT_EQ(error_of(status, "").kind, ErrorKind::server) << status;
  for (const int status : {301, 302, 307, 308, 400, 401, 403, 404, 405, 413, 429, 499})
    EXPECT_EQ(error_of(status, "").kind, ErrorKind::client) << status;
  EXPECT_EQ(error_of(502, "<html>Bad Gateway</html>").status_code, 502);
  EXPECT_EQ(error_of(502, "<html>Bad Gateway</html>").response, "<html>Bad Gateway</html>");
}

TEST(HttpError, AnEnvelopeTellsItsSentenceItsCodeAndTheRequest) {
  const ErrorInfo error =
      error_of(503, R"({"status_code":503,"message":"暂无汇率","data":null,"request_id":"r-3","error":"rate_unavailable"})");
  EXPECT_EQ(error.kind, ErrorKind::server);
  EXPECT_EQ(error.status_code, 503);
  EXPECT_EQ(error.code, "rate_unavailable");
  EXPECT_EQ(error.request_id, "r-3");
  EXPECT_NE(error.message.find("暂无汇率"), std::string::npos);
  EXPECT_NE(error.message.find("503"), std::string::npos);
}

TEST(HttpError, TheHttpStatusWinsOverTheBodys) {
  EXPECT_EQ(error_of(500, R"({"status_code":400,"message":"x"})").status_code, 500);
  EXPECT_EQ(error_of(400, R"({"status_code":200})").status_code, 400);
}

TEST(HttpError, TheOldErrorTransportIsASentenceAndNoCode) {
  for (const char* sentence :
       {"订单不存在", "签名错误", "订单创建失败：不支持的交易类型", "invalid signature", "Not-Found", "a，b"}) {
    const ErrorInfo error = error_of(400, R"({"error":")" + std::string(sentence) + R"("})");
    EXPECT_EQ(error.kind, ErrorKind::client);
    EXPECT_EQ(error.code, "") << sentence;
    EXPECT_NE(error.message.find(sentence), std::string::npos) << error.message;
  }
  EXPECT_EQ(error_of(400, R"({"error":"bad_signature"})").code, "bad_signature");
}

TEST(HttpError, ARedirectNamesTheNewAddress) {
  const ErrorInfo error = error_of(301, "<html>moved</html>", {{"location", "https://pay.example.com/"}});
  EXPECT_EQ(error.kind, ErrorKind::client);
  EXPECT_EQ(error.location, "https://pay.example.com/");
  EXPECT_NE(error.message.find("https://pay.example.com/"), std::string::npos);
  EXPECT_EQ(error_of(302, "").location, "");
  EXPECT_EQ(error_of(404, "", {{"Location", "https://pay.example.com/"}}).location, "");
}

std::optional<std::chrono::seconds> asked(const std::string& retry_after, const std::string& date = "") {
  Headers headers{{"Retry-After", retry_after}};
  if (!date.empty()) headers.emplace_back("Date", date);
  return error_of(503, "", headers).retry_after;
}

TEST(HttpError, RetryAfterIsSecondsOrADateCountedFromTheServersOwn) {
  using std::chrono::seconds;
  EXPECT_EQ(asked("0"), seconds(0));
  EXPECT_EQ(asked("120"), seconds(120));
  EXPECT_EQ(asked("Sun, 06 Nov 1994 08:50:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT"), seconds(60));
  EXPECT_EQ(asked("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:50:37 GMT"), seconds(0));
  EXPECT_EQ(asked("Sun, 06 Nov 1994 08:50:37 GMT"), std::nullopt);
  EXPECT_EQ(error_of(503, "").retry_after, std::nullopt);
  for (const char* nonsense : {"", "soon", "-1", "1.5", "+1", "1s", "1 2", "0x10"}) EXPECT_EQ(asked(nonsense), std::nullopt);
}

TEST(HttpError, ARetryAfterBeyondADayIsADayAndNotIgnored) {
  using std::chrono::hours;
  EXPECT_EQ(asked("86401"), hours(24));
  EXPECT_EQ(asked("4294967295"), hours(24));
  EXPECT_EQ(asked("99999999999999999999999"), hours(24));
  EXPECT_EQ(asked("Sun, 06 Nov 2094 08:50:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT"), hours(24));
}

}  // namespace
}  // namespace bepusdt::sdk
