#include "sdk/cpp/src/asio_transport.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <functional>
#include <utility>

#include "sdk/cpp/src/system_timer.hpp"

namespace bepusdt::sdk {

namespace asio = boost::asio;

AsyncTransport::~AsyncTransport() = default;

// A coroutine that waits for an exchange or for time to pass. What it waits on is a timer, so that the coroutine belongs to the
// io_context and not to this object, which it holds itself: an io_context that ends in the middle of calls takes both with it.
struct AsioTransport::Waiting {
  explicit Waiting(const asio::strand<asio::any_io_executor>& strand) : timer(strand) {}
  asio::steady_timer timer;
  CurlLoop::Id id = 0;
  HttpOutcome outcome = HttpFailure{HttpFailure::Kind::cancelled, "cancelled"};
};

// A socket of libcurl's, watched through a duplicate of our own: libcurl (7.88) may close a socket that is still connecting
// before it says that it need not be watched, and another thread may have opened something of that number by then.
struct AsioTransport::Watched {
  Watched(const asio::strand<asio::any_io_executor>& strand, int socket)
      : number(socket), duplicate(::fcntl(socket, F_DUPFD_CLOEXEC, 0)), descriptor(strand) {
    // An exception must not cross libcurl. What cannot be watched, for want of descriptors, ends by its time.
    boost::system::error_code ignored;
    if (duplicate >= 0) descriptor.assign(duplicate, ignored);
  }
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;
  ~Watched() { let_go(); }

  // Ends its waits.
  void let_go() {
    gone = true;
    if (descriptor.is_open()) descriptor.release();  // close() alone would leave it with epoll: the socket is still open
    if (duplicate >= 0) ::close(std::exchange(duplicate, -1));
  }

  const int number;
  int duplicate;
  asio::posix::stream_descriptor descriptor;
  bool read = false, write = false;                    // wanted
  bool waits_to_read = false, waits_to_write = false;  // asked of the system
  bool gone = false;
};

AsioTransport::AsioTransport(asio::any_io_executor executor, const TransportOptions& options)
    : strand_(asio::make_strand(executor)), timer_(strand_), loop_(options, *this) {}

AsioTransport::~AsioTransport() {
  closed_ = true;
  loop_.cancel_all();
}

double AsioTransport::chance() { return random_chance(); }

template <class Handler, class Begin, class Complete>
void AsioTransport::wait(Handler handler, Timer::TimePoint until, Begin begin, Complete complete) {
  auto waiting = std::make_shared<Waiting>(strand_);
  const auto executor = asio::get_associated_executor(handler, asio::any_io_executor(strand_));
  auto slot = asio::get_associated_cancellation_slot(handler);
  if (slot.is_connected())
    slot.assign([weak_self = weak_from_this(), weak = std::weak_ptr(waiting)](asio::cancellation_type) {
      if (const auto self = weak_self.lock())
        asio::post(self->strand_, [self, weak] {
          if (const auto cancelled = weak.lock()) self->cancel(cancelled);
        });
    });
  // The guard keeps the awaiting coroutine's loop running until it is told.
  auto resume = [weak_self = weak_from_this(), waiting, handler = std::move(handler), executor,
                 guard = asio::make_work_guard(executor), complete](const boost::system::error_code& error) mutable {
    if (const auto self = weak_self.lock()) self->waiting_.erase(waiting);
    asio::post(executor, complete(std::move(handler), *waiting, error));
  };
  asio::dispatch(strand_, [self = shared_from_this(), waiting, until, begin, resume = std::move(resume)]() mutable {
    waiting->timer.expires_at(until);
    waiting->timer.async_wait(std::move(resume));
    self->waiting_.insert(waiting);
    if (self->closed_)
      self->cancel(waiting);
    else
      begin(*self, waiting);
  });
}

asio::awaitable<void> AsioTransport::sleep(Milliseconds duration) {
  return asio::async_initiate<const asio::use_awaitable_t<>, void(boost::system::error_code)>(
      [self = shared_from_this(), until = now() + duration](auto handler) {
        self->wait(
            std::move(handler), until, [](AsioTransport&, const std::shared_ptr<Waiting>&) {},
            [](auto sleeper, Waiting&, const boost::system::error_code& error) {
              return [sleeper = std::move(sleeper), error]() mutable { std::move(sleeper)(error); };
            });
      },
      asio::use_awaitable);
}

asio::awaitable<HttpOutcome> AsioTransport::send(const HttpRequest& request) {
  // No coroutine: the awaitable is the initiated operation itself.
  return asio::async_initiate<const asio::use_awaitable_t<>, void(HttpOutcome)>(
      [self = shared_from_this()](auto handler, const HttpRequest* sent) {
        self->wait(
            std::move(handler), Timer::TimePoint::max(),
            [sent](AsioTransport& transport, const std::shared_ptr<Waiting>& waiting) { transport.begin(*sent, waiting); },
            [](auto sender, Waiting& waiting, const boost::system::error_code&) {
              return [sender = std::move(sender), outcome = std::move(waiting.outcome)]() mutable {
                std::move(sender)(std::move(outcome));
              };
            });
      },
      asio::use_awaitable, &request);
}

void AsioTransport::close() {
  asio::dispatch(strand_, [self = shared_from_this()] {
    self->closed_ = true;
    while (!self->waiting_.empty()) self->cancel(*self->waiting_.begin());
  });
}

void AsioTransport::begin(const HttpRequest& request, const std::shared_ptr<Waiting>& waiting) {
  waiting->id = loop_.start(request, [waiting](HttpOutcome outcome) {
    waiting->outcome = std::move(outcome);
    waiting->timer.cancel();
  });
}

void AsioTransport::cancel(std::shared_ptr<Waiting> waiting) {
  if (waiting_.erase(waiting) == 0) return;  // told already
  loop_.cancel(waiting->id);
  waiting->timer.cancel();
}

void AsioTransport::watch(int socket, bool read, bool write) {
  auto at = watched_.find(socket);
  if (!read && !write) {
    if (at == watched_.end()) return;
    at->second->let_go();
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
                                     if (error || watched->gone) return;
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
  if (!after || closed_) {
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
