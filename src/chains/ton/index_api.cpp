#include "chains/ton/index_api.hpp"

#include <algorithm>

#include "chains/retry_after.hpp"

namespace bepusdt::chains::ton {

using Kind = IndexFailure::Kind;

namespace {

constexpr std::size_t kMostWords = 200;

std::string quoted(std::string_view words) {
  std::string text(words.substr(0, kMostWords));
  std::ranges::replace_if(
      text, [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

}  // namespace

IndexApi::IndexApi(const EndpointConfig& endpoint, const TonLimits& limits, ports::HttpClient& http, ports::Clock& clock)
    : key_(endpoint.key), limits_(limits), http_(http), clock_(clock) {
  const std::string_view url = endpoint.url;
  const auto query = url.find('?');
  if (query != std::string_view::npos) query_ = url.substr(query + 1);
  base_ = url.substr(0, query);
  while (base_.ends_with('/')) base_.pop_back();
}

Answer<simdjson::dom::object> IndexApi::ask(std::string_view question, Time deadline) {
  const Time now = clock_.now();
  if (now >= deadline) return fail(IndexFailure{Kind::out_of_time, "no time left", {}});
  ports::HttpRequest request;
  request.url = base_ + "/" + std::string(question);
  if (!query_.empty()) request.url += (question.find('?') == std::string_view::npos ? "?" : "&") + query_;
  request.headers.emplace_back("Accept", "application/json");
  if (!key_.empty()) request.headers.emplace_back("X-API-Key", std::string(key_.reveal()));
  request.connect_timeout = std::min(limits_.connect_timeout, deadline - now);
  request.total_timeout = std::min(limits_.request_timeout, deadline - now);
  request.max_answer_bytes = limits_.max_answer_bytes;
  request.use_environment_proxy = limits_.use_environment_proxy;

  auto answer = http_.send(request);
  if (!answer) return fail(IndexFailure{Kind::unreachable, answer.error().reason, {}});
  if (answer->truncated) return fail(IndexFailure{Kind::unreachable, "its answer is longer than the limit", {}});
  const int status = answer->status;
  const auto retry_after = retry_after_of(*answer);
  body_ = std::move(answer->body);
  simdjson::dom::object object;
  const auto error = parser_.parse(body_).get(object);
  // {"error": "…"}, usually but not always with a status that says so, too.
  std::string_view words;
  const bool refused = !error && object.at_key("error").error() == simdjson::SUCCESS;
  if (refused && object["error"].get(words)) words = "no words";
  if (status != 200) {
    const std::string told = "answered HTTP " + std::to_string(status) + (refused ? ": " + quoted(words) : "");
    return fail(IndexFailure{status == 404 && refused ? Kind::not_found : Kind::unreachable, told, retry_after});
  }
  if (error)
    return fail(
        IndexFailure{Kind::malformed, std::string("its answer is no JSON object: ") + simdjson::error_message(error), {}});
  if (refused) return fail(IndexFailure{Kind::unreachable, "refused: " + quoted(words), retry_after});
  return object;
}

}  // namespace bepusdt::chains::ton
