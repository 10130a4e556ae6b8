// Command-line arguments that are settings ("--order-timeout 600", "--order-timeout=600", "--test-mode") as the map that
// load_settings() takes. Pure; error sentences never repeat a value.
#pragma once

#include <map>
#include <span>
#include <string>

#include "base/result.hpp"
#include "wire/errors.hpp"

namespace bepusdt::catalog {

// Unknown names stay in the map: load_settings() refuses them together with everything else. An error: an argument that
// belongs to no flag, a flag without its value, or a flag that stands twice.
[[nodiscard]] Result<std::map<std::string, std::string>, wire::Sentence> setting_flags(
    std::span<const std::string> arguments);

}  // namespace bepusdt::catalog
