#include "chains/aptos/rest_api.hpp"

#include <algorithm>

#include "chains/aptos/refusals.hpp"
#include "chains/retry_after.hpp"

namespace bepusdt::chains::aptos {

using Kind = NodeFailure::Kind;

RestApi::RestApi(std::string_view url, Secret key, std::uint64_t chain_id, const RestLimits& limits, ports::HttpClient& http,
                 ports::Clock& clock)
    : key_(std::move(key)), chain_id_(chain_id), limits_(limits), http_(http), clock_(clock) {
  const auto mark = url.find('?');
  if (mark != std::string_view::npos) query_ = url.substr(mark + 1);
  base_ = url.substr(0, mark);
  while (base_.ends_with('/')) base_.pop_back();
  if (!base_.ends_with("/v1")) base_ += "/v1";
}

std::string RestApi::url_of(std::string_view path, std::string_view query) const {
  std::string url = base_ + std::string(path);
  for (const std::string_view part : {query, std::string_view(query_)})
    if (!part.empty()) (url += url.find('?') == std::string::npos ? '?' : '&') += part;
  return url;
}

NodeFailure RestApi::refused(Asked asked, const ports::HttpAnswer& answer,
                             std::optional<simdjson::dom::element> body) const {
  NodeFailure failure = refusal(asked, answer.status, body);
  failure.retry_after = retry_after_of(answer);
  failure.height = number_of(answer.header("x-aptos-block-height"));
  failure.oldest_height = number_of(answer.header("x-aptos-oldest-block-height"));
  return failure;
}

Answer<simdjson::dom::element> RestApi::get(const Question& question, Time deadline) {
  const Time now = clock_.now();
  if (now >= deadline) return fail(NodeFailure{Kind::out_of_time, "no time left"});
  ports::HttpRequest request;
  request.method = "GET";
  request.url = url_of(question.path, question.query);
  request.headers.emplace_back("Accept", "application/json");
  if (!key_.empty()) request.headers.emplace_back("Authorization", "Bearer " + std::string(key_.reveal()));
  request.connect_timeout = std::min(limits_.connect_timeout, deadline - now);
  request.total_timeout = std::min(limits_.request_timeout, deadline - now);
  request.max_answer_bytes = limits_.max_answer_bytes;
  request.use_environment_proxy = limits_.use_environment_proxy;

  auto answer = http_.send(request);
  if (!answer) {
    const bool slow = answer.error().kind == ports::HttpErrorKind::timeout;
    return fail(NodeFailure{slow ? Kind::too_large : Kind::unreachable, answer.error().reason});
  }
  // Several nodes may stand behind one name, so every answer counts that says of which chain it is.
  const std::string_view told = answer->header("x-aptos-chain-id");
  if (!told.empty() && number_of(told) != chain_id_)
    return fail(NodeFailure{Kind::other_network, "is of another network than chain " + std::to_string(chain_id_)});
  if (answer->truncated) return fail(NodeFailure{Kind::too_large, "its answer is longer than the limit"});
  body_ = std::move(answer->body);
  simdjson::dom::element root;
  const auto error = parser_.parse(body_).get(root);
  if (answer->status != 200)
    return fail(refused(question.asked, *answer, error ? std::nullopt : std::optional<simdjson::dom::element>(root)));
  if (error)
    return fail(NodeFailure{Kind::malformed, std::string("its answer is no JSON: ") + simdjson::error_message(error)});
  return root;
}

template <class T, class Decode>
Answer<T> RestApi::ask(const Question& question, Time deadline, Decode&& decode) {
  auto json = get(question, deadline);
  if (!json) return fail(std::move(json.error()));
  Decoded<T> decoded = decode(*json);
  if (!decoded) return fail(NodeFailure{Kind::malformed, std::move(decoded.error().reason)});
  return std::move(*decoded);
}

Answer<Ledger> RestApi::ledger(Time deadline) {
  auto ledger = ask<Ledger>({Asked::ledger, "", ""}, deadline, decode_ledger);
  if (ledger && ledger->chain_id != chain_id_)
    return fail(NodeFailure{Kind::other_network, "is of another network, chain " + std::to_string(ledger->chain_id) +
                                                     " instead of " + std::to_string(chain_id_)});
  return ledger;
}

Answer<Header> RestApi::block(std::uint64_t height, Time deadline) {
  return ask<Header>({Asked::block, "/blocks/by_height/" + std::to_string(height), "with_transactions=false"}, deadline,
                     decode_header);
}

Answer<Header> RestApi::block_of(std::uint64_t version, Time deadline) {
  return ask<Header>({Asked::block, "/blocks/by_version/" + std::to_string(version), "with_transactions=false"}, deadline,
                     decode_header);
}

Answer<std::vector<Transaction>> RestApi::transactions(std::uint64_t first, std::uint64_t most, Time deadline) {
  return ask<std::vector<Transaction>>(
      {Asked::page, "/transactions", "start=" + std::to_string(first) + "&limit=" + std::to_string(most)}, deadline,
      decode_transactions);
}

Answer<std::optional<Transaction>> RestApi::transaction(const Word& hash, Time deadline) {
  return ask<std::optional<Transaction>>({Asked::transaction, "/transactions/by_hash/" + text_of(hash), ""}, deadline,
                                         decode_transaction);
}

}  // namespace bepusdt::chains::aptos
