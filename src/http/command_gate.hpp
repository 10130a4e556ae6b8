// CommandGate: takes commands to the accept loop and brings its answers back to the coroutines that asked. What the
// connections of one thread ask for while that thread works through the sockets that are ready goes to the queue together,
// and the answers of a batch come back together: both ways cost a lock and a wake-up a batch, not a request. A full queue, or
// an answer that does not come in time, is `unavailable`: the same request, repeated, finds out what became of it.
// Thread-safe; the accept loop may answer after the coroutine has gone.
#pragma once

#include "http/task.hpp"
#include "payment/accept_queue.hpp"

namespace bepusdt::http {

class CommandGate {
 public:
  CommandGate(payment::AcceptQueue& queue, Millis patience) : queue_(queue), patience_(patience) {}

  [[nodiscard]] Task<payment::Answer> submit(payment::Command command);

 private:
  struct Pending;
  class Counter;

  payment::AcceptQueue& queue_;
  const Millis patience_;
};

}  // namespace bepusdt::http
