#include "app/commands/terminal_language.hpp"

#include <cstdlib>
#include <string_view>

namespace bepusdt::app {

wire::Language terminal_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
      return std::string_view(value).starts_with("zh") ? wire::Language::zh : wire::Language::en;
  return wire::Language::en;
}

}  // namespace bepusdt::app
