#include "chains/endpoint_reports.hpp"

#include "catalog/metrics.hpp"

namespace bepusdt::chains {

void EndpointReports::answered(Endpoint& endpoint) {
  if (!endpoint.answered()) return;
  log_.info("endpoint.up", {{"chain", chain_}, {"host", endpoint.host()}});
  metrics_.set(catalog::metric::kEndpointHealthy, 1, {chain_, endpoint.host()});
}

void EndpointReports::failed(Endpoint& endpoint, std::string trouble, std::optional<Millis> retry_after) {
  trouble = endpoint.without_secrets(std::move(trouble));
  const bool changed = endpoint.failed(clock_.now(), trouble, retry_after);
  if (changed) log_.warning("endpoint.down", {{"chain", chain_}, {"host", endpoint.host()}, {"reason", trouble}});
  metrics_.set(catalog::metric::kEndpointHealthy, 0, {chain_, endpoint.host()});
}

void EndpointReports::wrong_chain(Endpoint& endpoint, std::string trouble) {
  if (endpoint.wrong_chain(clock_.now(), trouble))
    log_.error("endpoint.wrong_chain", {{"chain", chain_}, {"host", endpoint.host()}, {"reason", trouble}});
  metrics_.set(catalog::metric::kEndpointHealthy, 0, {chain_, endpoint.host()});
}

}  // namespace bepusdt::chains
