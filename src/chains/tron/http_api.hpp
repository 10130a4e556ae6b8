// HttpApi: one question to a node's HTTP API: a POST of JSON with the key in TRON-PRO-API-KEY, the answer parsed and held
// against what nodes send instead of one. Not thread-safe.
#pragma once

#include <simdjson.h>

#include "base/secret.hpp"
#include "chains/tron/node.hpp"
#include "ports/clock.hpp"
#include "ports/http_client.hpp"

namespace bepusdt::chains::tron {

struct HttpLimits {
  Millis connect_timeout{3'000};
  Millis request_timeout{10'000};
  std::size_t max_answer_bytes = 64 * 1024 * 1024;
  bool use_environment_proxy = false;
};

class HttpApi {
 public:
  HttpApi(std::string_view url, Secret key, const HttpLimits& limits, ports::HttpClient& http, ports::Clock& clock);

  // `path`: "wallet/getnowblock"; `body`: JSON text of an object. What is returned lives until the next call.
  [[nodiscard]] Answer<simdjson::dom::element> ask(std::string_view path, std::string body, Time deadline);

 private:
  [[nodiscard]] std::string url_of(std::string_view path) const;

  std::string base_;   // up to the slash before the path
  std::string query_;  // "?…" of the operator's URL
  Secret key_;
  HttpLimits limits_;
  ports::HttpClient& http_;
  ports::Clock& clock_;
  std::string body_;
  simdjson::dom::parser parser_;
};

}  // namespace bepusdt::chains::tron
