// The files of src/web/assets as they were when the program was built (cmake/Embed.cmake). Immutable.
#pragma once

#include <span>
#include <string_view>

namespace bepusdt::web {

struct EmbeddedFile {
  std::string_view name;  // "app.css"
  std::string_view content;
  std::string_view sha256;  // 64 lower-case hex digits
};

[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

}  // namespace bepusdt::web
