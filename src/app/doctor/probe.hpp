// Probe: how the doctor touches the world: one HTTP exchange, one connection without a request, the time, and chance.
// A test passes its own.
#pragma once

#include <optional>
#include <string>

#include <bepusdt/transport.hpp>

#include "base/time.hpp"

namespace bepusdt::app {

class Probe {
 public:
  virtual ~Probe() = default;
  [[nodiscard]] virtual sdk::HttpOutcome send(const sdk::HttpRequest& request) = 0;
  // Connects as for this URL, with TLS for https, and hangs up; nullopt: it went well.
  [[nodiscard]] virtual std::optional<sdk::HttpFailure> connect(const std::string& url) = 0;
  [[nodiscard]] virtual Time now() = 0;
  // 18 letters and digits, as a trade id has them, never the same.
  [[nodiscard]] virtual std::string unknown_id() = 0;
};

}  // namespace bepusdt::app
