#include "web/language.hpp"

#include <charconv>
#include <optional>

namespace bepusdt::web {
namespace {

constexpr std::size_t kHeaderLimit = 1024;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "zh", "zh-CN", "zh-Hant-TW" are Chinese; "en", "en-GB" English.
std::optional<wire::Language> language_of(std::string_view tag) {
  if (tag.size() < 2 || (tag.size() > 2 && tag[2] != '-')) return std::nullopt;
  const char first = static_cast<char>(tag[0] | 0x20);
  const char second = static_cast<char>(tag[1] | 0x20);
  if (first == 'z' && second == 'h') return wire::Language::zh;
  if (first == 'e' && second == 'n') return wire::Language::en;
  return std::nullopt;
}

// Thousandths of the weight "0.8"; absent is 1, malformed is 0. The grammar allows three digits after the point.
int weight_of(std::string_view parameters) {
  const auto at = parameters.find("q=");
  if (at == std::string_view::npos) return 1000;
  const std::string_view text = trimmed(parameters.substr(at + 2));
  if (text.empty() || (text[0] != '0' && text[0] != '1')) return 0;
  if (text[0] == '1') return 1000;
  if (text.size() < 3 || text[1] != '.') return 0;
  const std::string_view digits = text.substr(2, 3);
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return 0;
  for (std::size_t i = digits.size(); i < 3; ++i) value *= 10;
  return value;
}

}  // namespace

wire::Language language_for(std::string_view chosen, std::string_view accept_language, wire::Language fallback) {
  if (const auto language = language_of(chosen)) return *language;
  std::string_view rest = accept_language.substr(0, kHeaderLimit);
  wire::Language best = fallback;
  int best_weight = 0;
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    const std::string_view item = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    const auto semicolon = item.find(';');
    const auto language = language_of(trimmed(item.substr(0, semicolon)));
    if (!language) continue;
    const int weight = semicolon == std::string_view::npos ? 1000 : weight_of(item.substr(semicolon + 1));
    if (weight > best_weight) {
      best = *language;
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace bepusdt::web
