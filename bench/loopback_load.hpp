// The load: keep-alive connections to a loopback port, each sending its next request when the last one was answered, all on
// the calling thread. What is not an HTTP 200 without an error ends the program, since a fast refusal is no result.
#pragma once

#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace bepusdt::bench {

struct Measured {
  double per_second = 0;
  double p50_micros = 0;
  double p99_micros = 0;
  double cpu_micros = 0;  // of the server, for each request: what stays comparable on a busy machine
};

inline double cpu_seconds(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// Of all threads of this process but the one that asks, which makes the load.
inline double other_threads_cpu_seconds() {
  return cpu_seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_seconds(CLOCK_THREAD_CPUTIME_ID);
}

// -1: nobody listens there.
inline int connect_loopback(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    ::close(fd);
    return -1;
  }
  const int one = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

inline bool is_complete(std::string_view answer) {
  const auto end = answer.find("\r\n\r\n");
  if (end == std::string_view::npos) return false;
  constexpr std::string_view kLength = "Content-Length: ";
  const auto at = answer.find(kLength);
  const auto length = static_cast<std::size_t>(std::atoi(answer.data() + at + kLength.size()));
  if (answer.size() < end + 4 + length) return false;
  if (!answer.starts_with("HTTP/1.1 200") || answer.find("\"error\"") != std::string_view::npos) {
    fmt::print(stderr, "unexpected answer:\n{}\n", answer);
    std::exit(1);
  }
  return true;
}

struct Load {
  std::uint16_t port = 0;
  int connections = 64;
  std::function<const std::string*()> next;    // the next request, nullptr: no more
  std::function<double()> server_cpu_seconds;  // read at both ends
  std::chrono::milliseconds warm{0};           // answers before this count for nothing
};

inline Measured run_load(const Load& load) {
  using Clock = std::chrono::steady_clock;
  struct Connection {
    int fd = -1;
    std::string answer;
    Clock::time_point sent;
  };
  std::vector<Connection> all(static_cast<std::size_t>(load.connections));
  const int poll = epoll_create1(EPOLL_CLOEXEC);
  std::size_t waiting = 0;
  const auto send_next = [&](Connection& connection) {
    const std::string* request = load.next();
    if (request == nullptr) return;
    ++waiting;
    connection.answer.clear();
    connection.sent = Clock::now();
    if (::send(connection.fd, request->data(), request->size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request->size())) {
      std::perror("send");
      std::exit(1);
    }
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].fd = connect_loopback(load.port);
    if (all[i].fd < 0) {
      std::perror("connect");
      std::exit(1);
    }
    epoll_event event{.events = EPOLLIN, .data = {.u64 = i}};
    epoll_ctl(poll, EPOLL_CTL_ADD, all[i].fd, &event);
  }
  std::vector<std::uint32_t> nanos;
  nanos.reserve(1'000'000);
  const auto begin = Clock::now() + load.warm;
  const double cpu_before = load.server_cpu_seconds();
  for (Connection& connection : all) send_next(connection);
  std::size_t answered = 0;
  std::array<epoll_event, 64> events;
  std::array<char, 8192> chunk;
  auto now = Clock::now();
  while (waiting > 0) {
    const int count = epoll_wait(poll, events.data(), static_cast<int>(events.size()), 1000);
    for (int i = 0; i < count; ++i) {
      Connection& connection = all[events[static_cast<std::size_t>(i)].data.u64];
      const ssize_t got = ::recv(connection.fd, chunk.data(), chunk.size(), 0);
      if (got <= 0) {
        fmt::print(stderr, "the server closed a connection\n");
        std::exit(1);
      }
      connection.answer.append(chunk.data(), static_cast<std::size_t>(got));
      if (!is_complete(connection.answer)) continue;
      ++answered;
      --waiting;
      now = Clock::now();
      if (now >= begin) nanos.push_back(static_cast<std::uint32_t>((now - connection.sent).count()));
      send_next(connection);
    }
  }
  const double cpu = load.server_cpu_seconds() - cpu_before;
  for (Connection& connection : all) ::close(connection.fd);
  ::close(poll);
  Measured measured;
  if (nanos.empty()) return measured;
  measured.cpu_micros = cpu * 1e6 / static_cast<double>(answered);
  measured.per_second = static_cast<double>(nanos.size()) / std::chrono::duration<double>(now - begin).count();
  std::ranges::sort(nanos);
  measured.p50_micros = nanos[nanos.size() / 2] / 1000.0;
  measured.p99_micros = nanos[nanos.size() * 99 / 100] / 1000.0;
  return measured;
}

}  // namespace bepusdt::bench
