// TerminationSignals: SIGTERM and SIGINT as something to wait for, instead of handlers that may do nearly nothing.
// Make one at the start of main, before any thread: it blocks both signals in the calling thread, threads started later
// inherit that, and wait() takes them from a descriptor. It also ignores SIGPIPE: a peer that closes is an error of the
// write. Child processes inherit the blocked mask; whoever spawns one resets it (posix_spawnattr_setsigmask).
// wait() for one thread at a time, wake() from any. The destructor restores the calling thread's mask.
#pragma once

#include <signal.h>

#include <optional>

#include "base/time.hpp"

namespace bepusdt::sys {

class TerminationSignals {
 public:
  TerminationSignals();
  ~TerminationSignals();
  TerminationSignals(const TerminationSignals&) = delete;
  TerminationSignals& operator=(const TerminationSignals&) = delete;

  // The signal that arrived, each once. nullopt: wake() was called, or the time has passed.
  [[nodiscard]] std::optional<int> wait(std::optional<Millis> at_most = std::nullopt);
  // Ends one wait(), the running or the next one.
  void wake();

 private:
  sigset_t mask_before_{};
  int signals_ = -1;
  int wakes_ = -1;
};

}  // namespace bepusdt::sys
