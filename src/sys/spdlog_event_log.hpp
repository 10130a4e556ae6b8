// SpdlogEventLog: ports::EventLog as lines on standard output (spdlog), text or JSON (log_line.hpp), each flushed.
// Text has colour only on a terminal and only when NO_COLOR is absent or empty (https://no-color.org).
// Any thread. A standard output that fails loses lines; it never stops a payment.
#pragma once

#include <memory>
#include <string_view>

#include "ports/clock.hpp"
#include "ports/event_log.hpp"

namespace spdlog {
class logger;
namespace sinks {
class sink;
}
}  // namespace spdlog

namespace bepusdt::sys {

enum class LogFormat { text, json };

// `no_color`: the environment's NO_COLOR, or nullptr.
[[nodiscard]] bool colour_wanted(LogFormat format, bool is_terminal, const char* no_color);

class SpdlogEventLog final : public ports::EventLog {
 public:
  // To standard output. `clock` must outlive the log.
  SpdlogEventLog(LogFormat format, ports::Severity least, const ports::Clock& clock);
  // To any other thread-safe sink.
  SpdlogEventLog(LogFormat format, ports::Severity least, const ports::Clock& clock,
                 std::shared_ptr<spdlog::sinks::sink> sink);
  ~SpdlogEventLog() override;

  void write(ports::Severity severity, std::string_view event, std::initializer_list<ports::Field> fields) override;
  [[nodiscard]] bool enabled(ports::Severity severity) const override { return severity >= least_; }

 private:
  LogFormat format_;
  ports::Severity least_;
  const ports::Clock& clock_;
  std::unique_ptr<spdlog::logger> logger_;
};

}  // namespace bepusdt::sys
