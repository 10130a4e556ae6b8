// Finding the setting that a path of the file, an environment variable or a flag names, with its wildcards filled in.
// Immutable tables; any thread.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/setting_rows.hpp"

namespace bepusdt::catalog {

// One concrete setting: "order.step.USDT" of the row "order.step.<currency>".
struct Slot {
  const SettingRow* row = nullptr;
  std::string key;    // as messages name it
  std::string table;  // as the file heads it: "order.step", "chain.ethereum", "" at the top
  std::string name;   // as the file writes it within its table: timeout, "USDT.CNY" in quotes
  std::function<Wrong(Settings&, core::MerchantProfile& default_profile, const Parsed&)> set;
};

// Path of names, as ["order", "step", "USDT"].
[[nodiscard]] std::optional<Slot> find_slot(std::span<const std::string> path);
// Some setting lies below this path.
[[nodiscard]] bool is_table_path(std::span<const std::string> path);
// "ORDER_STEP_USDT", what follows BEPUSDT_.
[[nodiscard]] std::optional<Slot> find_slot_of_environment(std::string_view name);
// "order-step-usdt", what follows the dashes.
[[nodiscard]] std::optional<Slot> find_slot_of_flag(std::string_view name);

// Every concrete key except rate.rule and rate.fixed, whose pairs are open; for suggestions.
[[nodiscard]] std::vector<std::string> known_keys();
// "BEPUSDT_ORDER_TIMEOUT" and "--order-timeout" of a key.
[[nodiscard]] std::string environment_name(std::string_view key);
[[nodiscard]] std::string flag_name(std::string_view key);

// The defaults of rows with wildcards, whose own `fallback` is empty: key path and TOML text.
struct WildcardDefault {
  std::vector<std::string> path;
  std::string toml;
};
[[nodiscard]] std::vector<WildcardDefault> wildcard_defaults();

// "a.b.c" into its names.
[[nodiscard]] std::vector<std::string> split_key(std::string_view key);

}  // namespace bepusdt::catalog
