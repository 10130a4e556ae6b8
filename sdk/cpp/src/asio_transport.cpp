#include "sdk/cpp/src/asio_transport.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <functional>
#include <utility>

#include "sdk/cpp/src/system_timer.hpp"

namespace bepusdt::sdk {

namespace asio = boost::asio;

AsyncTransport::~AsyncTransport() = default;

struct AsioTransport::Waiting {
  std::function<void(HttpOutcome)> resume;  // on the awaiting coroutine's executor; empty once told
  CurlLoop::Id id = 0;

  void tell(HttpOutcome outcome) {
    if (auto told = std::exchange(resume, nullptr)) told(std::move(outcome));
  }
};

struct AsioTransport::Watched {
  Watched(const asio::strand<asio::any_io_executor>& strand, int socket) : descriptor(strand, socket), number(socket) {}
  // The socket is libcurl's: it is never closed here.
  ~Watched() { descriptor.release(); }
  asio::posix::stream_descriptor descriptor;
  int number;
  bool read = false, write = false;                    // wanted
  bool waits_to_read = false, waits_to_write = false;  // asked of the system
  bool gone = false;
};

AsioTransport::AsioTransport(asio::any_io_executor executor, const TransportOptions& options)
    : strand_(asio::make_strand(executor)), timer_(strand_), loop_(options, *this) {}

AsioTransport::~AsioTransport() {
  // Nobody waits any more: each that did held this object.
  loop_.cancel_all();
}

double AsioTransport::chance() { return random_chance(); }

asio::awaitable<void> AsioTransport::sleep(Milliseconds duration) {
  asio::steady_timer timer(co_await asio::this_coro::executor, duration);
  co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<HttpOutcome> AsioTransport::send(const HttpRequest& request) {
  // No coroutine: the awaitable is the initiated operation itself.
  return asio::async_initiate<const asio::use_awaitable_t<>, void(HttpOutcome)>(
      [self = shared_from_this()](auto handler, const HttpRequest* sent) {
        auto waiting = std::make_shared<Waiting>();
        auto shared = std::make_shared<std::decay_t<decltype(handler)>>(std::move(handler));
        const auto executor = asio::get_associated_executor(*shared, asio::any_io_executor(self->strand_));
        auto slot = asio::get_associated_cancellation_slot(*shared);
        // The guard keeps the awaiting coroutine's loop running until it is told.
        waiting->resume = [shared, executor, guard = asio::make_work_guard(executor)](HttpOutcome outcome) {
          asio::post(executor, [shared, outcome = std::move(outcome)]() mutable {
            auto resumed = std::move(*shared);
            std::move(resumed)(std::move(outcome));
          });
        };
        if (slot.is_connected())
          slot.assign([self, weak = std::weak_ptr(waiting)](asio::cancellation_type) {
            asio::post(self->strand_, [self, weak] {
              if (const auto cancelled = weak.lock()) self->cancel(cancelled);
            });
          });
        asio::dispatch(self->strand_, [self, waiting, sent] { self->begin(*sent, waiting); });
      },
      asio::use_awaitable, &request);
}

void AsioTransport::close() {
  asio::dispatch(strand_, [self = shared_from_this()] {
    self->closed_ = true;
    for (auto waiting = std::exchange(self->waiting_, {}); auto& [id, one] : waiting) self->cancel(one);
  });
}

void AsioTransport::begin(const HttpRequest& request, const std::shared_ptr<Waiting>& waiting) {
  if (!waiting->resume) return;  // cancelled before it began
  if (closed_) return waiting->tell(HttpFailure{HttpFailure::Kind::cancelled, "cancelled"});
  waiting->id = loop_.start(request, [this, waiting](HttpOutcome outcome) {
    waiting_.erase(waiting->id);
    waiting->tell(std::move(outcome));
  });
  waiting_.emplace(waiting->id, waiting);
}

void AsioTransport::cancel(const std::shared_ptr<Waiting>& waiting) {
  loop_.cancel(waiting->id);
  waiting_.erase(waiting->id);
  waiting->tell(HttpFailure{HttpFailure::Kind::cancelled, "cancelled"});
}

void AsioTransport::watch(int socket, bool read, bool write) {
  auto at = watched_.find(socket);
  if (!read && !write) {
    if (at == watched_.end()) return;
    at->second->gone = true;
    at->second->descriptor.release();  // ends its waits; libcurl may close the socket now
    watched_.erase(at);
    return;
  }
  if (at == watched_.end()) at = watched_.emplace(socket, std::make_shared<Watched>(strand_, socket)).first;
  at->second->read = read;
  at->second->write = write;
  arm(at->second);
}

// Asks the system for what is wanted and not asked yet. What was asked and is wanted no more is ignored when it comes.
void AsioTransport::arm(const std::shared_ptr<Watched>& watched) {
  const auto wait = [&](bool wanted, bool& asked, asio::posix::descriptor_base::wait_type type, bool readable) {
    if (!wanted || asked) return;
    asked = true;
    // Weak: a socket that is kept open while nothing runs keeps nobody alive.
    watched->descriptor.async_wait(type,
                                   [weak = weak_from_this(), watched, readable](const boost::system::error_code& error) {
                                     (readable ? watched->waits_to_read : watched->waits_to_write) = false;
                                     if (error == asio::error::operation_aborted || watched->gone) return;
                                     if (const auto self = weak.lock()) self->happened(watched, readable);
                                   });
  };
  wait(watched->read, watched->waits_to_read, asio::posix::descriptor_base::wait_read, true);
  wait(watched->write, watched->waits_to_write, asio::posix::descriptor_base::wait_write, false);
}

void AsioTransport::happened(const std::shared_ptr<Watched>& watched, bool readable) {
  if (readable ? watched->read : watched->write) loop_.ready(watched->number, readable, !readable);
  if (!watched->gone) arm(watched);
}

void AsioTransport::set_timer(std::optional<Milliseconds> after) {
  if (!after) {
    timer_.cancel();
    return;
  }
  timer_.expires_after(*after);
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    if (error) return;
    if (const auto self = weak.lock()) self->loop_.timer_due();
  });
}

}  // namespace bepusdt::sdk
