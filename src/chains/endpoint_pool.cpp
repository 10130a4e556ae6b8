#include "chains/endpoint_pool.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace bepusdt::chains {
namespace {

// A height that was seen longer ago says nothing about how far behind an endpoint is now.
constexpr Millis kHeightIsNews{60'000};

bool is_news(const Endpoint& endpoint, Time now) {
  return endpoint.height() > 0 && now - endpoint.height_at() < kHeightIsNews;
}

}  // namespace

EndpointPool::EndpointPool(std::vector<EndpointConfig> configs, const BackOff& back_off) {
  for (EndpointConfig& config : configs) endpoints_.push_back(std::make_unique<Endpoint>(std::move(config), back_off));
}

std::uint64_t EndpointPool::best_height(Time now) const {
  std::uint64_t best = 0;
  for (const auto& endpoint : endpoints_)
    if (is_news(*endpoint, now)) best = std::max(best, endpoint->height());
  return best;
}

std::vector<Endpoint*> EndpointPool::candidates(Time now, std::uint64_t tolerated_lag, const Endpoint* last_resort) {
  std::vector<Endpoint*> found;
  for (const auto& endpoint : endpoints_)
    if (endpoint->rest(now) == Millis(0)) found.push_back(endpoint.get());
  const std::uint64_t best = best_height(now);
  const auto penalty = [&](const Endpoint* endpoint) {
    const bool behind = is_news(*endpoint, now) && endpoint->height() + tolerated_lag < best;
    return (endpoint == last_resort ? 2 : 0) + (behind || endpoint->comes_last(now) ? 1 : 0);
  };
  std::ranges::stable_sort(found, {}, penalty);
  return found;
}

std::optional<Millis> EndpointPool::shortest_rest(Time now) {
  std::optional<Millis> shortest;
  for (const auto& endpoint : endpoints_) {
    const Millis rest = endpoint->rest(now);
    if (!shortest || rest < *shortest) shortest = rest;
  }
  return shortest;
}

std::size_t EndpointPool::index_of(const Endpoint& endpoint) const {
  const auto at = std::ranges::find(endpoints_, &endpoint, [](const auto& e) { return e.get(); });
  BEPUSDT_ASSERT(at != endpoints_.end());
  return static_cast<std::size_t>(at - endpoints_.begin());
}

std::vector<ports::EndpointHealth> EndpointPool::health() const {
  std::vector<ports::EndpointHealth> all;
  for (const auto& endpoint : endpoints_) all.push_back(endpoint->health());
  return all;
}

}  // namespace bepusdt::chains
