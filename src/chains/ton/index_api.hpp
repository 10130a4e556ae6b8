// IndexApi: one question to toncenter's API v3: a GET with the key in X-API-Key, the answer parsed and held against what is sent
// instead of one. Knows nothing of health: its caller keeps it. Not thread-safe.
#pragma once

#include <simdjson.h>

#include "base/result.hpp"
#include "chains/ton/ton_config.hpp"
#include "ports/clock.hpp"
#include "ports/http_client.hpp"

namespace bepusdt::chains::ton {

struct IndexFailure {
  enum class Kind {
    unreachable,  // no usable answer, or told to come later
    malformed,    // an answer that no index should give
    not_found,    // it has no such thing
    out_of_time   // the caller's deadline; says nothing about the endpoint
  };
  Kind kind = Kind::unreachable;
  std::string reason;  // may hold words of the endpoint
  std::optional<Millis> retry_after;
};

template <class T>
using Answer = Result<T, IndexFailure>;

class IndexApi {
 public:
  IndexApi(const EndpointConfig& endpoint, const TonLimits& limits, ports::HttpClient& http, ports::Clock& clock);

  // `question`: "blocks?seqno=7&…". What is returned lives until the next call.
  [[nodiscard]] Answer<simdjson::dom::object> ask(std::string_view question, Time deadline);

 private:
  std::string base_;   // up to the slash before the question
  std::string query_;  // of the operator's URL, without its question mark
  Secret key_;
  TonLimits limits_;
  ports::HttpClient& http_;
  ports::Clock& clock_;
  std::string body_;
  simdjson::dom::parser parser_;
};

}  // namespace bepusdt::chains::ton
