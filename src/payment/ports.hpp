// What every step is given: the outside world as ports, all owned by the composition root and outliving the steps.
#pragma once

#include "ports/clock.hpp"
#include "ports/directory.hpp"
#include "ports/event_log.hpp"
#include "ports/metrics.hpp"
#include "ports/order_feed.hpp"
#include "ports/random.hpp"
#include "ports/store.hpp"

namespace bepusdt::payment {

struct Ports {
  ports::Store& store;
  const ports::Directory& directory;
  const ports::Clock& clock;
  ports::Random& random;
  ports::EventLog& log;
  ports::Metrics& metrics;
  ports::OrderFeed& feed;
};

}  // namespace bepusdt::payment
