// bepusdt serve: the gateway. Without a settings file and without a token it makes both.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "app/commands/command.hpp"
#include "app/commands/session.hpp"
#include "app/gateway.hpp"
#include "base/hex.hpp"
#include "catalog/settings_text.hpp"
#include "sys/signals.hpp"
#include "sys/spdlog_event_log.hpp"

namespace bepusdt::app {
namespace {

// A fresh conf.toml with a token of 128 bits. The token is shown on a terminal only, never in a log.
int make_settings_file(const std::string& path) {
  std::array<std::uint8_t, 16> entropy;
  sys::SystemRandom().fill(entropy);
  const Secret token(to_hex(entropy));
  const std::string text = catalog::fresh_settings_file(token);
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return say_no(fmt::format("{} cannot be made: {}", path, std::strerror(errno)));
  const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(file) == 0;
  close(file);
  if (!written) {
    unlink(path.c_str());
    return say_no(fmt::format("{} cannot be written: {}", path, std::strerror(errno)));
  }
  if (isatty(STDOUT_FILENO) == 1)
    fmt::print("made {} with a fresh token / 已生成配置文件与新的 API token:\n  auth_token = {}\n", path, token.reveal());
  else
    fmt::print("made {} with a fresh token; read it there / 已生成配置文件，token 请查看该文件\n", path);
  std::fflush(stdout);
  return kDone;
}

int serve(const Invocation& invocation) {
  sys::TerminationSignals signals;  // before any thread
  if (access(invocation.config.c_str(), F_OK) != 0 && std::getenv("BEPUSDT_AUTH_TOKEN") == nullptr)
    if (const int made = make_settings_file(invocation.config); made != kDone) return made;

  int status = kDone;
  auto loaded = read_settings(invocation, status);
  if (!loaded) return status;
  const catalog::Settings& settings = loaded->settings;
  const sys::SystemClock clock;
  sys::SpdlogEventLog log(
      settings.log.format == catalog::LogSettings::Format::json ? sys::LogFormat::json : sys::LogFormat::text,
      static_cast<ports::Severity>(settings.log.level), clock);
  for (const catalog::Problem& warning : loaded->warnings)
    log.warning("settings.warning", {{"about", warning.text(settings.language)}});

  auto gateway = Gateway::open(loaded->settings, log);
  if (!gateway) {
    log.error("gateway.not_started", {{"reason", gateway.error()}});
    return say_no(gateway.error(), kCannotReach);
  }
  if (const auto started = (*gateway)->start(); !started) {
    log.error("gateway.not_started", {{"reason", started.error()}});
    return say_no(started.error(), kCannotReach);
  }
  (void)signals.wait();
  (*gateway)->stop();
  return kDone;
}

}  // namespace

void add_serve(CLI::App& root, Invocation& invocation) {
  CLI::App& command = *root.add_subcommand("serve", "Run the gateway / 运行网关");
  add_settings_options(command, invocation);
  command.callback([&invocation] { invocation.run = [&invocation] { return serve(invocation); }; });
}

}  // namespace bepusdt::app
