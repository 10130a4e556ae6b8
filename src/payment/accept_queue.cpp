#include "payment/accept_queue.hpp"

namespace bepusdt::payment {

bool AcceptQueue::push(PendingCommand command) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_ || queue_.size() >= capacity_) return false;
    queue_.push_back(std::move(command));
  }
  filled_.notify_one();
  return true;
}

std::size_t AcceptQueue::push_all(std::span<PendingCommand> commands) {
  std::size_t taken = 0;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return 0;
    while (taken < commands.size() && queue_.size() < capacity_) queue_.push_back(std::move(commands[taken++]));
  }
  filled_.notify_one();
  return taken;
}

std::vector<PendingCommand> AcceptQueue::take(std::size_t most) {
  std::unique_lock lock(mutex_);
  filled_.wait(lock, [this] { return closed_ || !queue_.empty(); });
  std::vector<PendingCommand> batch;
  while (!queue_.empty() && batch.size() < most) {
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return batch;
}

void AcceptQueue::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  filled_.notify_all();
}

}  // namespace bepusdt::payment
