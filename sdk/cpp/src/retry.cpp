#include <bepusdt/retry.hpp>

#include <algorithm>
#include <cmath>

namespace bepusdt::sdk {

Timer::~Timer() = default;

Backoff::Backoff(const RetryOptions& options, std::function<double()> chance)
    : delay_(options.delay),
      // A caller who wants a longer first wait gets it.
      longest_(std::max(options.longest_wait, options.delay)),
      jitter_(options.jitter),
      chance_(std::move(chance)) {}

Milliseconds Backoff::next(std::optional<std::chrono::seconds> retry_after) {
  const double factor = 1 + jitter_ * std::clamp(chance_(), 0.0, 1.0);
  const auto own = Milliseconds(static_cast<std::int64_t>(std::ceil(static_cast<double>(delay_.count()) * factor)));
  delay_ = std::min(delay_ * 2, longest_);
  return retry_after ? std::max(own, Milliseconds(*retry_after)) : own;
}

bool RetryPolicy::worth_another(const ErrorInfo& error, bool arrived) const noexcept {
  if (error.attempts > max_retries_) return false;
  if (arrived && idempotency_ == Idempotency::none) return false;
  switch (error.kind) {
    case ErrorKind::network:
    case ErrorKind::timeout:
    case ErrorKind::server: return true;
    case ErrorKind::client: return error.status_code == 429 && error.retry_after.has_value();
    case ErrorKind::api:
    case ErrorKind::validation:
    case ErrorKind::signature: return false;
  }
  return false;
}

}  // namespace bepusdt::sdk
