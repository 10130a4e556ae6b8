// AcceptQueue: where request handlers leave their commands for the accept loop, which takes up to a batch at a time and
// answers each. Bounded: a full queue refuses at once. Thread-safe. `done` is called exactly once, on the loop's thread.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <span>
#include <vector>

#include "payment/commands.hpp"

namespace bepusdt::payment {

struct PendingCommand {
  Command command;
  std::function<void(Answer)> done;
};

class AcceptQueue {
 public:
  explicit AcceptQueue(std::size_t capacity) : capacity_(capacity) {}

  // false: the queue is full or closed, and `done` will not be called.
  [[nodiscard]] bool push(PendingCommand command);
  // Takes over as many as there is room for, from the front, and says how many: one lock and one wake-up for all of them.
  [[nodiscard]] std::size_t push_all(std::span<PendingCommand> commands);
  // Waits until there is something or the queue is closed; empty means closed and drained.
  [[nodiscard]] std::vector<PendingCommand> take(std::size_t most);
  // No further pushes; what is queued is still taken.
  void close();

 private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<PendingCommand> queue_;
  bool closed_ = false;
};

}  // namespace bepusdt::payment
