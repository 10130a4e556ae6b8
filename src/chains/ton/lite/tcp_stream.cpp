#include "chains/ton/lite/tcp_stream.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

namespace bepusdt::chains::ton {
namespace {

using namespace std::chrono;

TcpError broken(const std::string& what, int error) {
  return {false, what + ": " + std::error_code(error, std::system_category()).message()};
}
TcpError late(const std::string& what) { return {true, what + ": no answer in time"}; }

// 0: it is ready; else the error, ETIMEDOUT when its time is over.
int wait_for(int socket, short events, Until until) {
  while (true) {
    const auto left = ceil<milliseconds>(until - steady_clock::now()).count();
    if (left <= 0) return ETIMEDOUT;
    pollfd waited{socket, events, 0};
    const int ready = ::poll(&waited, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000)));
    if (ready > 0) return 0;
    if (ready < 0 && errno != EINTR) return errno;
  }
}

int connect_one(int socket, const addrinfo& address, Until until) {
  if (::connect(socket, address.ai_addr, address.ai_addrlen) == 0) return 0;
  if (errno != EINPROGRESS && errno != EINTR) return errno;
  if (const int waited = wait_for(socket, POLLOUT, until); waited != 0) return waited;
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) != 0) return errno;
  return error;
}

}  // namespace

TcpStream::TcpStream(TcpStream&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}

TcpStream& TcpStream::operator=(TcpStream&& other) noexcept {
  std::swap(socket_, other.socket_);
  return *this;
}

TcpStream::~TcpStream() {
  if (socket_ >= 0) ::close(socket_);
}

Result<TcpStream, TcpError> TcpStream::connect(const std::string& host, const std::string& port, Until until) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (const int error = ::getaddrinfo(host.c_str(), port.c_str(), &wanted, &found); error != 0)
    return fail(TcpError{false, std::string("its name was not resolved: ") + ::gai_strerror(error)});
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, &::freeaddrinfo);
  TcpError last{false, "its name has no address"};
  for (const addrinfo* each = addresses.get(); each != nullptr; each = each->ai_next) {
    TcpStream stream(::socket(each->ai_family, each->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, each->ai_protocol));
    if (stream.socket_ < 0) {
      last = broken("no socket", errno);
      continue;
    }
    const int error = connect_one(stream.socket_, *each, until);
    if (error == 0) {
      const int on = 1;
      ::setsockopt(stream.socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      return stream;
    }
    last = error == ETIMEDOUT ? late("connecting") : broken("connecting", error);
    if (steady_clock::now() >= until) break;
  }
  return fail(std::move(last));
}

Result<void, TcpError> TcpStream::send(BytesView bytes, Until until) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(sent));
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return fail(broken("sending", errno));
    if (const int waited = wait_for(socket_, POLLOUT, until); waited != 0)
      return fail(waited == ETIMEDOUT ? late("sending") : broken("sending", waited));
  }
  return {};
}

Result<std::size_t, TcpError> TcpStream::receive(std::span<std::uint8_t> into, Until until) {
  while (true) {
    const ssize_t received = ::recv(socket_, into.data(), into.size(), 0);
    if (received > 0) return static_cast<std::size_t>(received);
    if (received == 0) return fail(TcpError{false, "it closed the connection"});
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return fail(broken("receiving", errno));
    if (const int waited = wait_for(socket_, POLLIN, until); waited != 0)
      return fail(waited == ETIMEDOUT ? late("receiving") : broken("receiving", waited));
  }
}

}  // namespace bepusdt::chains::ton
