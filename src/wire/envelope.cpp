#include "wire/envelope.hpp"

#include "wire/field_names.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::wire {

Reply success_reply(std::string_view data, std::string_view request_id) {
  Reply reply;
  reply.body.reserve(data.size() + request_id.size() + 80);
  JsonWriter(reply.body)
      .begin_object()
      .key(field::kStatusCode)
      .integer(200)
      .key(field::kMessage)
      .text("success")
      .key(field::kData)
      .raw(data)
      .key(field::kRequestId)
      .text(request_id)
      .end_object();
  return reply;
}

Reply failure_reply(const Refusal& refusal, std::string_view request_id, const FailureStyle& style) {
  const ErrorRow& row = row_of(refusal.code);
  const bool answers_the_request = row.http_status == 200;
  const int status_code = status_code_for(refusal.code, style.version_2_client);
  const std::string message = refusal.message(style.language);
  Reply reply;
  if (answers_the_request && style.transport == ErrorTransport::http) {
    reply.http_status = status_code;
    JsonWriter(reply.body).begin_object().key(field::kError).text(message).end_object();
    return reply;
  }
  reply.http_status = row.http_status;
  reply.retry_after = row.http_status == 429 || row.http_status == 503;
  JsonWriter(reply.body)
      .begin_object()
      .key(field::kStatusCode)
      .integer(status_code)
      .key(field::kMessage)
      .text(message)
      .key(field::kData)
      .null()
      .key(field::kRequestId)
      .text(request_id)
      .key(field::kError)
      .text(row.name)
      .end_object();
  return reply;
}

}  // namespace bepusdt::wire
