#include "chains/rpc_client.hpp"

#include <algorithm>

#include "chains/retry_after.hpp"
#include "chains/rpc_meaning.hpp"

namespace bepusdt::chains {

RpcClient::RpcClient(std::string_view chain, const RpcLimits& limits, ports::HttpClient& http, ports::Clock& clock,
                     ports::EventLog& log, ports::Metrics& metrics)
    : chain_(chain), limits_(limits), http_(http), clock_(clock), log_(log), reports_(chain, clock, log, metrics) {}

Result<std::vector<RpcOutcome>, RpcFailure> RpcClient::call(Endpoint& endpoint, std::span<const RpcCall> calls,
                                                            Time deadline, const ResultReader& read) {
  std::vector<RpcOutcome> outcomes;
  outcomes.reserve(calls.size());
  while (outcomes.size() < calls.size()) {
    const std::size_t offset = outcomes.size();
    const std::size_t size = std::min(calls.size() - offset, endpoint.batch_limit(limits_.max_batch));
    auto part = send(endpoint, calls.subspan(offset, size), deadline,
                     [&](std::size_t i, simdjson::ondemand::value value) { return read(offset + i, value); });
    if (part) {
      endpoint.batch().taken(size, limits_.max_batch, clock_.now());
      std::ranges::move(*part, std::back_inserter(outcomes));
      continue;
    }
    if (part.error().smaller_batch_may_do && endpoint.batch().refused(size, clock_.now())) {
      log_.info("endpoint.batch_shrunk", {{"chain", chain_},
                                          {"host", endpoint.host()},
                                          {"calls", endpoint.batch().allowed(limits_.max_batch)},
                                          {"reason", endpoint.without_secrets(part.error().failure.reason)}});
      continue;
    }
    if (part.error().smaller_batch_may_do)
      return fail(failed(endpoint, part.error().failure.kind, part.error().failure.reason).failure);
    return fail(std::move(part.error().failure));
  }
  return outcomes;
}

Result<std::vector<RpcOutcome>, RpcClient::Refusal> RpcClient::send(Endpoint& endpoint, std::span<const RpcCall> calls,
                                                                    Time deadline, const ResultReader& read) {
  using Kind = RpcFailure::Kind;
  const Time now = clock_.now();
  if (now >= deadline) return fail(Refusal{{Kind::out_of_time, "no time left to ask " + endpoint.host()}});
  ports::HttpRequest request;
  request.method = "POST";
  request.url = endpoint.url();
  request.headers.emplace_back("Content-Type", "application/json");
  if (!endpoint.key().empty())
    request.headers.emplace_back("Authorization", "Bearer " + std::string(endpoint.key().reveal()));
  request.body = write_batch(calls, next_id_);
  request.connect_timeout = std::min(limits_.connect_timeout, deadline - now);
  request.total_timeout = std::min(limits_.request_timeout, deadline - now);
  request.max_answer_bytes = limits_.max_answer_bytes;
  request.use_environment_proxy = limits_.use_environment_proxy;
  const std::uint64_t first_id = next_id_;
  next_id_ += calls.size();
  endpoint.bucket().take(calls.size(), now);

  auto answer = http_.send(request);
  if (!answer) {
    const bool slow = answer.error().kind == ports::HttpErrorKind::timeout;
    if (slow) endpoint.batch().timed_out(calls.size(), clock_.now());  // fewer may be what it can answer in the same time
    return fail(failed(endpoint, slow ? Kind::too_large : Kind::unreachable, answer.error().reason));
  }
  if (answer->status == 429 || answer->status == 503)
    return fail(
        failed(endpoint, Kind::unreachable, "answered HTTP " + std::to_string(answer->status), retry_after_of(*answer)));
  if (answer->truncated) {
    if (calls.size() > 1) return fail(Refusal{{Kind::too_large, "its answer is too long"}, true});
    return fail(Refusal{{Kind::too_large, "the answer of " + endpoint.host() + " is longer than the limit"}});
  }
  if (answer->status == 413 && calls.size() > 1) return fail(Refusal{{Kind::unreachable, "answered HTTP 413"}, true});

  // Providers send error objects with a 4xx as well; a result counts only with a 200.
  const bool ok = answer->status == 200;
  const ResultReader refuse = [](std::size_t, simdjson::ondemand::value) { return std::optional<std::string>("a result"); };
  auto outcomes = read_batch(parser_, answer->body, first_id, calls.size(), ok ? read : refuse);
  if (!outcomes) {
    BadAnswer& bad = outcomes.error();
    if (bad.refusal) {
      switch (meaning_of(*bad.refusal)) {
        case RpcMeaning::batch_too_large: return fail(Refusal{{Kind::unreachable, bad.reason}, true});
        case RpcMeaning::limit_exceeded:  // of calls in a batch or of batches in a second: both are less next time
          (void)endpoint.batch().refused(calls.size(), clock_.now());
          [[fallthrough]];
        case RpcMeaning::rate_limited: return fail(failed(endpoint, Kind::unreachable, bad.reason, retry_after_of(*answer)));
        case RpcMeaning::bad_parameter:
        case RpcMeaning::method_missing:  // a server that knows no batches may say so in these words
          if (calls.size() > 1) return fail(Refusal{{Kind::malformed, bad.reason}, true});
          break;
        default: break;
      }
    }
    if (answer->status == 400 && calls.size() > 1) return fail(Refusal{{Kind::unreachable, "answered HTTP 400"}, true});
    if (!ok) return fail(failed(endpoint, Kind::unreachable, "answered HTTP " + std::to_string(answer->status)));
    return fail(failed(endpoint, Kind::malformed, bad.reason));
  }
  for (RpcOutcome& outcome : *outcomes) {
    if (!outcome) continue;
    outcome->message = endpoint.without_secrets(std::move(outcome->message));
    const RpcMeaning meaning = meaning_of(*outcome);
    if (meaning == RpcMeaning::rate_limited)
      return fail(failed(endpoint, Kind::unreachable, "refused: " + outcome->message, retry_after_of(*answer)));
    if (meaning == RpcMeaning::batch_too_large && calls.size() > 1)
      return fail(Refusal{{Kind::unreachable, "refused: " + outcome->message}, true});
  }
  reports_.answered(endpoint);
  return std::move(*outcomes);
}

RpcClient::Refusal RpcClient::failed(Endpoint& endpoint, RpcFailure::Kind kind, const std::string& what,
                                     std::optional<Millis> retry_after) {
  reports_.failed(endpoint, what, retry_after);
  return {{kind, endpoint.host() + ": " + endpoint.without_secrets(what)}, false};
}

}  // namespace bepusdt::chains
