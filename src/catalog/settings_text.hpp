// The settings as text for people: `config show`, the reference page, and the file that a first start makes.
// Pure; what show_settings() prints holds no secret.
#pragma once

#include <string>

#include "base/secret.hpp"
#include "catalog/load_settings.hpp"

namespace bepusdt::catalog {

// Every effective setting as TOML in today's names, each with the place that it comes from as a comment.
[[nodiscard]] std::string show_settings(const LoadedSettings& loaded);

// docs/ops/settings.md, whole: Markdown, Chinese and English, from the rows.
[[nodiscard]] std::string settings_reference();

// A minimal conf.toml, to be written with mode 0600. The token must have no characters beyond letters, digits, - and _.
[[nodiscard]] std::string fresh_settings_file(const Secret& token);

}  // namespace bepusdt::catalog
