#include "sys/spdlog_event_log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <unistd.h>

#include <cstdlib>

#include "sys/log_line.hpp"

namespace bepusdt::sys {
namespace {

using ports::Severity;

spdlog::level::level_enum level_of(Severity severity) {
  switch (severity) {
    case Severity::debug: return spdlog::level::debug;
    case Severity::info: return spdlog::level::info;
    case Severity::warning: return spdlog::level::warn;
    case Severity::error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

std::shared_ptr<spdlog::sinks::sink> standard_output(LogFormat format) {
  if (!colour_wanted(format, isatty(STDOUT_FILENO) == 1, std::getenv("NO_COLOR")))
    return std::make_shared<spdlog::sinks::stdout_sink_mt>();
  auto sink = std::make_shared<spdlog::sinks::stdout_color_sink_mt>(spdlog::color_mode::always);
  sink->set_color(spdlog::level::debug, sink->dark);
  sink->set_color(spdlog::level::info, sink->reset);
  return sink;
}

}  // namespace

bool colour_wanted(LogFormat format, bool is_terminal, const char* no_color) {
  return format == LogFormat::text && is_terminal && (no_color == nullptr || *no_color == '\0');
}

SpdlogEventLog::SpdlogEventLog(LogFormat format, Severity least, const ports::Clock& clock)
    : SpdlogEventLog(format, least, clock, standard_output(format)) {}

SpdlogEventLog::SpdlogEventLog(LogFormat format, Severity least, const ports::Clock& clock,
                               std::shared_ptr<spdlog::sinks::sink> sink)
    : format_(format), least_(least), clock_(clock), logger_(std::make_unique<spdlog::logger>("", std::move(sink))) {
  logger_->set_pattern("%^%v%$", spdlog::pattern_time_type::utc);
  logger_->set_level(spdlog::level::trace);  // `least_` decides
  logger_->flush_on(spdlog::level::trace);
}

SpdlogEventLog::~SpdlogEventLog() = default;

void SpdlogEventLog::write(Severity severity, std::string_view event, std::initializer_list<ports::Field> fields) {
  if (severity < least_) return;
  const Time now = clock_.now();
  if (format_ == LogFormat::json) {
    logger_->log(level_of(severity), "{}", json_line(now, severity, event, fields));
    return;
  }
  logger_->log(level_of(severity), "{} {:<7} {}", timestamp(now), severity_name(severity), text_event(event, fields));
}

}  // namespace bepusdt::sys
