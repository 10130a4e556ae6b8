#include "chains/endpoint_rounds.hpp"

#include <algorithm>

#include "catalog/metrics.hpp"

namespace bepusdt::chains {

using ports::ReadError;

namespace {

// What is worse to hear, when every endpoint had something to say: lagging ones do answer, malformed ones at least speak.
int weight(ReadError::Kind kind) {
  return kind == ReadError::Kind::lagging ? 2 : kind == ReadError::Kind::malformed ? 1 : 0;
}

}  // namespace

EndpointRounds::EndpointRounds(const catalog::Chain& chain, std::vector<EndpointConfig> endpoints, const BackOff& back_off,
                               Millis call_budget, ports::Clock& clock, ports::Metrics& metrics)
    : chain_(chain), call_budget_(call_budget), clock_(clock), metrics_(metrics), pool_(std::move(endpoints), back_off) {
  publish_health();
  for (const ports::EndpointHealth& endpoint : health_)
    metrics.set(catalog::metric::kEndpointHealthy, 1, {chain_.name, endpoint.host});
}

void EndpointRounds::hear(std::optional<ReadError>& worst, ReadError error) {
  if (!worst) {
    worst = std::move(error);
    return;
  }
  worst->reason += "; " + error.reason;
  if (weight(error.kind) > weight(worst->kind)) worst->kind = error.kind;
}

ReadError EndpointRounds::conclude(std::optional<ReadError> worst) {
  if (!worst)
    worst = ReadError{ReadError::Kind::unreachable,
                      pool_.size() == 0 ? "no endpoint is set" : "all endpoints are being left alone for a while",
                      {}};
  if (worst->kind == ReadError::Kind::lagging) {
    worst->retry_after = std::clamp(chain_.block_interval, Millis(250), Millis(2'000));
  } else {
    worst->retry_after = pool_.shortest_rest(clock_.now());
  }
  return std::move(*worst);
}

std::vector<ports::EndpointHealth> EndpointRounds::health() const {
  const std::lock_guard lock(health_mutex_);
  return health_;
}

bool EndpointRounds::may_be_stuck(const Endpoint& endpoint) const {
  if (pool_.size() < 2) return false;
  const Millis patience = std::max(Millis(15'000), chain_.block_interval * 10);
  return clock_.now() - endpoint.risen_at() > patience;
}

std::uint64_t EndpointRounds::tolerated_lag() const {
  constexpr std::int64_t kHalfMinute = 30'000;
  const std::int64_t interval = std::max<std::int64_t>(1, chain_.block_interval.count());
  return static_cast<std::uint64_t>(std::max<std::int64_t>(3, kHalfMinute / interval));
}

void EndpointRounds::publish_health() {
  std::vector<ports::EndpointHealth> now = pool_.health();
  const std::lock_guard lock(health_mutex_);
  health_ = std::move(now);
}

void EndpointRounds::count_disagreement() { metrics_.add(catalog::metric::kCrossCheckDisagreements, 1, {chain_.name}); }

}  // namespace bepusdt::chains
