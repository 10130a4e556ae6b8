#include "sys/signals.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "base/assert.hpp"

namespace bepusdt::sys {

TerminationSignals::TerminationSignals() {
  ::signal(SIGPIPE, SIG_IGN);
  sigset_t ours;
  sigemptyset(&ours);
  sigaddset(&ours, SIGTERM);
  sigaddset(&ours, SIGINT);
  BEPUSDT_ASSERT(pthread_sigmask(SIG_BLOCK, &ours, &mask_before_) == 0);
  signals_ = signalfd(-1, &ours, SFD_CLOEXEC | SFD_NONBLOCK);
  wakes_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  BEPUSDT_ASSERT(signals_ >= 0 && wakes_ >= 0);
}

TerminationSignals::~TerminationSignals() {
  close(signals_);
  close(wakes_);
  pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
}

std::optional<int> TerminationSignals::wait(std::optional<Millis> at_most) {
  using Steady = std::chrono::steady_clock;
  const auto until = at_most ? std::optional(Steady::now() + *at_most) : std::nullopt;
  while (true) {
    std::array<pollfd, 2> ready{{{signals_, POLLIN, 0}, {wakes_, POLLIN, 0}}};
    int timeout = -1;
    if (until) {
      const auto left = std::chrono::ceil<Millis>(*until - Steady::now()).count();
      timeout = static_cast<int>(std::clamp<std::int64_t>(left, 0, 86'400'000));
    }
    const int count = poll(ready.data(), ready.size(), timeout);
    BEPUSDT_ASSERT(count >= 0 || errno == EINTR);
    if (count < 0) continue;
    signalfd_siginfo signal{};
    if ((ready[0].revents & POLLIN) != 0 && read(signals_, &signal, sizeof signal) == sizeof signal)
      return static_cast<int>(signal.ssi_signo);
    std::uint64_t wakes = 0;
    if ((ready[1].revents & POLLIN) != 0 && read(wakes_, &wakes, sizeof wakes) == sizeof wakes) return std::nullopt;
    if (count == 0 && Steady::now() >= *until) return std::nullopt;
  }
}

void TerminationSignals::wake() {
  const std::uint64_t one = 1;
  // It can only fail when 2^64 - 2 wakes are waiting already.
  BEPUSDT_ASSERT(write(wakes_, &one, sizeof one) == sizeof one);
}

}  // namespace bepusdt::sys
