// bepusdt demo: a shop, the gateway and test chains in one process tree, with nothing to prepare. `--once` is the same
// without a browser: order, payment and verified callback on the terminal.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/commands/command.hpp"
#include "app/commands/terminal_language.hpp"
#include "app/demo/demo_house.hpp"
#include "sys/signals.hpp"

namespace bepusdt::app {
namespace {

struct DemoOptions {
  bool once = false;
  std::string listen = "127.0.0.1:8080";
  bool verbose = false;
  std::string node = "built-in";
  std::vector<std::string> trade_types;
};

int once(DemoHouse& house, const std::vector<std::string>& wanted) {
  const std::vector<std::string_view> offered = house.trade_types();
  for (const std::string& trade_type : wanted)
    if (std::ranges::find(offered, trade_type) == offered.end())
      return say_no(trade_type + wire::Sentence{"：演示不提供这种交易类型", ": the demo does not offer this trade type"}.in(
                                     terminal_language()),
                    kWrongUsage);
  const std::vector<std::string_view> trade_types(wanted.begin(), wanted.end());
  const auto story = house.pay_orders(wanted.empty() ? offered : trade_types, [](std::string_view line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
  });
  return story ? kDone : say_no(story.error());
}

int demo(const DemoOptions& options) {
  sys::TerminationSignals signals;  // before any thread
  auto house = DemoHouse::open({.listen = options.once ? "127.0.0.1:0" : options.listen,
                                .verbose = options.verbose,
                                .anvil = options.node == "anvil"});
  if (!house) return say_no(house.error(), kCannotReach);
  if (options.once) return once(**house, options.trade_types);
  fmt::print(
      "The shop / 商店:  {}/demo\n"
      "Test mode: play money on a test chain of your own; nothing here is worth anything. Ctrl-C ends it.\n"
      "测试模式：使用本机测试链与测试币，均无价值。按 Ctrl-C 结束。\n",
      (*house)->url());
  std::fflush(stdout);
  (void)signals.wait();
  return kDone;
}

}  // namespace

void add_demo(CLI::App& root, Invocation& invocation) {
  CLI::App& command = *root.add_subcommand("demo", "A shop, the gateway and test chains, with play money / 演示");
  const auto options = std::make_shared<DemoOptions>();
  command.add_flag("--once", options->once,
                   "On the terminal: one order of each trade type, paid and called back / 在终端演示一遍");
  command.add_option("--trade-type", options->trade_types,
                     "With --once: of this one only, again for more / 仅演示指定的交易类型");
  command.add_option("--listen", options->listen, "Address of shop and gateway / 监听地址")->capture_default_str();
  command.add_flag("--verbose", options->verbose, "Show the gateway's log / 显示网关日志");
  command.add_option("--node", options->node, "The test chains: its own, or the program anvil / 测试链：内置，或 anvil")
      ->check(CLI::IsMember({"built-in", "anvil"}))
      ->capture_default_str();
  command.callback([&invocation, options] { invocation.run = [options] { return demo(*options); }; });
}

}  // namespace bepusdt::app
