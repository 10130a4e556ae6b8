#include "app/listen/receiver.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

namespace bepusdt::app {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Error = boost::system::error_code;

constexpr std::size_t kMostUnread = 1024 * 1024;
constexpr auto kInCoroutine = asio::as_tuple(asio::use_awaitable);

std::string text_of(const tcp::endpoint& endpoint) {
  const std::string host = endpoint.address().to_string();
  return (endpoint.address().is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(endpoint.port());
}

ReceivedRequest received(http::request<http::string_body>&& message, const std::string& peer) {
  ReceivedRequest request{std::string(message.target()), {}, std::move(message.body()), peer};
  for (const auto& field : message)
    request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  return request;
}

// What is answered to a request that cannot be read; nullopt: the other end has gone.
std::optional<ReceiverAnswer> answer_to(const Error& error) {
  if (error == http::error::body_limit) return ReceiverAnswer{413, "text/plain", "at most 64 KiB\n", {}};
  if (error == http::error::header_limit) return ReceiverAnswer{431, "text/plain", "too many headers\n", {}};
  if (error == http::error::end_of_stream || error.category() != http::make_error_code(http::error::bad_value).category())
    return std::nullopt;
  return ReceiverAnswer{400, "text/plain", "this is no HTTP request\n", {}};
}

}  // namespace

// One connection; coroutines on the serving thread.
class Receiver::Session {
 public:
  static asio::awaitable<void> serve(Receiver& receiver, tcp::socket socket) {
    Error ignored;
    const std::string peer = text_of(socket.remote_endpoint(ignored));
    beast::tcp_stream stream(std::move(socket));
    if (receiver.tls_) {
      asio::ssl::stream<beast::tcp_stream> tls(std::move(stream), *receiver.tls_);
      beast::get_lowest_layer(tls).expires_after(receiver.limits_.request_time);
      const auto [error] = co_await tls.async_handshake(asio::ssl::stream_base::server, kInCoroutine);
      if (!error) {
        co_await converse(receiver, tls, peer);
        beast::get_lowest_layer(tls).expires_after(Seconds(1));
        co_await tls.async_shutdown(kInCoroutine);
      }
    } else {
      co_await converse(receiver, stream, peer);
      stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    }
    --receiver.open_;
  }

 private:
  template <class Stream>
  static asio::awaitable<void> converse(Receiver& receiver, Stream& stream, const std::string& peer) {
    beast::flat_buffer buffer(receiver.limits_.header_bytes + receiver.limits_.body_bytes);
    for (;;) {
      http::request_parser<http::string_body> parser;
      parser.header_limit(static_cast<std::uint32_t>(receiver.limits_.header_bytes));
      parser.body_limit(receiver.limits_.body_bytes);
      beast::get_lowest_layer(stream).expires_after(receiver.limits_.request_time);
      const boost::system::error_code error = co_await read(stream, buffer, parser);
      if (error) {
        if (const auto refusal = answer_to(error)) co_await refuse(receiver, stream, *refusal);
        co_return;
      }
      const bool keep = parser.get().keep_alive();
      if (parser.get().method() != http::verb::post) {
        const ReceiverAnswer refusal{405, "text/plain", "callbacks are POST requests\n", {}};
        if (!co_await write(receiver, stream, refusal, keep) || !keep) co_return;
        continue;
      }
      const ReceivedRequest request = received(parser.release(), peer);
      beast::get_lowest_layer(stream).expires_never();
      const ReceiverAnswer answer =
          co_await asio::co_spawn(receiver.workers_.get_executor(), ask(receiver, request), asio::use_awaitable);
      if (answer.delay.count() > 0) {
        asio::steady_timer timer(receiver.context_, answer.delay);
        co_await timer.async_wait(kInCoroutine);
      }
      const bool written = co_await write(receiver, stream, answer, keep);
      receiver.answered_();
      if (!written || !keep) co_return;
    }
  }

