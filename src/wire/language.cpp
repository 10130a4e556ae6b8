#include "wire/language.hpp"

#include <algorithm>
#include <optional>

namespace bepusdt::wire {
namespace {

constexpr int kMostRanges = 32;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Up to the next separator, which is taken off as well.
std::string_view take(std::string_view& rest, char separator) {
  const std::size_t at = std::min(rest.find(separator), rest.size());
  const std::string_view part = rest.substr(0, at);
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return trimmed(part);
}

// "q=0.75" in thousandths; no parameter weighs 1000, a broken one nothing.
int weight_of(std::string_view parameter) {
  if (parameter.empty()) return 1000;
  if (!(parameter.starts_with("q=") || parameter.starts_with("Q="))) return 0;
  parameter.remove_prefix(2);
  if (parameter.empty() || parameter.size() > 5 || (parameter[0] != '0' && parameter[0] != '1')) return 0;
  int weight = (parameter[0] - '0') * 1000;
  if (parameter.size() == 1) return weight;
  if (parameter[1] != '.') return 0;
  int step = 100;
  for (const char c : parameter.substr(2)) {
    if (c < '0' || c > '9') return 0;
    weight += (c - '0') * step;
    step /= 10;
  }
  return std::min(weight, 1000);
}

std::optional<Language> spoken_here(std::string_view range) {
  const std::string_view primary = range.substr(0, range.find('-'));
  if (primary.size() != 2) return std::nullopt;
  const char first = static_cast<char>(primary[0] | 0x20);
  const char second = static_cast<char>(primary[1] | 0x20);
  if (first == 'z' && second == 'h') return Language::zh;
  if (first == 'e' && second == 'n') return Language::en;
  return std::nullopt;
}

}  // namespace

Language language_of(std::string_view accept_language, Language fallback) {
  Language best = fallback;
  int best_weight = 0;
  for (int i = 0; i < kMostRanges && !accept_language.empty(); ++i) {
    std::string_view range = take(accept_language, ',');
    const std::string_view name = take(range, ';');
    const auto language = spoken_here(name);
    const int weight = weight_of(take(range, ';'));
    if (language && weight > best_weight) {
      best = *language;
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace bepusdt::wire
