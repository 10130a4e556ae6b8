// StoreProbe: whether the store takes a write now, for /readyz. It commits a page and changes nothing by it, so that a full disk
// is seen although no order is made. That costs a sync and the answer is public, so it is asked once a second at most, however
// often the probe is. Thread-safe.
#pragma once

#include <mutex>
#include <optional>

#include "ports/clock.hpp"
#include "ports/store.hpp"

namespace bepusdt::app {

class StoreProbe {
 public:
  StoreProbe(ports::Store& store, const ports::Clock& clock) : store_(store), clock_(clock) {}

  [[nodiscard]] bool writable();

 private:
  ports::Store& store_;
  const ports::Clock& clock_;
  std::mutex mutex_;
  std::optional<Time> asked_at_;
  bool writable_ = false;
};

}  // namespace bepusdt::app
