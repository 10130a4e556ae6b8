// EndpointPool: the endpoints of one chain in the operator's order, and which of them to ask next. Those that rest are left
// out; those that were just seen far below another come last. Not thread-safe.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "chains/endpoint.hpp"

namespace bepusdt::chains {

class EndpointPool {
 public:
  EndpointPool(std::vector<EndpointConfig> configs, const BackOff& back_off);

  // May be asked now, best first; `last_resort` (where given) is put behind all others.
  [[nodiscard]] std::vector<Endpoint*> candidates(Time now, std::uint64_t tolerated_lag,
                                                  const Endpoint* last_resort = nullptr);
  // Until the first one may be asked again; nullopt: there is no endpoint at all.
  [[nodiscard]] std::optional<Millis> shortest_rest(Time now);

  [[nodiscard]] std::size_t size() const { return endpoints_.size(); }
  [[nodiscard]] std::size_t index_of(const Endpoint& endpoint) const;
  [[nodiscard]] std::vector<ports::EndpointHealth> health() const;

 private:
  [[nodiscard]] std::uint64_t best_height(Time now) const;
  std::vector<std::unique_ptr<Endpoint>> endpoints_;  // stable addresses
};

}  // namespace bepusdt::chains
