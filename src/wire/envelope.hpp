// The two envelopes in which every answer of the merchant endpoints leaves (contract part 1 §2), and the older error transport
// that a merchant's profile may ask for (§1a). Pure.
#pragma once

#include <string>
#include <string_view>

#include "wire/errors.hpp"

namespace bepusdt::wire {

struct Reply {
  int http_status = 200;
  std::string body;          // application/json
  bool retry_after = false;  // the header Retry-After belongs to this answer
};

enum class ErrorTransport {
  status_code,  // HTTP 200, the truth is in the envelope
  http,         // HTTP 4xx {"error":"<sentence>"}, as BEpusdt 1.22 did
};

struct FailureStyle {
  Language language = Language::zh;
  bool version_2_client = false;  // Accept: application/vnd.bepusdt.v2+json
  ErrorTransport transport = ErrorTransport::status_code;
};

// `data` is JSON.
[[nodiscard]] Reply success_reply(std::string_view data, std::string_view request_id);

// What is not an answer to the request (404 unknown path, 413, 429, 5xx …) keeps its HTTP status and the failure envelope
// whatever the transport: existing clients retry by it.
[[nodiscard]] Reply failure_reply(const Refusal& refusal, std::string_view request_id, const FailureStyle& style);

}  // namespace bepusdt::wire
