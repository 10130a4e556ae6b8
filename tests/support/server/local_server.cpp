#include "support/server/local_server.hpp"

#include <poll.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>

namespace bepusdt::test {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

tcp::socket& lowest(tcp::socket& socket) { return socket; }
tcp::socket& lowest(asio::ssl::stream<tcp::socket>& stream) { return stream.next_layer(); }

template <class Stream>
class StreamConversation final : public Conversation {
 public:
  explicit StreamConversation(Stream& stream) : stream_(stream) {}

  bool write(std::string_view bytes) override {
    boost::system::error_code error;
    asio::write(stream_, asio::buffer(bytes), error);
    return !error;
  }
  std::optional<std::string> read(std::size_t bytes) override {
    std::string text(bytes, '\0');
    boost::system::error_code error;
    asio::read(stream_, asio::buffer(text), error);
    return error ? std::nullopt : std::optional(std::move(text));
  }
  bool wait_for_hangup(Millis at_most) override {
    pollfd ready{lowest(stream_).native_handle(), POLLIN | POLLRDHUP, 0};
    return ::poll(&ready, 1, static_cast<int>(at_most.count())) > 0;
  }
  void reset() override {
    keep_open = false;
    boost::system::error_code ignored;
    lowest(stream_).set_option(asio::socket_base::linger(true, 0), ignored);
  }

 private:
  Stream& stream_;
};

// What the client offered; we speak HTTP/1.1 only.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* in, unsigned in_size,
                    void* offered) {
  auto& text = *static_cast<std::function<void(std::string)>*>(offered);
  text(std::string(reinterpret_cast<const char*>(in), in_size));
  static constexpr unsigned char kOurs[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_size, kOurs, sizeof kOurs - 1, in, in_size) != OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

bool Conversation::answer(int status, std::string_view body, std::string_view extra_headers) {
  return write("HTTP/1.1 " + std::to_string(status) + " Some Reason\r\nContent-Length: " + std::to_string(body.size()) +
               "\r\n" + std::string(extra_headers) + "\r\n" + std::string(body));
}

LocalServer::LocalServer(Script script, std::optional<Identity> identity)
    : script_(std::move(script)), acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
  port_ = acceptor_.local_endpoint().port();
  if (identity) {
    tls_ = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    SSL_CTX_use_certificate(tls_->native_handle(), identity->certificate.get());
    SSL_CTX_use_PrivateKey(tls_->native_handle(), identity->key.get());
  }
  acceptor_thread_ = std::thread([this] { accept_all(); });
}

LocalServer::~LocalServer() {
  std::vector<std::thread> served;
  ::shutdown(acceptor_.native_handle(), SHUT_RDWR);  // ends the blocking accept
  acceptor_thread_.join();
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const int socket : open_sockets_) ::shutdown(socket, SHUT_RDWR);
    served.swap(served_);
  }
  for (auto& thread : served) thread.join();
}

std::string LocalServer::url(std::string_view path, std::string_view host) const {
  return (tls_ ? "https://" : "http://") + std::string(host) + ":" + std::to_string(port_) + std::string(path);
}

std::string LocalServer::offered_protocols() const {
  const std::lock_guard lock(mutex_);
  return offered_;
}

void LocalServer::accept_all() {
  while (true) {
    boost::system::error_code error;
    tcp::socket socket = acceptor_.accept(error);
    if (error) return;
    const int number = ++connections_;
    const std::lock_guard lock(mutex_);
    open_sockets_.push_back(socket.native_handle());
    served_.emplace_back(
        [this, number, moved = std::make_shared<tcp::socket>(std::move(socket))] { serve(std::move(*moved), number); });
  }
}

void LocalServer::serve(tcp::socket socket, int number) {
  const int handle = socket.native_handle();
  const auto forget = [&] {
    const std::lock_guard lock(mutex_);
    std::erase(open_sockets_, handle);
  };
  if (!tls_) {
    converse(socket, number);
    forget();
    return;
  }
  std::function<void(std::string)> keep_offer = [this](std::string offer) {
    const std::lock_guard lock(mutex_);
    offered_ = std::move(offer);
  };
  asio::ssl::context own(asio::ssl::context::tls_server);  // the callback's argument belongs to this connection
  SSL_CTX_use_certificate(own.native_handle(), SSL_CTX_get0_certificate(tls_->native_handle()));
  SSL_CTX_use_PrivateKey(own.native_handle(), SSL_CTX_get0_privatekey(tls_->native_handle()));
  SSL_CTX_set_alpn_select_cb(own.native_handle(), &choose_protocol, &keep_offer);
  asio::ssl::stream<tcp::socket> stream(std::move(socket), own);
  boost::system::error_code error;
  stream.handshake(asio::ssl::stream_base::server, error);
  if (!error) converse(stream, number);
  forget();
}

template <class Stream>
void LocalServer::converse(Stream& stream, int number) {
  boost::beast::flat_buffer buffer;
  while (true) {
    StreamConversation<Stream> conversation(stream);
    conversation.connection = number;
    boost::system::error_code error;
    http::read(stream, buffer, conversation.request, error);
    if (error) return;
    ++requests_;
    script_(conversation);
    if (!conversation.keep_open) break;
    const std::lock_guard lock(mutex_);
    if (stopping_) break;
  }
  boost::system::error_code ignored;
  lowest(stream).close(ignored);
}

}  // namespace bepusdt::test