  // A chunked body without chunks is "0\r\n\r\n". Beast asserts that it gets all five bytes at once when it looks at them a second
  // time; a sender that lets them trickle in must not end the program.
  template <class Stream>
  static asio::awaitable<boost::system::error_code> read(Stream& stream, beast::flat_buffer& buffer,
                                                         http::request_parser<http::string_body>& parser) {
    constexpr std::size_t kEmptyChunkedBody = 5;
    if (const auto [error, bytes] = co_await http::async_read_header(stream, buffer, parser, kInCoroutine); error)
      co_return error;
    while (parser.chunked() && buffer.size() < kEmptyChunkedBody) {
      const auto [error, bytes] =
          co_await stream.async_read_some(buffer.prepare(kEmptyChunkedBody - buffer.size()), kInCoroutine);
      if (error) co_return error == asio::error::eof ? http::make_error_code(http::error::partial_message) : error;
      buffer.commit(bytes);
    }
    if (parser.is_done()) co_return boost::system::error_code();
    const auto [error, bytes] = co_await http::async_read(stream, buffer, parser, kInCoroutine);
    co_return error;
  }

  // A close with bytes unread would reach the sender as a reset, before the answer.
  template <class Stream>
  static asio::awaitable<void> refuse(Receiver& receiver, Stream& stream, const ReceiverAnswer& refusal) {
    if (!co_await write(receiver, stream, refusal, false)) co_return;
    std::array<char, 4096> unread;
    for (std::size_t total = 0; total < kMostUnread;) {
      beast::get_lowest_layer(stream).expires_after(Seconds(1));
      const auto [error, bytes] = co_await stream.async_read_some(asio::buffer(unread), kInCoroutine);
      if (error) co_return;
      total += bytes;
    }
  }

  // On a worker's thread. The request outlives it: it stands in the frame of who waits.
  static asio::awaitable<ReceiverAnswer> ask(Receiver& receiver, const ReceivedRequest& request) {
    co_return receiver.handler_(request);
  }

  template <class Stream>
  static asio::awaitable<bool> write(Receiver& receiver, Stream& stream, const ReceiverAnswer& answer, bool keep) {
    http::response<http::string_body> message(static_cast<http::status>(answer.status), 11);
    message.set(http::field::content_type, answer.content_type);
    message.keep_alive(keep);
    if (answer.status != 204 && answer.status != 304) message.body() = answer.body;  // these have none (RFC 9110 §6.4.1)
    message.prepare_payload();
    beast::get_lowest_layer(stream).expires_after(receiver.limits_.request_time);
    const auto [error, bytes] = co_await http::async_write(stream, message, kInCoroutine);
    co_return !error;
  }
};

Receiver::Receiver(Handler handler, Answered answered, const ReceiverLimits& limits)
    : handler_(std::move(handler)), answered_(std::move(answered)), limits_(limits) {}

Receiver::~Receiver() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
  workers_.join();
}

Result<std::unique_ptr<Receiver>, std::string> Receiver::open(const tcp::endpoint& endpoint,
                                                              const ThrowawayCertificate* certificate, Handler handler,
                                                              Answered answered, const ReceiverLimits& limits) {
  std::unique_ptr<Receiver> receiver(new Receiver(std::move(handler), std::move(answered), limits));
  Error error;
  if (certificate != nullptr) {
    receiver->tls_ = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    SSL_CTX* const native = receiver->tls_->native_handle();
    if (SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) != 1 ||
        SSL_CTX_use_certificate(native, certificate->certificate()) != 1 ||
        SSL_CTX_use_PrivateKey(native, certificate->key()) != 1)
      return fail(std::string("TLS cannot be set up / 无法启用 TLS"));
  }
  tcp::acceptor& acceptor = receiver->acceptor_;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return fail(text_of(endpoint) + ": " + error.message());
  receiver->endpoint_ = acceptor.local_endpoint(error);
  receiver->accept_next();
  receiver->thread_ = std::thread([running = receiver.get()] { running->context_.run(); });
  return receiver;
}

void Receiver::accept_next() {
  acceptor_.async_accept([this](const Error& error, tcp::socket socket) {
    if (error == asio::error::operation_aborted) return;
    // Beyond the limit a connection is closed at once: `socket` ends here.
    if (!error && open_ < limits_.connections) {
      ++open_;
      asio::co_spawn(context_, Session::serve(*this, std::move(socket)), asio::detached);
    }
    accept_next();
  });
}

}  // namespace bepusdt::app
