#include "web/address_groups.hpp"

#include "web/escape.hpp"

namespace bepusdt::web {
namespace {

constexpr std::size_t kGroup = 6;

}  // namespace

std::vector<std::string_view> address_groups(std::string_view address) {
  if (address.size() <= 2 * kGroup) return {address};
  std::vector<std::string_view> groups{address.substr(0, kGroup)};
  std::string_view middle = address.substr(kGroup, address.size() - 2 * kGroup);
  for (std::size_t left = (middle.size() + kGroup - 1) / kGroup; left > 0; --left) {
    const std::size_t length = (middle.size() + left - 1) / left;
    groups.push_back(middle.substr(0, length));
    middle.remove_prefix(length);
  }
  groups.push_back(address.substr(address.size() - kGroup));
  return groups;
}

Markup address_markup(std::string_view address) {
  const auto groups = address_groups(address);
  Markup out;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const bool stressed = i == 0 || i + 1 == groups.size();
    const std::string group = escape_html(groups[i]);
    if (i > 0) out.html += "<wbr>";  // a line may end here, and no character enters the selection
    out.html += stressed ? "<b>" + group + "</b>" : "<span>" + group + "</span>";
  }
  return out;
}

}  // namespace bepusdt::web
