#include "sdk/cpp/src/call_machine.hpp"

#include <algorithm>

#include "sdk/cpp/src/answer_errors.hpp"
#include "sdk/cpp/src/refuse.hpp"

namespace bepusdt::sdk {
namespace {

// All tries and all our own waits at their longest.
Milliseconds longest_call(const RetryOptions& options, Milliseconds timeout) {
  Backoff backoff(options, [] { return 1.0; });
  Milliseconds total = timeout;
  for (int retry = 0; retry < options.max_retries; ++retry) total += backoff.next(std::nullopt) + timeout;
  return total;
}

ErrorInfo error_of(const HttpFailure& failed) {
  switch (failed.kind) {
    case HttpFailure::Kind::timeout:
      return failure(ErrorKind::timeout, "请求超时：" + failed.reason, "timed out: " + failed.reason);
    case HttpFailure::Kind::cancelled: return failure(ErrorKind::network, "调用已取消", "the call was cancelled");
    case HttpFailure::Kind::unreachable:
    case HttpFailure::Kind::interrupted:
    case HttpFailure::Kind::refused: break;
  }
  return failure(ErrorKind::network, "网络连接失败：" + failed.reason, "no answer: " + failed.reason);
}

}  // namespace

CallMachine::CallMachine(HttpRequest request, Idempotency idempotency, const RetryOptions& options,
                         std::function<void(const RetryNotice&)> on_retry, std::function<double()> chance, TimePoint now)
    : request_(std::move(request)),
      timeout_(request_.timeout),
      max_retries_(options.max_retries),
      policy_(options.max_retries, idempotency),
      backoff_(options, std::move(chance)),
      on_retry_(std::move(on_retry)),
      deadline_(now + options.deadline.value_or(longest_call(options, timeout_))) {
  bound_by_deadline(now);
}

void CallMachine::bound_by_deadline(TimePoint now) {
  const auto left = std::chrono::ceil<Milliseconds>(deadline_ - now);
  request_.timeout = std::min(timeout_, std::max(left, Milliseconds(1)));
}

std::optional<Milliseconds> CallMachine::after(HttpOutcome outcome, TimePoint now) {
  ++attempts_;
  bool arrived = true;
  bool final = false;
  if (auto* const answer = std::get_if<HttpAnswer>(&outcome)) {
    if (answer->status >= 200 && answer->status < 300) {
      answer_ = std::move(*answer);
      return std::nullopt;
    }
    error_ = read_http_error(*answer);
  } else {
    const auto& failed = std::get<HttpFailure>(outcome);
    error_ = error_of(failed);
    cancelled_ = failed.kind == HttpFailure::Kind::cancelled;
    arrived = failed.kind != HttpFailure::Kind::unreachable;
    final = cancelled_ || failed.kind == HttpFailure::Kind::refused;
  }
  error_.attempts = attempts_;
  if (final || !policy_.worth_another(error_, arrived)) return std::nullopt;
  const Milliseconds wait = backoff_.next(error_.retry_after);
  if (now + wait >= deadline_) return std::nullopt;
  if (on_retry_) on_retry_({.error = error_, .wait = wait, .retry = attempts_, .max_retries = max_retries_});
  return wait;
}

bool CallMachine::resume(TimePoint now) {
  if (now >= deadline_) return false;
  bound_by_deadline(now);
  return true;
}

Result<HttpAnswer> CallMachine::result() && {
  if (answer_) return *std::move(answer_);
  return std::move(error_);
}

}  // namespace bepusdt::sdk
