#include "catalog/load_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <tuple>

#include "catalog/endpoint_url.hpp"
#include "catalog/file_tables.hpp"
#include "catalog/nearest.hpp"
#include "catalog/old_settings.hpp"
#include "catalog/setting_assignments.hpp"
#include "catalog/setting_slots.hpp"
#include "catalog/settings_checks.hpp"
#include "catalog/toml_text.hpp"

namespace bepusdt::catalog {
namespace {

constexpr std::string_view kPrefix = "BEPUSDT_";

// Names below BEPUSDT_ that are no settings: the file's own name, what the tools of the command line read, and what Kubernetes
// adds for a service called bepusdt.
bool is_foreign_environment(std::string_view name) {
  return name == "CONFIG" || name == "ANVIL" || name == "API_URL" || name == "PORT" || name.starts_with("PORT_") ||
         name.starts_with("SERVICE_");
}

class Loader {
 public:
  explicit Loader(const SettingsInput& input) : input_(input) {
    core::Merchant main;
    main.id = core::kDefaultMerchant;
    main.pid = "1000";  // contract part 1 §5
    settings_.merchants.push_back(std::move(main));
    for (const Chain& chain : chains()) settings_.chains[std::string(chain.name)].chain = &chain;
  }

  Result<LoadedSettings, RefusedSettings> run() {
    apply_defaults();
    apply_file();
    apply_environment();
    apply_flags();
    finish();
    if (!errors_.empty()) return fail(RefusedSettings{std::move(errors_), std::move(warnings_)});
    return LoadedSettings{std::move(settings_), std::move(warnings_), in_order(), old_file_};
  }

 private:
  void error(std::string key, std::string place, wire::Sentence sentence) {
    errors_.push_back({std::move(key), std::move(place), std::move(sentence)});
  }

  void unknown(const std::string& key, const std::string& place, const std::string& near) {
    error(key, place,
          near.empty() ? wire::Sentence{"没有这项设置", "there is no such setting"}
                       : wire::Sentence{fmt::format("没有这项设置；是否想写 {}？", near),
                                        fmt::format("there is no such setting; did you mean {}?", near)});
  }

  void assign(const Slot& slot, const Value& value) {
    const auto parsed = read_setting(*slot.row, value);
    if (!parsed) return error(slot.key, value.place, parsed.error());
    if (auto wrong = slot.set(settings_, settings_.merchants.front().profile, *parsed))
      return error(slot.key, value.place, std::move(*wrong));
    shown_.insert_or_assign(slot.key,
                            ShownSetting{slot.key, slot.table, slot.name, shown_text(*slot.row, *parsed), value.place});
  }

  void assign_default(const std::vector<std::string>& path, std::string_view toml) {
    const Value value = toml_value(toml);
    assign(*find_slot(path), value);
  }

  void apply_defaults() {
    for (const auto& bound : general_rows())
      if (!bound.row.fallback.empty() && bound.row.key.find('<') == std::string_view::npos)
        assign_default(split_key(bound.row.key), bound.row.fallback);
    for (const auto& bound : profile_rows()) assign_default({"profile", std::string(bound.row.key)}, bound.row.fallback);
    for (const auto& row : wildcard_defaults()) assign_default(row.path, row.toml);
  }

  void apply_file() {
    if (!input_.file_text) return;
    auto root = parse_toml(*input_.file_text, input_.file_name);
    if (!root) return errors_.push_back(std::move(root.error()));
    if (is_old_settings(*root)) {
      old_file_ = true;
      auto translated = translate_old_settings(*root, input_.file_name);
      settings_.old_database = std::move(translated.old_database);
      std::ranges::move(translated.warnings, std::back_inserter(warnings_));
      std::ranges::move(translated.errors, std::back_inserter(errors_));
      *root = std::move(translated.root);
    }
    for (const auto& [name, value] : root->members) {
      if (name == "wallet") {
        read_wallets(value, settings_, errors_);
      } else if (name == "merchant") {
        read_merchants(value, settings_, merchant_places_, errors_);
      } else {
        walk(split_key(name), value);
      }
    }
  }

  void walk(const std::vector<std::string>& path, const Value& value) {
    if (const auto slot = find_slot(path)) return assign(*slot, value);
    std::string key;
    for (const auto& name : path) key += (key.empty() ? "" : ".") + name;
    if (!is_table_path(path)) return unknown(key, value.place, nearest_to(path, key));
    if (value.kind != Value::Kind::table) return error(key, value.place, {"应为表", "must be a table"});
    for (const auto& [name, member] : value.members) {
      auto below = path;
      std::ranges::move(split_key(name), std::back_inserter(below));  // "USDT.CNY" in quotes is two names
      walk(below, member);
    }
  }

