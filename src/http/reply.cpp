#include "http/reply.hpp"

#include "http/context.hpp"
#include "wire/field_names.hpp"
#include "wire/language.hpp"

namespace bepusdt::http {
namespace {

// A commit that is late or a queue that is full clears up in a moment; a missing rate at the source's next answer.
Seconds wait_before_retry(wire::ErrorCode code) {
  return code == wire::ErrorCode::rate_unavailable ? Seconds(30) : Seconds(2);
}

}  // namespace

wire::FailureStyle style_for(const Request& request, const core::MerchantProfile& profile, wire::Language fallback) {
  return {.language = wire::language_of(request.header("Accept-Language"), fallback),
          .version_2_client = request.header("Accept").find(wire::header::kVersion2) != std::string_view::npos,
          .transport = profile.errors == core::MerchantProfile::Errors::http ? wire::ErrorTransport::http
                                                                             : wire::ErrorTransport::status_code};
}

void reply_success(std::string_view data, const Request& request, Response& response) {
  wire::Reply reply = wire::success_reply(data, request.id());
  response.content_type = kJson;
  response.body = std::move(reply.body);
}

void reply_failure(const wire::Refusal& refusal, const wire::FailureStyle& style, const Request& request,
                   Response& response) {
  wire::Reply reply = wire::failure_reply(refusal, request.id(), style);
  response.status = reply.http_status;
  response.content_type = kJson;
  response.body = std::move(reply.body);
  response.error = wire::row_of(refusal.code).name;
  if (reply.retry_after && response.fields.find("Retry-After") == std::string::npos)
    response.retry_after(wait_before_retry(refusal.code));
}

void reply_failure(const wire::Refusal& refusal, const Call& call, Response& response) {
  reply_failure(refusal, style_for(call.request, {}, call.context.settings.language), call.request, response);
}

wire::Refusal refusal_of(const ports::StoreError& error) {
  const bool broken = error.kind == ports::StoreError::Kind::broken;
  return {broken ? wire::ErrorCode::internal : wire::ErrorCode::unavailable, {}, {}};
}

}  // namespace bepusdt::http
