#include "catalog/setting_slots.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "catalog/setting_assignments.hpp"
#include "catalog/toml_text.hpp"

namespace bepusdt::catalog {
namespace {

constexpr std::string_view kEnvironmentPrefix = "BEPUSDT_";

char to_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string mapped(std::string_view text, char (*f)(char)) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), f);
  return out;
}

bool is_wildcard(std::string_view segment) { return segment.starts_with('<'); }

bool stands_for(std::string_view wildcard, std::string_view name) {
  if (wildcard == "<chain>") return find_chain(name) != nullptr;
  if (wildcard == "<currency>") return is_currency(name);
  return is_fiat(name);
}

bool matches(std::span<const std::string> pattern, std::span<const std::string> path) {
  return std::ranges::equal(pattern, path, [](const std::string& p, const std::string& name) {
    return is_wildcard(p) ? stands_for(p, name) : p == name;
  });
}

// The rows with their keys cut up once.
struct Entry {
  const SettingRow* row;
  std::vector<std::string> pattern;
  const Bound<Settings>* general = nullptr;
  const Bound<core::MerchantProfile>* profile = nullptr;
};

const std::vector<Entry>& entries() {
  static const std::vector<Entry> all = [] {
    std::vector<Entry> list;
    for (const auto& bound : general_rows()) list.push_back({&bound.row, split_key(bound.row.key), &bound, nullptr});
    for (const auto& bound : profile_rows())
      list.push_back({&bound.row, {"profile", std::string(bound.row.key)}, nullptr, &bound});
    return list;
  }();
  return all;
}

Slot slot_of(const Entry& entry, std::span<const std::string> path) {
  Slot slot;
  slot.row = entry.row;
  slot.key = fmt::format("{}", fmt::join(path, "."));
  // A pair is one quoted name in the file; every other name is bare.
  const bool pair = entry.pattern.back() == "<fiat>";
  const auto table = path.first(path.size() - (pair ? 2 : 1));
  slot.table = fmt::format("{}", fmt::join(table, "."));
  slot.name = pair ? toml_string(fmt::format("{}.{}", path[path.size() - 2], path.back())) : path.back();
  std::string part;
  for (std::size_t i = 0; i < path.size(); ++i)
    if (is_wildcard(entry.pattern[i])) part += (part.empty() ? "" : ".") + path[i];
  if (const auto* general = entry.general; general != nullptr) {
    slot.set = [general, part](Settings& settings, core::MerchantProfile&, const Parsed& value) {
      return general->set(settings, part, value);
    };
  } else {
    slot.set = [profile = entry.profile](Settings&, core::MerchantProfile& target, const Parsed& value) {
      return profile->set(target, {}, value);
    };
  }
  return slot;
}

// Words of a key as the environment and flags write them: dots and underscores are both word breaks there.
std::optional<std::vector<std::string>> path_of_words(const Entry& entry, std::span<const std::string> words) {
  std::vector<std::string> path;
  std::size_t next = 0;
  for (const std::string& segment : entry.pattern) {
    if (is_wildcard(segment)) {
      if (next >= words.size()) return std::nullopt;
      path.push_back(segment == "<chain>" ? mapped(words[next], to_lower) : words[next]);
      if (!stands_for(segment, path.back())) return std::nullopt;
      ++next;
      continue;
    }
    std::string_view rest = segment;
    while (true) {
      const auto underscore = std::min(rest.find('_'), rest.size());
      if (next >= words.size() || words[next] != mapped(rest.substr(0, underscore), to_upper)) return std::nullopt;
      ++next;
      if (underscore == rest.size()) break;
      rest.remove_prefix(underscore + 1);
    }
    path.push_back(segment);
  }
  if (next != words.size()) return std::nullopt;
  return path;
}

std::optional<Slot> find_slot_of_words(std::string_view text, char separator) {
  std::vector<std::string> words;
  while (true) {
    const auto end = std::min(text.find(separator), text.size());
    words.push_back(mapped(text.substr(0, end), to_upper));
    if (end == text.size()) break;
    text.remove_prefix(end + 1);
  }
  for (const Entry& entry : entries())
    if (const auto path = path_of_words(entry, words)) return slot_of(entry, *path);
  return std::nullopt;
}

}  // namespace

std::vector<std::string> split_key(std::string_view key) {
  std::vector<std::string> names;
  while (true) {
    const auto dot = std::min(key.find('.'), key.size());
    names.emplace_back(key.substr(0, dot));
    if (dot == key.size()) return names;
    key.remove_prefix(dot + 1);
  }
}

std::optional<Slot> find_slot(std::span<const std::string> path) {
  for (const Entry& entry : entries())
    if (matches(entry.pattern, path)) return slot_of(entry, path);
  return std::nullopt;
}

bool is_table_path(std::span<const std::string> path) {
  return std::ranges::any_of(entries(), [&](const Entry& entry) {
    return entry.pattern.size() > path.size() && matches(std::span(entry.pattern).first(path.size()), path);
  });
}

std::optional<Slot> find_slot_of_environment(std::string_view name) { return find_slot_of_words(name, '_'); }

std::optional<Slot> find_slot_of_flag(std::string_view name) {
  if (name.find('_') != std::string_view::npos) return std::nullopt;
  return find_slot_of_words(name, '-');
}

std::vector<std::string> known_keys() {
  std::vector<std::string> keys;
  for (const Entry& entry : entries()) {
    const std::string key = fmt::format("{}", fmt::join(entry.pattern, "."));
    if (entry.pattern.back() == "<fiat>") continue;
    if (const auto at = key.find("<chain>"); at != std::string::npos) {
      for (const Chain& chain : chains()) keys.push_back(std::string(key).replace(at, 7, chain.name));
    } else if (const auto currency = key.find("<currency>"); currency != std::string::npos) {
      for (const auto& type : trade_types()) {
        std::string concrete = std::string(key).replace(currency, 10, type.currency);
        if (std::ranges::find(keys, concrete) == keys.end()) keys.push_back(std::move(concrete));
      }
    } else {
      keys.push_back(key);
    }
  }
  return keys;
}

std::string environment_name(std::string_view key) {
  return std::string(kEnvironmentPrefix) + mapped(key, [](char c) { return c == '.' ? '_' : to_upper(c); });
}

std::string flag_name(std::string_view key) {
  return "--" + mapped(key, [](char c) { return c == '.' || c == '_' ? '-' : to_lower(c); });
}

std::vector<WildcardDefault> wildcard_defaults() {
  std::vector<WildcardDefault> list;
  // About a hundredth of a US dollar or less, so that amounts stay short and neighbours stay cheap.
  constexpr std::pair<std::string_view, std::string_view> kSteps[] = {
      {"USDT", "0.01"},    {"USDC", "0.01"},   {"TRX", "0.01"}, {"GRAM", "0.01"},
      {"ETH", "0.000001"}, {"BNB", "0.00001"}, {"POL", "0.01"}, {"SOL", "0.00001"}};
  for (const auto& [currency, step] : kSteps) list.push_back({{"order", "step", std::string(currency)}, toml_string(step)});
  for (const Chain& chain : chains()) {
    const std::string name(chain.name);
    list.push_back({{"chain", name, "finality"}, toml_string(chain.finality)});
    list.push_back({{"chain", name, "cross_check"}, toml_string("when_healthy")});
    list.push_back({{"chain", name, "poll"}, fmt::format("{}.{:03}", chain.poll.count() / 1000, chain.poll.count() % 1000)});
  }
  return list;
}

}  // namespace bepusdt::catalog