  // For a pair only the shape is known, for everything else the whole list.
  static std::string nearest_to(const std::vector<std::string>& path, const std::string& key) {
    if (path.size() >= 2 && path[0] == "rate" && (path[1] == "rule" || path[1] == "fixed"))
      return fmt::format("rate.{}.\"USDT.CNY\"", path[1]);
    auto known = known_keys();
    for (const Chain& chain : chains()) known.push_back(fmt::format("chain.{}", chain.name));
    for (const char* table : {"log", "order", "rate", "callback", "http", "profile", "wallet", "merchant"})
      known.emplace_back(table);
    return nearest(key, known);
  }

  void apply_environment() {
    for (const auto& [name, text] : input_.environment) {
      if (!name.starts_with(kPrefix) || text.empty()) continue;
      const std::string_view rest = std::string_view(name).substr(kPrefix.size());
      if (is_foreign_environment(rest)) continue;
      const std::string place = "environment " + name;
      const auto slot = find_slot_of_environment(rest);
      if (!slot) {
        std::vector<std::string> known;
        for (const auto& key : known_keys()) known.push_back(environment_name(key));
        unknown(name, "environment", nearest(name, known));
        continue;
      }
      assign(*slot, {.kind = Value::Kind::loose, .text = text, .items = {}, .members = {}, .place = place});
    }
  }

  void apply_flags() {
    for (const auto& [name, text] : input_.flags) {
      const auto slot = find_slot_of_flag(name);
      if (!slot) {
        std::vector<std::string> known;
        for (const auto& key : known_keys()) known.push_back(flag_name(key));
        unknown("--" + name, "flag", nearest("--" + name, known));
        continue;
      }
      assign(*slot, {.kind = Value::Kind::loose, .text = text, .items = {}, .members = {}, .place = "flag --" + name});
    }
  }

  void finish() {
    resolve_database();
    switch_chains();
    const auto place_of = [this](const std::string& key) {
      const auto found = shown_.find(key);
      return found == shown_.end() ? std::string() : found->second.place;
    };
    check_settings(settings_, {place_of, merchant_places_}, errors_, warnings_);
  }

  void resolve_database() {
    const std::filesystem::path folder = std::filesystem::path(input_.file_name).parent_path();
    const std::filesystem::path file = settings_.database;
    if (!file.empty() && file.is_relative() && !folder.empty())
      settings_.database = (folder / file).lexically_normal().string();
  }

  // A chain without endpoints of its own gets the public ones, unless it has an empty list or public_nodes is off.
  void switch_chains() {
    for (auto& [name, chain] : settings_.chains) {
      const std::string key = fmt::format("chain.{}.endpoints", name);
      const bool named = shown_.contains(key);
      if (!named && settings_.public_nodes) {
        chain.uses_public_nodes = true;
        std::string hosts;
        for (const auto url : chain.chain->public_endpoints) {
          Endpoint endpoint;
          endpoint.url = Secret(std::string(url));
          endpoint.host = host_of(url);
          endpoint.requests_per_second = core::Decimal(chain.chain->public_requests_per_second);
          hosts += (hosts.empty() ? "" : ", ") + toml_string(endpoint.host);
          chain.endpoints.push_back(std::move(endpoint));
        }
        shown_.insert_or_assign(key, ShownSetting{key, "chain." + name, "endpoints", "[" + hosts + "]", "public nodes"});
      }
      chain.on = !chain.endpoints.empty();
    }
  }

  // Tables together, in the order in which their first row stands, rows in their own order.
  std::vector<ShownSetting> in_order() {
    std::map<std::string, std::size_t, std::less<>> row_order, table_order;
    std::size_t next = 0;
    const auto add = [&](std::string_view key) {
      row_order.emplace(key, next);
      table_order.emplace(key.substr(0, std::min(key.find('.'), key.size())), next++);
    };
    for (const auto& bound : general_rows()) add(bound.row.key);
    for (const auto& bound : profile_rows()) add(std::string("profile.") + std::string(bound.row.key));
    using Key = std::tuple<bool, std::size_t, std::string, std::size_t, std::string>;
    std::vector<std::pair<Key, ShownSetting>> rows;
    for (auto& [key, setting] : shown_) {
      const auto path = split_key(key);
      const Slot slot = *find_slot(path);
      const std::string row_key = setting.table == "profile" ? key : std::string(slot.row->key);
      rows.emplace_back(Key{!setting.table.empty(), table_order.find(path.front())->second, setting.table,
                            row_order.find(row_key)->second, key},
                        std::move(setting));
    }
    std::ranges::sort(rows, {}, [](const auto& row) -> const Key& { return row.first; });
    std::vector<ShownSetting> shown;
    for (auto& row : rows) shown.push_back(std::move(row.second));
    return shown;
  }

  const SettingsInput& input_;
  Settings settings_;
  MerchantPlaces merchant_places_;
  std::map<std::string, ShownSetting, std::less<>> shown_;
  std::vector<Problem> errors_;
  std::vector<Problem> warnings_;
  bool old_file_ = false;
};

}  // namespace

Result<LoadedSettings, RefusedSettings> load_settings(const SettingsInput& input) { return Loader(input).run(); }

}  // namespace bepusdt::catalog
