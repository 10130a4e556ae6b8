// The conf.toml of BEpusdt up to 1.22, translated into today's names, so that changing the binary is the migration
// (contract part 5 §1). The tree that comes out is read like any other file; places still point into the old one.
// As the old program did, keys that it did not know are passed over, with a warning. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/setting_value.hpp"

namespace bepusdt::catalog {

// By the keys that only the old file has.
[[nodiscard]] bool is_old_settings(const Value& root);

struct TranslatedSettings {
  Value root;                // in today's names
  std::string old_database;  // BEpusdt's own SQLite file
  std::vector<Problem> warnings;
  std::vector<Problem> errors;  // a setting given by its old and its new name
};

[[nodiscard]] TranslatedSettings translate_old_settings(const Value& old, std::string_view file_name);

}  // namespace bepusdt::catalog
