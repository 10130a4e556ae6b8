// What the parts of the socket server share; owned by Server, immutable while it runs except through its own locks.
#pragma once

#include "http/application.hpp"
#include "http/server/admission.hpp"
#include "http/server/forwarded.hpp"
#include "http/server/limits.hpp"
#include "ports/clock.hpp"
#include "ports/event_log.hpp"
#include "ports/metrics.hpp"
#include "ports/random.hpp"

namespace bepusdt::http {

struct Environment {
  Limits limits;
  TrustedProxies proxies;
  Admission admission{limits};
  Application& application;
  const ports::Clock& clock;
  ports::Random& random;
  ports::EventLog& log;
  ports::Metrics& metrics;
};

}  // namespace bepusdt::http
