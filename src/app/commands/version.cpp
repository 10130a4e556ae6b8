// bepusdt version: one line.
#include <cstdio>

#include "app/commands/command.hpp"
#include "app/version.hpp"

namespace bepusdt::app {

void add_version(CLI::App& root, Invocation& invocation) {
  CLI::App& version = *root.add_subcommand("version", "One line / 版本");
  version.callback([&invocation] {
    invocation.run = [] {
      std::printf("bepusdt %s\n", kVersion);
      return kDone;
    };
  });
}

}  // namespace bepusdt::app
