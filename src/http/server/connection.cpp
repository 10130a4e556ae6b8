#include "http/server/connection.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>

#include "catalog/metrics.hpp"
#include "http/server/shard.hpp"
#include "http/stream.hpp"

namespace bepusdt::http {
namespace {

using Outcome = RequestParser::Outcome;
using ErrorCode = boost::system::error_code;

constexpr std::size_t kFirstBuffer = 4 * 1024;
// A body up to this size goes into one buffer with its head: one plain send instead of a gathered one.
constexpr std::size_t kJoinedBody = 4 * 1024;
// After a refusal that leaves bytes unread, the client must get the chance to read the answer before a reset destroys it
// (RFC 9112 §9.6): we go on reading for a while.
constexpr std::size_t kLingerBytes = 1024 * 1024;
constexpr Millis kLingerTime{2'000};

}  // namespace

void Connection::begin(Shard& shard, Socket socket, const asio::ip::address& peer, Admission::Place place) {
  auto connection = std::make_unique<Connection>(shard, std::move(socket), peer, std::move(place));
  Connection& self = *connection;
  if (shard.draining()) return;
  // The completion handler owns the connection, so that the signal outlives every operation that listens to it.
  asio::co_spawn(
      shard.context(), self.run(),
      asio::bind_cancellation_slot(self.cancel_.slot(), [connection = std::move(connection)](std::exception_ptr bug) {
        if (bug) std::rethrow_exception(bug);
      }));
}

Connection::Connection(Shard& shard, Socket socket, const asio::ip::address& peer, Admission::Place place)
    : shard_(shard), socket_(std::move(socket)), peer_(peer), place_(std::move(place)), buffer_(kFirstBuffer) {
  ErrorCode ignored;  // a socket that refuses these works all the same, or fails at its first use
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
  shard_.joined(*this);
  Environment& environment = shard_.environment();
  environment.metrics.set(catalog::metric::kHttpConnections, static_cast<double>(environment.admission.open()));
}

Connection::~Connection() {
  shard_.left(*this);
  Environment& environment = shard_.environment();
  environment.metrics.set(catalog::metric::kHttpConnections, static_cast<double>(environment.admission.open() - 1));
}

void Connection::drain() {
  if (phase_ == Phase::idle || phase_ == Phase::stream) abort();
}

void Connection::abort() {
  if (aborted_) return;
  aborted_ = true;
  ErrorCode ignored;
  socket_.close(ignored);                           // ends what waits for the socket
  cancel_.emit(asio::cancellation_type::terminal);  // and what waits for something else
}

void Connection::abort_if_due(SteadyClock::time_point now) {
  if (now >= deadline_) abort();
}

void Connection::enter(Phase phase) {
  phase_ = phase;
  const Limits& limits = shard_.environment().limits;
  switch (phase) {
    case Phase::idle: deadline_ = SteadyClock::now() + limits.idle; break;
    case Phase::header: deadline_ = SteadyClock::now() + limits.header; break;
    case Phase::body: deadline_ = SteadyClock::now() + limits.body; break;
    case Phase::write: deadline_ = SteadyClock::now() + limits.write; break;
    case Phase::busy:
    case Phase::stream: deadline_ = SteadyClock::time_point::max(); break;  // the handler has deadlines of its own
  }
}

RequestParser::Outcome Connection::parse_buffered() {
  if (!parser_->got_some())  // RFC 9112 §2.2: empty lines before a request are skipped
    while (begin_ < end_ && (buffer_[begin_] == '\r' || buffer_[begin_] == '\n')) ++begin_;
  if (begin_ == end_) return Outcome::need_more;
  std::size_t used = 0;
  const Outcome outcome = parser_->read({buffer_.data() + begin_, end_ - begin_}, used);
  begin_ += used;
  if (begin_ == end_) begin_ = end_ = 0;
  return outcome;
}

// Space behind end_; false when what is buffered is already as long as any line may be.
bool Connection::make_room() {
  if (end_ < buffer_.size()) return true;
  if (begin_ > 0) {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_), buffer_.begin() + static_cast<std::ptrdiff_t>(end_),
              buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
    return true;
  }
  const std::size_t most = std::max(kFirstBuffer, shard_.environment().limits.header_bytes);
  if (buffer_.size() >= most) return false;
  buffer_.resize(std::min(most, 2 * buffer_.size()));
  return true;
}

Task<RequestParser::Outcome> Connection::read_rest() {
  bool told_to_continue = false;
  for (;;) {
    if (!told_to_continue && parser_->expects_continue()) {
      told_to_continue = true;
      head_ = "HTTP/1.1 100 Continue\r\n\r\n";
      enter(Phase::write);
      if (!co_await write_rest(0, {})) co_return Outcome::need_more;
      enter(Phase::body);
    }
    if (!make_room()) co_return parser_->is_header_done() ? Outcome::malformed : Outcome::header_too_large;
    const auto [error, count] =
        co_await socket_.async_read_some(asio::buffer(buffer_.data() + end_, buffer_.size() - end_), kInCoroutine);
    if (error) co_return Outcome::need_more;
    end_ += count;
    const Outcome outcome = parse_buffered();
    if (outcome != Outcome::need_more) co_return outcome;
    if (phase_ != Phase::body && parser_->is_header_done())
      enter(Phase::body);
    else if (phase_ == Phase::idle)
      enter(Phase::header);
  }
}

void Connection::compose_head(bool keep_alive) {
  head_.clear();
  const Persistence persistence = !keep_alive                ? Persistence::close
                                  : request_.is_version_11() ? Persistence::keep_alive_11
                                                             : Persistence::keep_alive_10;
  write_head(response_, persistence, shard_.date(), head_);
}

// Writes head_ and then `body`, of which `written` bytes have already gone. false: the client has left, or is too slow.
Task<bool> Connection::write_rest(std::size_t written, std::string_view body) {
  while (written < head_.size() + body.size()) {
    const std::string_view head = written < head_.size() ? std::string_view(head_).substr(written) : std::string_view();
    const std::string_view rest = written < head_.size() ? body : body.substr(written - head_.size());
    const std::array<asio::const_buffer, 2> buffers{asio::buffer(head), asio::buffer(rest)};
    const auto [error, count] = co_await socket_.async_write_some(buffers, kInCoroutine);
    if (error) co_return false;
    written += count;
  }
  co_return true;
}

Task<void> Connection::stream() {
  // While the stream waits, nobody reads: a client that leaves (or sends what it has no business to) shows as readable.
  const auto here = std::make_shared<Connection*>(this);
  socket_.async_wait(Socket::wait_read, [here](const ErrorCode&) {
    if (*here) (*here)->abort();
  });
  enter(Phase::stream);
  head_.clear();
  while (!shard_.draining() && !aborted_) {
    const bool goes_on = co_await response_.stream->next(head_);
    if (!goes_on) break;
    enter(Phase::write);
    const bool sent = co_await write_rest(0, {});
    if (!sent) break;
    enter(Phase::stream);
    head_.clear();
  }
  *here = nullptr;
}

Task<void> Connection::linger() {
  ErrorCode ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  deadline_ = SteadyClock::now() + kLingerTime;
  for (std::size_t total = 0; total < kLingerBytes;) {
    const auto [error, count] = co_await socket_.async_read_some(asio::buffer(buffer_), kInCoroutine);
    if (error) break;
    total += count;
  }
}

Task<void> Connection::run() {
  co_await asio::this_coro::throw_if_cancelled(false);
  Environment& environment = shard_.environment();
  while (!aborted_ && !shard_.draining()) {
    request_.clear();
    response_.clear();
    parser_.emplace(request_, environment.limits);
    enter(begin_ == end_ ? Phase::idle : Phase::header);
    Outcome outcome = parse_buffered();
    if (outcome == Outcome::need_more) outcome = co_await read_rest();
    if (outcome == Outcome::need_more) break;  // the client left, or took too long

    const bool complete = outcome == Outcome::done;
    const auto began = SteadyClock::now();
    enter(Phase::busy);
    environment.proxies.judge(request_, peer_);
    shard_.ids().next(request_.id());
    if (complete)
      co_await environment.application.answer(request_, response_);
    else
      environment.application.refuse(outcome == Outcome::malformed          ? Malformed::request
                                     : outcome == Outcome::header_too_large ? Malformed::header_too_large
                                                                            : Malformed::body_too_large,
                                     request_, response_);
    const auto took = SteadyClock::now() - began;

    const bool keep_alive =
        complete && parser_->keep_alive() && !response_.close && !response_.stream && !shard_.draining() && !aborted_;
    compose_head(keep_alive);
    std::string_view body = request_.method() == Method::head ? std::string_view() : std::string_view(response_.body);
    if (body.size() <= kJoinedBody) {
      head_.append(body);
      body = {};
    }
    ErrorCode error;
    const std::size_t written = socket_.write_some(asio::buffer(head_), error);  // it nearly always fits the socket's buffer
    bool sent = written == head_.size() && body.empty();
    if (!sent && (!error || error == asio::error::would_block)) {
      enter(Phase::write);
      sent = co_await write_rest(written, body);
    }
    environment.application.answered(request_, response_, took);
    if (sent && response_.stream) co_await stream();
    if (sent && !complete) co_await linger();
    if (!sent || !keep_alive) break;
  }
}

}  // namespace bepusdt::http
