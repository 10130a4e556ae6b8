#include "chains/tron/http_api.hpp"

#include <algorithm>
#include <array>

#include "chains/retry_after.hpp"
#include "chains/tron/refusals.hpp"

namespace bepusdt::chains::tron {

using Kind = NodeFailure::Kind;

HttpApi::HttpApi(std::string_view url, Secret key, const HttpLimits& limits, ports::HttpClient& http, ports::Clock& clock)
    : key_(std::move(key)), limits_(limits), http_(http), clock_(clock) {
  const auto query = url.find('?');
  if (query != std::string_view::npos) query_ = url.substr(query);
  base_ = url.substr(0, query);
  while (base_.ends_with('/')) base_.pop_back();
}

std::string HttpApi::url_of(std::string_view path) const { return base_ + "/" + std::string(path) + query_; }

Answer<simdjson::dom::element> HttpApi::ask(std::string_view path, std::string body, Time deadline) {
  const Time now = clock_.now();
  if (now >= deadline) return fail(NodeFailure{Kind::out_of_time, "no time left", {}});
  ports::HttpRequest request;
  request.method = "POST";
  request.url = url_of(path);
  request.headers.emplace_back("Content-Type", "application/json");
  if (!key_.empty()) request.headers.emplace_back("TRON-PRO-API-KEY", std::string(key_.reveal()));
  request.body = std::move(body);
  request.connect_timeout = std::min(limits_.connect_timeout, deadline - now);
  request.total_timeout = std::min(limits_.request_timeout, deadline - now);
  request.max_answer_bytes = limits_.max_answer_bytes;
  request.use_environment_proxy = limits_.use_environment_proxy;

  auto answer = http_.send(request);
  if (!answer) return fail(NodeFailure{Kind::unreachable, answer.error().reason, {}});
  const std::string status = "answered HTTP " + std::to_string(answer->status);
  if (answer->status == 404 || answer->status == 405 || answer->status == 501)
    return fail(NodeFailure{Kind::not_offered, status, {}});
  if (answer->status != 200) return fail(NodeFailure{Kind::unreachable, status, retry_after_of(*answer)});
  if (answer->truncated) return fail(NodeFailure{Kind::unreachable, "its answer is longer than the limit", {}});
  body_ = std::move(answer->body);
  simdjson::dom::element root;
  if (const auto error = parser_.parse(body_).get(root))
    return fail(NodeFailure{Kind::malformed, std::string("its answer is no JSON: ") + simdjson::error_message(error), {}});
  simdjson::dom::object object;
  std::string_view words;
  // An error comes with status 200, too: {"Error": "…"}, from gateways before nodes {"Success": false, "Error": "…"}.
  if (!root.get(object) && object.at_key("Error").error() == simdjson::SUCCESS) {
    if (object["Error"].get(words)) words = "no words";
    return fail(refusal(words));
  }
  return root;
}

}  // namespace bepusdt::chains::tron
