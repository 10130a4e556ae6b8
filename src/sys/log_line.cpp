#include "sys/log_line.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "sys/utf8.hpp"

namespace bepusdt::sys {
namespace {

using ports::Field;
using ports::Severity;

// Controls, line and paragraph separators, and the marks that reorder text on a terminal (Unicode TR 36, TR 9).
bool is_deceptive(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
}

bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         std::string_view("._-:/@+,%~#*()[]").find(c) != std::string_view::npos;
}

std::string_view cut(std::string_view value) {
  if (value.size() <= kMaxValueBytes) return value;
  std::size_t end = kMaxValueBytes;
  while (end > kMaxValueBytes - 4 && (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80) --end;  // not inside a letter
  return value.substr(0, end);
}

// The body of a quoted string of either form; they differ in how they show what cannot stand there.
template <class Deceptive, class Broken>
void append_escaped(std::string& out, std::string_view whole, Deceptive deceptive, Broken broken) {
  const std::string_view value = cut(whole);
  for (std::string_view rest = value; !rest.empty();) {
    const CodePoint point = first_code_point(rest);
    rest.remove_prefix(point.bytes.size());
    if (!point.value)
      broken(static_cast<unsigned char>(point.bytes[0]));
    else if (*point.value == '"' || *point.value == '\\')
      out.append(1, '\\').append(point.bytes);
    else if (*point.value == '\n')
      out.append("\\n");
    else if (*point.value == '\r')
      out.append("\\r");
    else if (*point.value == '\t')
      out.append("\\t");
    else if (is_deceptive(*point.value))
      deceptive(*point.value);
    else
      out.append(point.bytes);
  }
  if (value.size() < whole.size()) out.append(fmt::format("...(+{} bytes)", whole.size() - value.size()));
}

void append_text_value(std::string& out, std::string_view value) {
  if (!value.empty() && value.size() <= kMaxValueBytes && std::ranges::all_of(value, is_plain)) {
    out.append(value);
    return;
  }
  out.push_back('"');
  append_escaped(
      out, value, [&](char32_t c) { out.append(fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(c))); },
      [&](unsigned char byte) { out.append(fmt::format("\\x{:02x}", byte)); });
  out.push_back('"');
}

void append_json_string(std::string& out, std::string_view value) {
  const auto unit = [&](std::uint32_t u) { out.append(fmt::format("\\u{:04x}", u)); };
  out.push_back('"');
  append_escaped(
      out, value,
      [&](char32_t c) {  // RFC 8259 §7: beyond 16 bits as a surrogate pair
        const auto v = static_cast<std::uint32_t>(c);
        if (v < 0x10000) return unit(v);
        unit(0xD800 + ((v - 0x10000) >> 10));
        unit(0xDC00 + ((v - 0x10000) & 0x3FF));
      },
      [&](unsigned char) { out.append("\\ufffd"); });
  out.push_back('"');
}

}  // namespace

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::debug: return "debug";
    case Severity::info: return "info";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
  }
  return "error";
}

std::string timestamp(Time time) {
  const auto seconds = std::chrono::floor<Seconds>(time);
  const auto millis = (time - seconds).count();
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)), millis);
}

std::string text_event(std::string_view event, std::initializer_list<Field> fields) {
  std::string out(event);
  for (const Field& field : fields) {
    out.append(1, ' ').append(field.key).push_back('=');
    append_text_value(out, field.value);
  }
  return out;
}

std::string json_line(Time time, Severity severity, std::string_view event, std::initializer_list<Field> fields) {
  std::string out = "{\"time\":\"" + timestamp(time) + "\",\"level\":\"";
  out.append(severity_name(severity)).append("\",\"event\":");
  append_json_string(out, event);
  for (const Field& field : fields) {
    out.push_back(',');
    // A field must not repeat one of the members above.
    const bool taken = field.key == "time" || field.key == "level" || field.key == "event";
    append_json_string(out, taken ? std::string(field.key) + "_" : std::string(field.key));
    out.push_back(':');
    append_json_string(out, field.value);
  }
  out.push_back('}');
  return out;
}

}  // namespace bepusdt::sys
