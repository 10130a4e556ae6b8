// Access: where the gateway is and with which token, for the commands that speak for a merchant: the flags first, then
// BEPUSDT_API_URL and BEPUSDT_AUTH_TOKEN, then the gateway's own settings file.
#pragma once

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

#include "app/commands/command.hpp"
#include "base/secret.hpp"
#include "catalog/settings.hpp"

namespace bepusdt::app {

struct AccessFlags {
  std::string api_url;
  std::vector<std::string> tokens;
  std::string merchant_id;
};

// --token, --merchant and --config; with_address: --api-url, too.
void add_access_options(CLI::App& command, Invocation& invocation, AccessFlags& flags, bool with_address);

struct Access {
  std::string api_url;         // without a slash at its end; empty where none was asked for
  std::vector<Secret> tokens;  // at least one, none empty
  std::string merchant_id;     // empty: the gateway's default merchant
};

// nullopt after the reason was printed; `status` is then the exit status.
[[nodiscard]] std::optional<Access> find_access(const Invocation& invocation, const AccessFlags& flags, bool with_address,
                                                int& status);

// Where a gateway of these settings is reached: public_url, or else what it listens at, on this machine.
[[nodiscard]] std::string address_of(const catalog::Settings& settings);

}  // namespace bepusdt::app
