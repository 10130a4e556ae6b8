// Short forms for the tests of the settings: load a file's text, and collect what was said about it.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "catalog/load_settings.hpp"

namespace bepusdt::catalog {

using Texts = std::map<std::string, std::string>;

inline Result<LoadedSettings, RefusedSettings> load(std::string file, Texts environment = {}, Texts flags = {}) {
  return load_settings({"conf.toml", std::move(file), std::move(environment), std::move(flags)});
}

// A token that raises no warning, so that a test sees only its own matter.
inline const std::string kToken = "auth_token = \"0123456789abcdef0123456789abcdef\"\n";

inline std::vector<std::string> in_english(const std::vector<Problem>& problems) {
  std::vector<std::string> lines;
  for (const auto& problem : problems) lines.push_back(problem.text(wire::Language::en));
  return lines;
}

inline std::vector<std::string> errors_of(const Result<LoadedSettings, RefusedSettings>& result) {
  return result ? std::vector<std::string>{} : in_english(result.error().errors);
}
inline std::vector<std::string> warnings_of(const Result<LoadedSettings, RefusedSettings>& result) {
  return in_english(result ? result->warnings : result.error().warnings);
}

inline std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const auto& line : lines) all += line + "\n";
  return all;
}

inline Settings good(const Result<LoadedSettings, RefusedSettings>& result) {
  EXPECT_TRUE(result.has_value()) << joined(errors_of(result));
  return result ? result->settings : Settings{};
}

// The only error.
inline std::string only_error(const Result<LoadedSettings, RefusedSettings>& result) {
  const auto errors = errors_of(result);
  EXPECT_EQ(errors.size(), 1u) << joined(errors);
  return errors.empty() ? "" : errors.front();
}

}  // namespace bepusdt::catalog
