#include "chains/solana/listings.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/assert.hpp"

namespace bepusdt::chains::solana {

void Listings::keep_only(const std::vector<std::string>& accounts, std::uint64_t after) {
  const std::unordered_set<std::string_view> wanted(accounts.begin(), accounts.end());
  std::erase_if(lists_, [&](const auto& each) {
    return !wanted.contains(each.first) || each.second.from > after || each.second.to <= after;
  });
  for (auto& [account, list] : lists_) std::erase_if(list.lines, [&](const Listed& line) { return line.slot <= after; });
}

std::uint64_t Listings::known_to(const std::string& account, std::uint64_t after) const {
  const auto found = lists_.find(account);
  if (found == lists_.end() || found->second.from > after) return after;
  return std::max(after, found->second.to);
}

void Listings::add(const std::string& account, std::uint64_t from, std::uint64_t to, std::vector<Listed> lines) {
  const auto [at, is_new] = lists_.try_emplace(account, List{from, to, {}});
  List& list = at->second;
  BEPUSDT_ASSERT(is_new || list.to == from);
  list.to = to;
  std::ranges::move(lines, std::back_inserter(list.lines));
}

std::vector<Listed> Listings::succeeded(std::uint64_t last) const {
  std::vector<Listed> all;
  std::unordered_set<std::string_view> seen;
  for (const auto& [account, list] : lists_)
    for (const Listed& line : list.lines)
      if (!line.failed && line.slot <= last && seen.insert(line.signature).second) all.push_back(line);
  std::ranges::sort(all, {}, [](const Listed& line) { return std::tie(line.slot, line.signature); });
  return all;
}

}  // namespace bepusdt::chains::solana
