#include "http/command_gate.hpp"

#include <boost/asio/execution_context.hpp>
#include <boost/asio/post.hpp>

#include <atomic>

namespace bepusdt::http {
namespace {

// Shared by the waiting coroutine and the accept loop, whichever lets go last. As long as the stage is not `abandoned` the
// coroutine waits, and with it its io_context lives: only then may the loop's thread post to it.
struct Pending {
  enum class Stage { waiting, answered, abandoned };

  Pending(const Executor& e, Timer& t) : executor(e), timer(&t) {}

  const Executor executor;
  Timer* const timer;  // of the coroutine; cancelling it wakes the coroutine
  std::atomic<Stage> stage = Stage::waiting;
  std::optional<payment::Answer> answer;  // written before the stage becomes `answered`
  bool delivered = false;                 // of the coroutine's thread
};

payment::Answer unavailable() { return fail(wire::Refusal{wire::ErrorCode::unavailable, {}, {}}); }

}  // namespace

// The commands of one io_context that have not been handed in yet; touched by its thread only.
class CommandGate::Outbox : public asio::execution_context::service {
 public:
  using key_type = Outbox;
  static inline asio::execution_context::id id;

  explicit Outbox(asio::execution_context& context) : service(context) {}
  void shutdown() noexcept override { commands.clear(); }

  std::vector<payment::PendingCommand> commands;
};

void CommandGate::hand_in(Outbox& outbox) {
  const std::size_t taken = queue_.push_all(outbox.commands);
  for (std::size_t i = taken; i < outbox.commands.size(); ++i) outbox.commands[i].done(unavailable());
  outbox.commands.clear();
}

Task<payment::Answer> CommandGate::submit(payment::Command command) {
  const Executor executor = co_await asio::this_coro::executor;
  Timer timer(executor);
  const auto pending = std::make_shared<Pending>(executor, timer);
  Outbox& outbox = asio::use_service<Outbox>(executor.context());
  // The first one in an empty outbox arranges that it is emptied: after everything that is ready to run now.
  if (outbox.commands.empty()) asio::post(executor, [this, &outbox] { hand_in(outbox); });
  outbox.commands.push_back({std::move(command), [pending](payment::Answer answer) {
                               pending->answer.emplace(std::move(answer));
                               if (pending->stage.exchange(Pending::Stage::answered) == Pending::Stage::abandoned) return;
                               asio::post(pending->executor, [pending] {
                                 pending->delivered = true;
                                 pending->timer->cancel();
                               });
                             }});
  timer.expires_after(patience_);
  while (!pending->delivered) {
    co_await timer.async_wait(kInCoroutine);
    if (pending->delivered) break;
    // Too late, or the connection is being ended. If the answer is on its way after all, it arrives within moments.
    if (pending->stage.exchange(Pending::Stage::abandoned) != Pending::Stage::answered) co_return unavailable();
    pending->stage = Pending::Stage::answered;
    timer.expires_at(SteadyClock::time_point::max());
  }
  co_return std::move(*pending->answer);
}

}  // namespace bepusdt::http
