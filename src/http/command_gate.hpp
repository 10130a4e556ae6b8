// CommandGate: takes a command to the accept loop and brings its answer back to the coroutine that asked. The loop's thread
// only stores the answer and wakes the connection's thread; answers of one batch that go to the same thread cost one wake-up
// (asio coalesces them). A full queue, or an answer that does not come in time, is `unavailable`: the same request, repeated,
// finds out what became of it. Thread-safe; the accept loop may answer after the coroutine has gone.
#pragma once

#include "http/task.hpp"
#include "payment/accept_queue.hpp"

namespace bepusdt::http {

class CommandGate {
 public:
  CommandGate(payment::AcceptQueue& queue, Millis patience) : queue_(queue), patience_(patience) {}

  [[nodiscard]] Task<payment::Answer> submit(payment::Command command);

 private:
  payment::AcceptQueue& queue_;
  const Millis patience_;
};

}  // namespace bepusdt::http
