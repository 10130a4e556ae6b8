// What must hold between settings, and what deserves a warning although it may stand.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "catalog/file_tables.hpp"
#include "catalog/setting_value.hpp"
#include "catalog/settings.hpp"

namespace bepusdt::catalog {

struct Places {
  std::function<std::string(const std::string& key)> of;  // empty: nothing was said
  const MerchantPlaces& merchants;
};

void check_settings(const Settings& settings, const Places& places, std::vector<Problem>& errors,
                    std::vector<Problem>& warnings);

}  // namespace bepusdt::catalog
