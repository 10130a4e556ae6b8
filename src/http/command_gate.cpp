#include "http/command_gate.hpp"

#include <boost/asio/execution_context.hpp>
#include <boost/asio/post.hpp>

#include <atomic>

namespace bepusdt::http {

// Shared by the waiting coroutine and the accept loop, whichever lets go last. As long as the stage is not `abandoned` the
// coroutine waits, and with it its io_context and everything there live: only then may the loop's thread touch them.
struct CommandGate::Pending {
  enum class Stage { waiting, answered, abandoned };

  Pending(Counter& c, Timer& t) : counter(&c), timer(&t) {}

  Counter* const counter;
  Timer* const timer;  // of the coroutine; cancelling it wakes the coroutine
  std::atomic<Stage> stage = Stage::waiting;
  std::optional<payment::Answer> answer;  // written before the stage becomes `answered`
  bool delivered = false;                 // of the coroutine's thread
};

// One a io_context: commands on their way in, touched by its thread only, and answers on their way back.
class CommandGate::Counter : public asio::execution_context::service {
 public:
  using key_type = Counter;
  static inline asio::execution_context::id id;

  explicit Counter(asio::execution_context& context)
      : service(context), executor_(static_cast<asio::io_context&>(context).get_executor()) {}

  // The context's thread. What is there goes to the queue after everything that is ready to run now.
  void leave(payment::PendingCommand command, payment::AcceptQueue& queue) {
    if (commands_.empty()) asio::post(executor_, [this, &queue] { hand_in(queue); });
    commands_.push_back(std::move(command));
  }

  // Any thread, while the coroutine waits.
  void bring_back(std::shared_ptr<Pending> answered) {
    bool first;
    {
      const std::lock_guard lock(mutex_);
      first = answered_.empty();
      answered_.push_back(std::move(answered));
    }
    if (first) asio::post(executor_, [this] { hand_out(); });
  }

 private:
  void shutdown() noexcept override {
    commands_.clear();
    answered_.clear();
  }

  void hand_in(payment::AcceptQueue& queue) {
    const std::size_t taken = queue.push_all(commands_);
    for (std::size_t i = taken; i < commands_.size(); ++i)
      commands_[i].done(fail(wire::Refusal{wire::ErrorCode::unavailable, {}, {}}));
    commands_.clear();
  }

  void hand_out() {
    {
      const std::lock_guard lock(mutex_);
      answered_.swap(waking_);
    }
    for (const auto& pending : waking_) {
      pending->delivered = true;
      pending->timer->cancel();
    }
    waking_.clear();
  }

  const Executor executor_;
  std::vector<payment::PendingCommand> commands_;
  std::vector<std::shared_ptr<Pending>> waking_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<Pending>> answered_;
};

Task<payment::Answer> CommandGate::submit(payment::Command command) {
  const Executor executor = co_await asio::this_coro::executor;
  Timer timer(executor);
  Counter& counter = asio::use_service<Counter>(executor.context());
  const auto pending = std::make_shared<Pending>(counter, timer);
  timer.expires_after(patience_);
  counter.leave({std::move(command),
                 [pending](payment::Answer answer) {
                   pending->answer.emplace(std::move(answer));
                   if (pending->stage.exchange(Pending::Stage::answered) == Pending::Stage::abandoned) return;
                   pending->counter->bring_back(pending);
                 }},
                queue_);
  while (!pending->delivered) {
    co_await timer.async_wait(kInCoroutine);
    if (pending->delivered) break;
    // Too late, or the connection is being ended. If the answer is on its way after all, it arrives within moments.
    if (pending->stage.exchange(Pending::Stage::abandoned) != Pending::Stage::answered)
      co_return fail(wire::Refusal{wire::ErrorCode::unavailable, {}, {}});
    pending->stage = Pending::Stage::answered;
    timer.expires_at(SteadyClock::time_point::max());
  }
  co_return std::move(*pending->answer);
}

}  // namespace bepusdt::http
