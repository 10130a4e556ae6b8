// EventLog: what happened, as `area.event key=value`. One line each; never a secret (Secret has no text form).
// `error` means that a person must act. Safe to call from several threads at once.
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace bepusdt::ports {

enum class Severity { debug, info, warning, error };

struct Field {
  std::string_view key;
  std::string value;

  Field(std::string_view k, std::string v) : key(k), value(std::move(v)) {}
  Field(std::string_view k, std::string_view v) : key(k), value(v) {}
  Field(std::string_view k, const char* v) : key(k), value(v) {}
  template <std::integral N>
  Field(std::string_view k, N n) : key(k), value(std::to_string(n)) {}
};

class EventLog {
 public:
  virtual ~EventLog() = default;
  virtual void write(Severity severity, std::string_view event, std::initializer_list<Field> fields) = 0;
  // false: a line of this severity would be dropped, so that its fields need not be made.
  [[nodiscard]] virtual bool enabled(Severity) const { return true; }

  void debug(std::string_view event, std::initializer_list<Field> fields) { write(Severity::debug, event, fields); }
  void info(std::string_view event, std::initializer_list<Field> fields) { write(Severity::info, event, fields); }
  void warning(std::string_view event, std::initializer_list<Field> fields) { write(Severity::warning, event, fields); }
  void error(std::string_view event, std::initializer_list<Field> fields) { write(Severity::error, event, fields); }
};

}  // namespace bepusdt::ports
