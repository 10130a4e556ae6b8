// What the subcommands share: the options that each of them has, and the exit statuses of contract part 5 §2.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

namespace bepusdt::app {

// Exit statuses.
inline constexpr int kDone = 0;
inline constexpr int kSaidNo = 1;
inline constexpr int kWrongUsage = 2;
inline constexpr int kCannotReach = 3;

// Filled by the command line; `run` is the chosen subcommand's work.
struct Invocation {
  std::string config = "conf.toml";
  bool config_given = false;
  bool json = false;
  std::vector<std::string> arguments;  // flags that are settings, as they stand
  std::function<int()> run;
};

// Adds --config and the settings' flags to a subcommand that reads them.
void add_settings_options(CLI::App& command, Invocation& invocation);
void add_json_option(CLI::App& command, Invocation& invocation);

// Each adds one subcommand, in a file of its name.
void add_serve(CLI::App& root, Invocation& invocation);
void add_demo(CLI::App& root, Invocation& invocation);
void add_devnet(CLI::App& root, Invocation& invocation);
void add_wallet(CLI::App& root, Invocation& invocation);
void add_order(CLI::App& root, Invocation& invocation);
// The part of `order` that speaks with a gateway as a merchant does.
void add_order_client(CLI::App& order, Invocation& invocation);
void add_transfer(CLI::App& root, Invocation& invocation);
void add_callback(CLI::App& root, Invocation& invocation);
void add_sign(CLI::App& root, Invocation& invocation);
void add_verify(CLI::App& root, Invocation& invocation);
void add_listen(CLI::App& root, Invocation& invocation);
void add_doctor(CLI::App& root, Invocation& invocation);
void add_audit(CLI::App& root, Invocation& invocation);
void add_config(CLI::App& root, Invocation& invocation);
void add_version(CLI::App& root, Invocation& invocation);

// One sentence to standard error; gives `status` back.
int say_no(std::string_view sentence, int status = kSaidNo);

}  // namespace bepusdt::app
