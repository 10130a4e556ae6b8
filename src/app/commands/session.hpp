// Session: the settings of a command, and the store of one that works on the database, beside a running gateway or without.
#pragma once

#include <memory>
#include <optional>

#include "app/commands/command.hpp"
#include "catalog/load_settings.hpp"
#include "ports/store.hpp"

namespace bepusdt::app {

// Settings as file, environment and flags give them; nullopt after every error was printed, with the exit status.
[[nodiscard]] std::optional<catalog::LoadedSettings> read_settings(const Invocation& invocation, int& status);

struct Session {
  catalog::Settings settings;
  std::unique_ptr<ports::Store> store;
};

// nullopt after the reason was printed; `status` is then the exit status.
[[nodiscard]] std::optional<Session> open_session(const Invocation& invocation, int& status);

// Runs `f` on a snapshot; the exit status. Prints the reason when the store fails.
int read_store(ports::Store& store, const std::function<void(const ports::View&)>& f);

}  // namespace bepusdt::app
