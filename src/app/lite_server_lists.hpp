// An endpoint "lite+config:FILE" of TON stands for the lite-servers that the file lists: each becomes an endpoint of its own, with
// its own health, in the file's order, so that they stand in for each other and check each other.
#pragma once

#include <functional>

#include "base/result.hpp"
#include "catalog/settings.hpp"
#include "wire/errors.hpp"

namespace bepusdt::app {

// nullopt: there is no such file.
using FileText = std::function<std::optional<std::string>(const std::string& path)>;

// Relative files start at the settings file's folder. A list that cannot be read is an error, which says what to do.
[[nodiscard]] Result<void, wire::Sentence> take_lite_server_lists(catalog::Settings& settings,
                                                                  const std::string& settings_file,
                                                                  const FileText& file_text);

}  // namespace bepusdt::app
