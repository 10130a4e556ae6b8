// From a file's text, the environment and flags to typed settings: precedence flag > environment > file > default, every
// error at once, unknown keys refused with the nearest known one (contract part 5 §1). Pure: reads no file, no environment.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "catalog/setting_value.hpp"
#include "catalog/settings.hpp"

namespace bepusdt::catalog {

struct SettingsInput {
  std::string file_name;                           // as given; relative paths in it start at its folder
  std::optional<std::string> file_text;            // nullopt: there is no file
  std::map<std::string, std::string> environment;  // all of it; only BEPUSDT_* is looked at, empty values are not set
  std::map<std::string, std::string> flags;        // "order-timeout": "600" (flags.hpp makes it from arguments)
};

// One effective setting as `config show` prints it: nothing secret is left in it.
struct ShownSetting {
  std::string key;
  std::string table;
  std::string name;
  std::string toml;
  std::string place;
};

struct LoadedSettings {
  Settings settings;
  std::vector<Problem> warnings;
  std::vector<ShownSetting> shown;  // in the order of the rows, tables together
  bool old_file = false;            // the file was an old conf.toml
};

struct RefusedSettings {
  std::vector<Problem> errors;  // at least one
  std::vector<Problem> warnings;
};

[[nodiscard]] Result<LoadedSettings, RefusedSettings> load_settings(const SettingsInput& input);

}  // namespace bepusdt::catalog
