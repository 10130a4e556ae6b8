#include "net/head_listener.hpp"

#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "base/assert.hpp"
#include "net/head_message.hpp"

namespace bepusdt::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using asio::use_awaitable;
using tcp = asio::ip::tcp;
using Plain = websocket::stream<beast::tcp_stream>;
using Secure = websocket::stream<beast::ssl_stream<beast::tcp_stream>>;

constexpr std::size_t kLongestMessage = 64 * 1024;  // a header is some 2 KB
constexpr int kMostNonsense = 20;                   // messages of one connection

struct Target {
  bool secure = false;
  std::string host, port, path;
  std::string shown;  // host and port, as they stand in the URL
};

Target target_of(const Secret& url) {
  const std::string text(url.reveal());
  const auto view = boost::urls::parse_uri(text);
  BEPUSDT_ASSERT(view.has_value());  // the settings took it
  Target target;
  target.secure = view->scheme() == "wss";
  target.host = view->host_address();
  target.shown = view->encoded_host_and_port();
  target.port = view->has_port() ? std::string(view->port()) : target.secure ? "443" : "80";
  target.path = std::string(view->encoded_path());
  if (target.path.empty()) target.path = "/";
  if (view->has_query()) target.path += "?" + std::string(view->encoded_query());
  return target;
}

}  // namespace

class HeadListener::Line {
 public:
  Line(HeadListenerOptions options, std::function<void()> on_head, ports::EventLog& log)
      : options_(std::move(options)),
        on_head_(std::move(on_head)),
        log_(log),
        target_(target_of(options_.url)),
        tls_(asio::ssl::context::tls_client),
        pause_(context_) {
    if (!target_.secure) return;
    boost::system::error_code trouble;  // without trust no certificate is good, and every try fails
    tls_.set_verify_mode(asio::ssl::verify_peer, trouble);
    if (options_.ca_file.empty())
      tls_.set_default_verify_paths(trouble);
    else
      tls_.load_verify_file(options_.ca_file, trouble);
  }

  void run() {
    asio::co_spawn(context_, keep_listening(), asio::detached);
    context_.run();
  }
  void stop() { context_.stop(); }

 private:
  asio::awaitable<void> keep_listening() {
    Millis pause = options_.first_pause;
    for (;;) {
      heard_ = false;
      const auto begun = std::chrono::steady_clock::now();
      std::string why;
      try {
        if (target_.secure)
          co_await listen_securely();
        else
          co_await listen_plainly();
      } catch (const boost::system::system_error& error) {
        why = error.code() == beast::error::timeout ? "is silent" : error.code().message();
      } catch (const Ended& ended) {
        why = ended.why;
      }
      // Said once, and again only after it had worked.
      if (heard_ || !told_of_trouble_)
        log_.info("endpoint.heads_lost", {{"chain", options_.chain}, {"host", target_.shown}, {"reason", why}});
      told_of_trouble_ = true;
      // Who tells of a block and hangs up at once is no better than who tells of none.
      if (heard_ && std::chrono::steady_clock::now() - begun > options_.silence) pause = options_.first_pause;
      pause_.expires_after(pause);
      co_await pause_.async_wait(use_awaitable);
      pause = std::min(options_.longest_pause, pause * 2);
    }
  }

  asio::awaitable<void> listen_plainly() {
    Plain stream(context_);
    co_await connect(stream.next_layer());
    co_await listen(stream);
  }

  asio::awaitable<void> listen_securely() {
    Secure stream(context_, tls_);
    auto& secure = stream.next_layer();
    co_await connect(secure.next_layer());
    if (SSL_set_tlsext_host_name(secure.native_handle(), target_.host.c_str()) != 1) throw Ended{"no name for TLS"};
    secure.set_verify_callback(asio::ssl::host_name_verification(target_.host));
    co_await secure.async_handshake(asio::ssl::stream_base::client, use_awaitable);
    co_await listen(stream);
  }

  asio::awaitable<void> connect(beast::tcp_stream& socket) {
    tcp::resolver resolver(context_);
    const auto addresses = co_await resolver.async_resolve(target_.host, target_.port, use_awaitable);
    socket.expires_after(options_.connect_timeout);  // handshakes and the subscription included
    co_await socket.async_connect(addresses, use_awaitable);
  }

  template <class Stream>
  asio::awaitable<void> listen(Stream& stream) {
    stream.read_message_max(kLongestMessage);
    co_await stream.async_handshake(target_.shown, target_.path, use_awaitable);
    co_await stream.async_write(asio::buffer(kSubscribeToHeads), use_awaitable);
    beast::flat_buffer buffer;
    bool subscribed = false;
    for (int nonsense = 0; nonsense < kMostNonsense;) {
      buffer.clear();
      co_await stream.async_read(buffer, use_awaitable);
      const auto bytes = buffer.cdata();
      switch (read_head_message({static_cast<const char*>(bytes.data()), bytes.size()})) {
        case HeadMessage::subscribed:
          if (subscribed) ++nonsense;
          if (!std::exchange(subscribed, true)) beast::get_lowest_layer(stream).expires_after(options_.silence);
          break;
        case HeadMessage::refused: throw Ended{"refuses to tell of blocks"};
        case HeadMessage::nonsense: ++nonsense; break;
        case HeadMessage::new_head: hear(); break;
      }
      pause_.expires_after(options_.least_gap);
      co_await pause_.async_wait(use_awaitable);
      if (heard_) beast::get_lowest_layer(stream).expires_at(last_head_ + options_.silence);
    }
    throw Ended{"talks nonsense"};
  }

  void hear() {
    if (!heard_) log_.info("endpoint.heads_heard", {{"chain", options_.chain}, {"host", target_.shown}});
    heard_ = true;
    last_head_ = std::chrono::steady_clock::now();
    on_head_();
  }

  struct Ended {
    std::string why;
  };

  const HeadListenerOptions options_;
  const std::function<void()> on_head_;
  ports::EventLog& log_;
  const Target target_;
  asio::ssl::context tls_;
  asio::io_context context_{1};
  asio::steady_timer pause_;
  bool heard_ = false;            // a block, over this connection
  bool told_of_trouble_ = false;  // before any was heard
  std::chrono::steady_clock::time_point last_head_;
};

HeadListener::HeadListener(HeadListenerOptions options, std::function<void()> on_head, ports::EventLog& log)
    : line_(std::make_unique<Line>(std::move(options), std::move(on_head), log)) {}

HeadListener::~HeadListener() { stop(); }

void HeadListener::start() {
  thread_ = std::thread([this] { line_->run(); });
}

void HeadListener::stop() {
  line_->stop();
  if (thread_.joinable()) thread_.join();
}

}  // namespace bepusdt::net
