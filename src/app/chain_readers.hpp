// Makes the readers of the chains that the settings have on, one a chain, by its family.
#pragma once

#include <memory>

#include "catalog/settings.hpp"
#include "ports/chain_reader.hpp"
#include "ports/clock.hpp"
#include "ports/event_log.hpp"
#include "ports/http_client.hpp"
#include "ports/metrics.hpp"
#include "ports/random.hpp"

namespace bepusdt::app {

// What every reader works with; outlives them.
struct ReaderPorts {
  ports::HttpClient& client;
  ports::Clock& clock;
  ports::EventLog& log;
  ports::Metrics& metrics;
  ports::Random& random;
  std::string ca_file;  // as of the client, for what does not go through it; empty: the system's trust
};

// `chain` must be on.
[[nodiscard]] std::unique_ptr<ports::ChainReader> make_reader(const catalog::ChainSettings& chain, const ReaderPorts& with);

}  // namespace bepusdt::app
