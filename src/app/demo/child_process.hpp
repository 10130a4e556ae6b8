// ChildProcess: a program of somebody else's that runs as long as this object, with its output thrown away. It is also ended
// by the system when we are killed. Not thread-safe.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bepusdt::app {

class ChildProcess {
 public:
  // argv[0] is looked up on PATH unless it holds a slash. nullopt: it could not be started.
  [[nodiscard]] static std::optional<ChildProcess> start(const std::vector<std::string>& argv);
  ~ChildProcess();
  ChildProcess(ChildProcess&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
  ChildProcess& operator=(ChildProcess&&) = delete;
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  [[nodiscard]] bool running() const;

 private:
  explicit ChildProcess(pid_t pid) : pid_(pid) {}
  pid_t pid_ = -1;
};

// A TCP port of the loopback that was free a moment ago.
[[nodiscard]] std::optional<int> free_loopback_port();

}  // namespace bepusdt::app
