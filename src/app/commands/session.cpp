#include "app/commands/session.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "app/commands/terminal_language.hpp"
#include "app/lite_server_lists.hpp"
#include "catalog/flags.hpp"
#include "catalog/setting_value.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace bepusdt::app {
namespace {

std::map<std::string, std::string> environment_map() {
  std::map<std::string, std::string> map;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    if (const auto equals = text.find('='); equals != std::string_view::npos)
      map.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return map;
}

std::optional<std::string> file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

int say_no(std::string_view sentence, int status) {
  fmt::print(stderr, "bepusdt: {}\n", sentence);
  return status;
}

void add_settings_options(CLI::App& command, Invocation& invocation) {
  command.add_option_function<std::string>(
      "--config",
      [&invocation](const std::string& path) {
        invocation.config = path;
        invocation.config_given = true;
      },
      "Settings file / 配置文件 (conf.toml)");
  command.allow_extras();
  command.footer("Every setting is a flag, too: --order-timeout 600 / 每项设置都可以用参数覆盖; `bepusdt config reference`");
  command.parse_complete_callback([&command, &invocation] { invocation.arguments = command.remaining(); });
}

void add_json_option(CLI::App& command, Invocation& invocation) {
  command.add_flag("--json", invocation.json, "JSON instead of a table / 以 JSON 输出");
}

std::optional<catalog::LoadedSettings> read_settings(const Invocation& invocation, int& status) {
  const wire::Language language = terminal_language();
  const auto flags = catalog::setting_flags(invocation.arguments);
  if (!flags) {
    status = say_no(flags.error().in(language), kWrongUsage);
    return std::nullopt;
  }
  catalog::SettingsInput input;
  input.file_name = invocation.config;
  input.file_text = file_text(invocation.config);
  if (!input.file_text && invocation.config_given && access(invocation.config.c_str(), F_OK) == 0) {
    status = say_no(fmt::format("{} cannot be read / 无法读取配置文件", invocation.config));
    return std::nullopt;
  }
  input.environment = environment_map();
  input.flags = *flags;
  auto loaded = catalog::load_settings(input);
  if (loaded) {
    const auto listed = take_lite_server_lists(loaded->settings, invocation.config, file_text);
    if (listed) return *std::move(loaded);
    status = say_no(listed.error().in(language));
    return std::nullopt;
  }
  bool wrong_flag = false;
  for (const catalog::Problem& problem : loaded.error().errors) {
    say_no(problem.text(language));
    wrong_flag = wrong_flag || problem.place.starts_with("flag");
  }
  status = wrong_flag ? kWrongUsage : kSaidNo;
  return std::nullopt;
}

std::optional<Session> open_session(const Invocation& invocation, int& status) {
  auto loaded = read_settings(invocation, status);
  if (!loaded) return std::nullopt;
  store::SqliteOptions options;
  options.path = loaded->settings.database;
  auto store = store::SqliteStore::open(options);
  if (!store) {
    status = say_no(terminal_language() == wire::Language::zh ? store.error().zh : store.error().en, kCannotReach);
    return std::nullopt;
  }
  return Session{std::move(loaded->settings), *std::move(store)};
}

int read_store(ports::Store& store, const std::function<void(const ports::View&)>& f) {
  const auto done = store.read(f);
  return done ? kDone : say_no(done.error().reason, kCannotReach);
}

}  // namespace bepusdt::app
