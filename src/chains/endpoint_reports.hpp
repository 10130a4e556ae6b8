// EndpointReports: says what became of an endpoint: to the endpoint itself, as an event where its health changed, and as a
// metric. One for the endpoints of one chain. Not thread-safe.
#pragma once

#include "chains/endpoint.hpp"
#include "ports/clock.hpp"
#include "ports/event_log.hpp"
#include "ports/metrics.hpp"

namespace bepusdt::chains {

class EndpointReports {
 public:
  EndpointReports(std::string_view chain, ports::Clock& clock, ports::EventLog& log, ports::Metrics& metrics)
      : chain_(chain), clock_(clock), log_(log), metrics_(metrics) {}

  void answered(Endpoint& endpoint);
  // It is left alone for a while.
  void failed(Endpoint& endpoint, std::string trouble, std::optional<Millis> retry_after = {});
  void wrong_chain(Endpoint& endpoint, std::string trouble);

 private:
  std::string chain_;
  ports::Clock& clock_;
  ports::EventLog& log_;
  ports::Metrics& metrics_;
};

}  // namespace bepusdt::chains
