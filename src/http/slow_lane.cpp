#include "http/slow_lane.hpp"

#include <boost/asio/post.hpp>

#include <atomic>

namespace bepusdt::http {
namespace {

constexpr std::size_t kThreads = 2;

// Shared by the waiting coroutine and the page's thread, whichever lets go last. Only while the coroutine waits does its
// io_context live, and only then may the page's thread post to it.
struct Errand {
  enum class Stage { waiting, answered, abandoned };

  Errand(const Call& c, const Executor& e, Timer& t) : request(c.request), id(c.id), executor(e), timer(&t) {}

  const Request request;
  const std::string id;
  const Executor executor;
  Timer* const timer;
  Response response;
  std::atomic<Stage> stage = Stage::waiting;
  bool delivered = false;  // of the coroutine's thread
};

struct AbandonAtEnd {
  std::shared_ptr<Errand> errand;
  ~AbandonAtEnd() { errand->stage.exchange(Errand::Stage::abandoned); }
};

}  // namespace

asio::thread_pool& SlowLane::threads() {
  const std::lock_guard lock(mutex_);
  if (!threads_) threads_ = std::make_unique<asio::thread_pool>(kThreads);
  return *threads_;
}

Task<void> SlowLane::run(const SlowPage& page, const Call& call, Response& response) {
  const Executor executor = co_await asio::this_coro::executor;
  Timer timer(executor);
  const auto errand = std::make_shared<Errand>(call, executor, timer);
  const AbandonAtEnd at_end{errand};
  timer.expires_at(SteadyClock::time_point::max());
  asio::post(threads(), [errand, &page, &context = call.context] {
    page.page(Call{context, errand->request, errand->id}, errand->response);
    if (errand->stage.exchange(Errand::Stage::answered) == Errand::Stage::abandoned) return;
    asio::post(errand->executor, [errand] {
      errand->delivered = true;
      errand->timer->cancel();
    });
  });
  while (!errand->delivered) co_await timer.async_wait(kInCoroutine);
  response.status = errand->response.status;
  response.content_type = errand->response.content_type;
  response.fields = std::move(errand->response.fields);
  response.body = std::move(errand->response.body);
}

}  // namespace bepusdt::http
