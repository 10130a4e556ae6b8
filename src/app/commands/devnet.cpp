// bepusdt devnet: test chains of this program's own behind a loopback port, to develop against without a foreign node.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/commands/command.hpp"
#include "app/commands/terminal_language.hpp"
#include "app/devnet/devnet_server.hpp"
#include "http/server/listen_address.hpp"
#include "sys/signals.hpp"
#include "sys/spdlog_event_log.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::app {
namespace {

struct DevnetFlags {
  std::string listen = "127.0.0.1:8545";
  double block_time = 1;
  std::uint64_t final_depth = 2;
  std::vector<std::string> chains = {"ethereum"};
};

void say_where(const DevnetServer& server, const catalog::Chain& chain, bool json) {
  if (json) {
    std::string out;
    wire::JsonWriter writer(out);
    writer.begin_object().key("event").text("listening").key("chain").text(chain.name);
    writer.key("chain_id").number(std::to_string(chain.chain_id)).key("url").text(server.url(chain));
    if (const std::string commands = server.commands_url(chain); !commands.empty()) writer.key("commands").text(commands);
    writer.end_object();
    fmt::print("{}\n", out);
    return;
  }
  fmt::print("{:<10} {}\n", chain.name, server.url(chain));
}

int devnet(const Invocation& invocation, const DevnetFlags& flags) {
  sys::TerminationSignals signals;  // before any thread
  const wire::Language language = terminal_language();
  const auto endpoint = http::parse_listen_address(flags.listen);
  if (!endpoint || !endpoint->address().is_loopback())
    return say_no(wire::Sentence{"--listen 应为本机地址，例如 127.0.0.1:8545",
                                 "--listen must be an address of the loopback interface, like 127.0.0.1:8545"}
                      .in(language),
                  kWrongUsage);
  DevnetOptions options;
  options.listen = flags.listen;
  options.pace = {Millis(static_cast<std::int64_t>(flags.block_time * 1000)), flags.final_depth};
  for (const std::string& name : flags.chains) {
    const catalog::Chain* chain = catalog::find_chain(name);
    if (chain == nullptr)
      return say_no(name + wire::Sentence{"：没有这条链的测试链", ": there is no test chain of this name"}.in(language),
                    kWrongUsage);
    if (std::ranges::find(options.chains, chain) == options.chains.end()) options.chains.push_back(chain);
  }
  const sys::SystemClock clock;
  sys::SpdlogEventLog log(invocation.json ? sys::LogFormat::json : sys::LogFormat::text, ports::Severity::warning, clock);
  const auto server = DevnetServer::open(options, log);
  if (!server) return say_no(server.error(), kCannotReach);
  for (const catalog::Chain* chain : options.chains) say_where(**server, *chain, invocation.json);
  if (!invocation.json)
    fmt::print("{}\n", wire::Sentence{"测试链，币均无价值；按 Ctrl-C 结束，不保留任何数据",
                                      "test chains: nothing on them is worth anything, nothing is kept; Ctrl-C ends them"}
                           .in(language));
  std::fflush(stdout);
  (void)signals.wait();
  return kDone;
}

}  // namespace

void add_devnet(CLI::App& root, Invocation& invocation) {
  CLI::App& command = *root.add_subcommand("devnet", "Test chains of its own, as a node tells of them / 内置测试链");
  const auto flags = std::make_shared<DevnetFlags>();
  command.add_option("--listen", flags->listen, "Loopback address; port 0: any that is free / 本机监听地址")
      ->capture_default_str();
  command
      .add_option("--block-time", flags->block_time,
                  "Seconds between blocks; 0: only on command / 出块间隔（秒），0 表示仅按命令出块")
      ->check(CLI::Range(0.0, 3600.0))
      ->capture_default_str();
  command.add_option("--final-depth", flags->final_depth, "Blocks on top that make one final / 最终确认所需的区块数")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{10'000}))
      ->capture_default_str();
  command.add_option("--chain", flags->chains, "Name of a chain, again for more / 链名称，可多次指定")
      ->capture_default_str();
  add_json_option(command, invocation);
  command.callback([&invocation, flags] { invocation.run = [&invocation, flags] { return devnet(invocation, *flags); }; });
}

}  // namespace bepusdt::app
