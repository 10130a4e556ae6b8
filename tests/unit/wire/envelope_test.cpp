// The envelopes as clients of each generation see them.
#include "wire/envelope.hpp"

#include <gtest/gtest.h>

namespace bepusdt::wire {
namespace {

const Refusal kWrongAmount{ErrorCode::invalid_request, "amount", {"必须是数字", "must be a number"}};

TEST(Envelope, CarriesTheDataOfASuccess) {
  const Reply reply = success_reply(R"({"trade_id":"T1"})", "r-1");
  EXPECT_EQ(reply.http_status, 200);
  EXPECT_FALSE(reply.retry_after);
  EXPECT_EQ(reply.body, R"({"status_code":200,"message":"success","data":{"trade_id":"T1"},"request_id":"r-1"})");
}

TEST(Envelope, SaysInTheReadersLanguageWhatIsWrong) {
  EXPECT_EQ(
      failure_reply(kWrongAmount, "r-2", {}).body,
      R"({"status_code":400,"message":"请求参数错误：amount 必须是数字","data":null,"request_id":"r-2","error":"invalid_request"})");
  EXPECT_EQ(
      failure_reply(kWrongAmount, "r-2", {.language = Language::en}).body,
      R"({"status_code":400,"message":"a field of the request is wrong: amount must be a number","data":null,"request_id":"r-2","error":"invalid_request"})");
  EXPECT_EQ(failure_reply(kWrongAmount, "r-2", {}).http_status, 200);
}

TEST(Envelope, MasksStatusCodesForClientsOfTheFirstGeneration) {
  const Refusal unknown{ErrorCode::order_not_found, {}, {}};
  EXPECT_EQ(failure_reply(unknown, "r", {}).body,
            R"({"status_code":400,"message":"订单不存在","data":null,"request_id":"r","error":"order_not_found"})");
  EXPECT_EQ(failure_reply(unknown, "r", {.version_2_client = true}).body,
            R"({"status_code":404,"message":"订单不存在","data":null,"request_id":"r","error":"order_not_found"})");
  EXPECT_EQ(failure_reply(unknown, "r", {.version_2_client = true}).http_status, 200);
}

TEST(Envelope, SpeaksTheOlderTransportWhereTheProfileAsksForIt) {
  const Reply reply = failure_reply(kWrongAmount, "r", {.transport = ErrorTransport::http});
  EXPECT_EQ(reply.http_status, 400);
  EXPECT_EQ(reply.body, R"({"error":"请求参数错误：amount 必须是数字"})");
  EXPECT_EQ(failure_reply({ErrorCode::bad_signature, {}, {}}, "r", {.transport = ErrorTransport::http}).http_status, 400);
  EXPECT_EQ(
      failure_reply({ErrorCode::bad_signature, {}, {}}, "r", {.version_2_client = true, .transport = ErrorTransport::http})
          .http_status,
      401);
}

TEST(Envelope, KeepsTheHttpStatusOfWhatIsNoAnswerToTheRequest) {
  for (const ErrorTransport transport : {ErrorTransport::status_code, ErrorTransport::http}) {
    for (const ErrorRow& row : error_table()) {
      if (row.http_status == 200) continue;
      const Reply reply = failure_reply({row.code, {}, {}}, "r", {.transport = transport});
      EXPECT_EQ(reply.http_status, row.http_status) << row.name;
      EXPECT_EQ(reply.retry_after, row.http_status == 429 || row.http_status == 503) << row.name;
      EXPECT_NE(reply.body.find("\"status_code\":" + std::to_string(row.status_code)), std::string::npos) << row.name;
      EXPECT_NE(reply.body.find("\"request_id\":\"r\""), std::string::npos) << row.name;
    }
  }
}

TEST(Envelope, StaysJsonWhateverTheRequestWasCalled) {
  const Refusal hostile{ErrorCode::invalid_request, "\"},\n", {"x\"", "x\""}};
  EXPECT_EQ(failure_reply(hostile, "r\"", {.language = Language::en}).body,
            "{\"status_code\":400,\"message\":\"a field of the request is wrong: \\\"},\\n "
            "x\\\"\",\"data\":null,\"request_id\":\"r\\\"\",\"error\":\"invalid_request\"}");
}

}  // namespace
}  // namespace bepusdt::wire
