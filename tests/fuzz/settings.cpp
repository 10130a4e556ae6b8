// Fuzz target: file, environment and flags give either problems that can be read out, or settings that pass their own checks,
// print as TOML and show no token. The file's text, then after a line "%env" and a line "%flags" one NAME=value a line.
#include "base/assert.hpp"
#include "catalog/load_settings.hpp"
#include "catalog/settings_checks.hpp"
#include "catalog/settings_text.hpp"
#include "catalog/toml_text.hpp"
#include "fuzz/input.hpp"
#include "wire/utf8_text.hpp"

namespace {

using namespace bepusdt;
using namespace bepusdt::catalog;
using Loaded = Result<LoadedSettings, RefusedSettings>;

std::map<std::string, std::string> assignments(std::string_view text, const std::string& prefix) {
  std::map<std::string, std::string> out;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const auto equals = line.find('=');
    if (equals != std::string_view::npos)
      out.insert_or_assign(prefix + std::string(line.substr(0, equals)), std::string(line.substr(equals + 1)));
  }
  return out;
}

// What stands before the line, which is cut off together with it.
std::string_view before_line(std::string_view& text, std::string_view line) {
  const std::string_view all = text;
  for (std::size_t at = all.find(line); at != std::string_view::npos; at = all.find(line, at + 1)) {
    const bool begins = at == 0 || all[at - 1] == '\n';
    if (!begins || !all.substr(at + line.size()).starts_with('\n')) continue;
    text = all.substr(at + line.size() + 1);
    return all.substr(0, at);
  }
  text = {};
  return all;
}

SettingsInput input_of(std::string_view text) {
  SettingsInput input;
  input.file_name = "conf.toml";
  input.file_text = std::string(before_line(text, "%env"));
  input.environment = assignments(before_line(text, "%flags"), "BEPUSDT_");
  input.flags = assignments(text, "");
  return input;
}

void check_problem(const Problem& problem) {
  for (const auto language : {wire::Language::zh, wire::Language::en}) {
    BEPUSDT_ASSERT(!problem.sentence.in(language).empty());
    const std::string line = problem.text(language);
    BEPUSDT_ASSERT(wire::is_valid_utf8(line) && !wire::has_control_character(line));
  }
}

void check_loaded(const LoadedSettings& loaded) {
  const Settings& settings = loaded.settings;
  std::vector<Problem> errors, warnings;
  const MerchantPlaces places(settings.merchants.size());
  check_settings(settings, {[](const std::string&) { return std::string(); }, places}, errors, warnings);
  BEPUSDT_ASSERT(errors.empty());
  BEPUSDT_ASSERT(!settings.merchants.empty() && !settings.database.empty());
  for (const auto& merchant : settings.merchants) BEPUSDT_ASSERT(!merchant.token.empty() && !merchant.id.value().empty());
  for (const auto& wallet : settings.wallets) BEPUSDT_ASSERT(wallet.trade_type != nullptr);
  BEPUSDT_ASSERT(settings.order.timeout >= Seconds(60) && settings.order.timeout <= Seconds(86400));
  for (const auto& [pair, rate] : settings.rate.fixed) BEPUSDT_ASSERT(rate.sign() > 0);
  for (const auto& [name, chain] : settings.chains) {
    BEPUSDT_ASSERT(chain.chain != nullptr && chain.poll > Millis(0));
    for (const auto& endpoint : chain.endpoints) BEPUSDT_ASSERT(!endpoint.url.empty() && !endpoint.host.empty());
  }
  const std::string shown = show_settings(loaded);
  BEPUSDT_ASSERT(parse_toml(shown, "shown").has_value());
}

// Another token of the same length: nothing that is shown or said may tell the two apart.
void check_token_is_nowhere(std::string_view text, const LoadedSettings& loaded) {
  const std::string token(loaded.settings.merchants.front().token.reveal());
  const auto at = text.find(token);
  if (token.size() < 16 || at == std::string_view::npos || text.find(token, at + 1) != std::string_view::npos) return;
  std::string other(text);
  for (std::size_t i = at; i < at + token.size(); ++i) {
    const char c = other[i];
    if (c >= 'a' && c <= 'z')
      other[i] = c == 'z' ? 'a' : static_cast<char>(c + 1);
    else if (c < '0' || c > '9')
      return;
  }
  const Loaded again = load_settings(input_of(other));
  if (!again || again->settings.merchants.front().token == loaded.settings.merchants.front().token) return;
  if (again->settings.merchants.front().token.size() != token.size()) return;
  BEPUSDT_ASSERT(show_settings(*again) == show_settings(loaded));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const Loaded loaded = load_settings(input_of(text));
  if (!loaded) {
    BEPUSDT_ASSERT(!loaded.error().errors.empty());
    for (const Problem& problem : loaded.error().errors) check_problem(problem);
    for (const Problem& problem : loaded.error().warnings) check_problem(problem);
    return 0;
  }
  for (const Problem& problem : loaded->warnings) check_problem(problem);
  check_loaded(*loaded);
  check_token_is_nowhere(text, *loaded);
  return 0;
}
