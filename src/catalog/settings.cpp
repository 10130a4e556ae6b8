#include "catalog/settings.hpp"

namespace bepusdt::catalog {

std::vector<std::string> readable_chains(const Settings& settings) {
  std::vector<std::string> names;
  for (const auto& [name, chain] : settings.chains)
    if (chain.on) names.push_back(name);
  return names;
}

}  // namespace bepusdt::catalog
