#include "catalog/flags.hpp"

#include <fmt/format.h>

#include "catalog/setting_slots.hpp"

namespace bepusdt::catalog {

Result<std::map<std::string, std::string>, wire::Sentence> setting_flags(std::span<const std::string> arguments) {
  std::map<std::string, std::string> flags;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    std::string_view argument = arguments[i];
    if (!argument.starts_with("--") || argument.size() == 2)
      return fail(wire::Sentence{fmt::format("第 {} 个参数不属于任何选项", i + 1),
                                 fmt::format("argument {} belongs to no flag", i + 1)});
    argument.remove_prefix(2);
    std::string name(argument.substr(0, argument.find('=')));
    std::string value;
    if (const auto equals = argument.find('='); equals != std::string_view::npos) {
      value = argument.substr(equals + 1);
    } else {
      const auto slot = find_slot_of_flag(name);
      const bool boolean = slot && slot->row->kind == SettingKind::boolean;
      const bool has_value = i + 1 < arguments.size() && !arguments[i + 1].starts_with("--");
      if (boolean && (!has_value || (arguments[i + 1] != "true" && arguments[i + 1] != "false"))) {
        value = "true";
      } else if (has_value) {
        value = arguments[++i];
      } else if (slot) {
        return fail(wire::Sentence{fmt::format("--{} 缺少值", name), fmt::format("--{} needs a value", name)});
      }
    }
    if (!flags.emplace(name, std::move(value)).second)
      return fail(wire::Sentence{fmt::format("--{} 出现了两次", name), fmt::format("--{} stands twice", name)});
  }
  return flags;
}

}  // namespace bepusdt::catalog
