// bepusdt: the gateway and its tools. Each subcommand is a file in app/commands.
#include <CLI/CLI.hpp>

#include "app/commands/command.hpp"

int main(int argc, char** argv) {
  using namespace bepusdt::app;
  CLI::App root("Self-custody crypto payment gateway / 自托管加密货币收款网关", "bepusdt");
  root.require_subcommand(1);
  Invocation invocation;
  add_serve(root, invocation);
  add_demo(root, invocation);
  add_devnet(root, invocation);
  add_wallet(root, invocation);
  add_order(root, invocation);
  add_transfer(root, invocation);
  add_callback(root, invocation);
  add_sign(root, invocation);
  add_verify(root, invocation);
  add_listen(root, invocation);
  add_doctor(root, invocation);
  add_audit(root, invocation);
  add_config(root, invocation);
  add_version(root, invocation);
  try {
    root.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return root.exit(error) == 0 ? kDone : kWrongUsage;
  }
  return invocation.run();
}
