#include "catalog/nearest.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace bepusdt::catalog {
namespace {

// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours, each counted once.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last.back();
}

std::string_view last_part(std::string_view key) { return key.substr(key.rfind('.') + 1); }

}  // namespace

std::string nearest(std::string_view unknown, std::span<const std::string> known) {
  static constexpr std::size_t kLongest = 80;
  if (unknown.empty() || unknown.size() > kLongest) return {};
  const std::size_t near = std::max<std::size_t>(1, unknown.size() / 3);
  std::string best;
  std::size_t best_distance = near + 1;
  for (const std::string& candidate : known) {
    std::size_t d = distance(unknown, candidate);
    if (last_part(unknown) == last_part(candidate)) d = std::min<std::size_t>(d, 1);
    if (d < best_distance) {
      best_distance = d;
      best = candidate;
    }
  }
  return best;
}

}  // namespace bepusdt::catalog
