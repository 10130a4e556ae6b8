// One event as one line of text or JSON, such that no foreign value can forge a line, a field or a terminal sequence.
//   text  2026-11-05T08:01:02.345Z warning area.event key=value other="quoted \"value\"\n"
//   json  {"time":"2026-11-05T08:01:02.345Z","level":"warning","event":"area.event","key":"value"}
// In both, values are cut at kMaxValueBytes (with the number of bytes left out) and bytes that are no UTF-8 are made
// visible. Keys and event names are our own literals. Pure; any thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "ports/event_log.hpp"

namespace bepusdt::sys {

inline constexpr std::size_t kMaxValueBytes = 8 * 1024;

[[nodiscard]] std::string_view severity_name(ports::Severity severity);
// "2026-11-05T08:01:02.345Z"
[[nodiscard]] std::string timestamp(Time time);

// What follows time and level: event and fields.
[[nodiscard]] std::string text_event(std::string_view event, std::initializer_list<ports::Field> fields);
[[nodiscard]] std::string json_line(Time time, ports::Severity severity, std::string_view event,
                                    std::initializer_list<ports::Field> fields);

}  // namespace bepusdt::sys
