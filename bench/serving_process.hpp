// ServingProcess: the real `bepusdt serve` of the same build on a folder's conf.toml, as a process of its own, so that its
// memory and processor time are the gateway's alone. Ends with SIGTERM; the system ends it when we are killed. A gateway that
// does not start, or ends by itself, ends the program.
#pragma once

#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "loopback_load.hpp"

namespace bepusdt::bench {

class ServingProcess {
  using Clock = std::chrono::steady_clock;

 public:
  // Returns when /healthz answers.
  ServingProcess(const std::filesystem::path& program, const std::filesystem::path& folder, std::uint16_t port)
      : port_(port) {
    const auto begin = Clock::now();
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      if (getppid() != parent) _exit(127);
      if (chdir(folder.c_str()) != 0) _exit(127);
      execl(program.c_str(), program.c_str(), "serve", "--config", "conf.toml", nullptr);
      _exit(127);
    }
    while (!answers_healthz()) {
      require_running();
      std::this_thread::sleep_for(std::chrono::microseconds(500));
    }
    start_millis_ = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
  }
  ~ServingProcess() {
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }
  ServingProcess(const ServingProcess&) = delete;
  ServingProcess& operator=(const ServingProcess&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  // From fork() to the first 200 of /healthz.
  [[nodiscard]] double start_millis() const { return start_millis_; }
  [[nodiscard]] double processor_seconds() const {
    clockid_t clock{};
    if (clock_getcpuclockid(pid_, &clock) != 0) die("its processor time cannot be read");
    return cpu_seconds(clock);
  }
  // VmRSS: everything that is resident, the program's own pages included.
  [[nodiscard]] double resident_megabytes() const {
    std::ifstream status(fmt::format("/proc/{}/status", pid_));
    for (std::string line; std::getline(status, line);)
      if (line.starts_with("VmRSS:")) return static_cast<double>(std::atol(line.c_str() + 6)) * 1024 / 1e6;
    die("its memory cannot be read");
  }

 private:
  [[noreturn]] static void die(const char* reason) {
    fmt::print(stderr, "bepusdt serve: {}\n", reason);
    std::exit(1);
  }
  void require_running() const {
    if (waitpid(pid_, nullptr, WNOHANG) != 0) die("it ended instead of serving");
  }
  [[nodiscard]] bool answers_healthz() const {
    const int fd = connect_loopback(port_);
    if (fd < 0) return false;
    constexpr std::string_view kRequest = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    std::array<char, 1024> answer{};
    const bool sent = ::send(fd, kRequest.data(), kRequest.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(kRequest.size());
    const ssize_t got = sent ? ::recv(fd, answer.data(), answer.size(), 0) : 0;
    ::close(fd);
    return got > 0 && std::string_view(answer.data(), static_cast<std::size_t>(got)).starts_with("HTTP/1.1 200");
  }

  const std::uint16_t port_;
  pid_t pid_ = -1;
  double start_millis_ = 0;
};

}  // namespace bepusdt::bench
