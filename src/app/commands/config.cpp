// bepusdt config check|show|reference: what the settings are, and where each comes from.
#include <fmt/format.h>
#include <simdjson.h>

#include "app/commands/command.hpp"
#include "app/commands/session.hpp"
#include "catalog/settings_text.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::app {
namespace {

int check(const Invocation& invocation) {
  int status = kDone;
  const auto loaded = read_settings(invocation, status);
  if (!loaded) return status;
  for (const catalog::Problem& warning : loaded->warnings) fmt::print("{}\n", warning.text(loaded->settings.language));
  fmt::print("ok\n");
  return kDone;
}

// {"order.timeout": 600, ...}: values as their TOML says them where that is JSON too, else as text.
std::string as_json(const catalog::LoadedSettings& loaded) {
  std::string out;
  wire::JsonWriter json(out);
  simdjson::dom::parser parser;
  json.begin_object();
  for (const catalog::ShownSetting& setting : loaded.shown) {
    json.key(setting.key);
    if (parser.parse(setting.toml).error() == simdjson::SUCCESS)
      json.raw(setting.toml);
    else
      json.text(setting.toml);
  }
  json.end_object();
  return out + "\n";
}

int show(const Invocation& invocation) {
  int status = kDone;
  const auto loaded = read_settings(invocation, status);
  if (!loaded) return status;
  fmt::print("{}", invocation.json ? as_json(*loaded) : catalog::show_settings(*loaded));
  return kDone;
}

}  // namespace

void add_config(CLI::App& root, Invocation& invocation) {
  CLI::App& config = *root.add_subcommand("config", "Settings / 设置");
  config.require_subcommand(1);

  CLI::App& checking = *config.add_subcommand("check", "Every error at once / 检查配置");
  add_settings_options(checking, invocation);
  checking.callback([&invocation] { invocation.run = [&invocation] { return check(invocation); }; });

  CLI::App& showing = *config.add_subcommand("show", "The settings in force, secrets masked / 显示生效的设置，隐藏密钥");
  add_settings_options(showing, invocation);
  add_json_option(showing, invocation);
  showing.callback([&invocation] { invocation.run = [&invocation] { return show(invocation); }; });

  CLI::App& reference = *config.add_subcommand("reference", "Every setting as Markdown / 全部设置的参考文档");
  reference.callback([&invocation] {
    invocation.run = [] {
      fmt::print("{}", catalog::settings_reference());
      return kDone;
    };
  });
}

}  // namespace bepusdt::app
