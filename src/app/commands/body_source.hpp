// The body that a command is to look at: as an argument, from a file, or from standard input, byte for byte (a form without the
// newline at its end).
#pragma once

#include <optional>
#include <string>

namespace bepusdt::app {

inline constexpr const char* kBodyHelp =
    "The body: JSON or form text, a file's name (or @name), or - for standard input (also without) / 请求体、文件名或 -";

// `argument`: text that begins with { (or holds = and names no file) is the body itself; @name and any other text are a file;
// "-" and nothing are standard input. At most one byte above what a body may have is read, so that a longer one is refused
// later by its size. nullopt after the reason was printed.
[[nodiscard]] std::optional<std::string> read_body(const std::string& argument);

}  // namespace bepusdt::app
