// Replies in the envelopes of contract part 1 §2, put into a Response.
#pragma once

#include "core/merchant.hpp"
#include "http/call.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "ports/store.hpp"
#include "wire/envelope.hpp"

namespace bepusdt::http {

// `profile`: of the merchant, or of the default merchant while none is known.
[[nodiscard]] wire::FailureStyle style_for(const Request& request, const core::MerchantProfile& profile,
                                           wire::Language fallback);

void reply_success(std::string_view data, const Request& request, Response& response);
// Adds Retry-After where the error's row wants it, unless the response has one.
void reply_failure(const wire::Refusal& refusal, const wire::FailureStyle& style, const Request& request,
                   Response& response);

// For routes that belong to no merchant: always the envelope.
void reply_failure(const wire::Refusal& refusal, const Call& call, Response& response);

// A store that failed is never an answer to the question asked: "try again" or "internal".
[[nodiscard]] wire::Refusal refusal_of(const ports::StoreError& error);

}  // namespace bepusdt::http
