#include "chains/solana/list_account.hpp"

#include "base/assert.hpp"

namespace bepusdt::chains::solana {
namespace {

// Whether the page shows that the list holds nothing more down to the range's end.
bool is_last(const std::vector<Listed>& page, std::size_t limit, const AccountRange& range) {
  return page.size() < limit || page.back().slot <= range.from;
}

void take(const std::vector<Listed>& page, std::size_t first, const AccountRange& range, std::vector<Listed>& lines) {
  for (std::size_t i = first; i < page.size(); ++i)
    if (page[i].slot > range.from && page[i].slot <= range.to) lines.push_back(page[i]);
}

Told<void> list_the_rest(Visit& visit, const AccountRange& range, std::vector<Listed> page, std::vector<Listed>& lines) {
  const SolanaLimits& limits = visit.desk().config.limits;
  for (std::size_t limit = page.size(); !is_last(page, limit, range);) {
    if (lines.size() > limits.most_signatures)
      return fail(visit.lagging("an account has more than " + std::to_string(limits.most_signatures) +
                                " new transactions; an endpoint for whole blocks is needed"));
    if (!visit.may_go_on()) return fail(visit.lagging("no time was left to list an account whole"));
    const Listed overlap = page.back();
    limit = limits.page;
    auto next = visit.pages({{range.account, page[page.size() - 2].signature, limit, range.to}});
    if (!next) return fail(std::move(next.error()));
    page = std::move(next->front());
    if (page.empty() || page.front() != overlap)
      return fail(visit.lagging("its pages of an account's transactions do not fit together"));
    take(page, 1, range, lines);
  }
  return {};
}

}  // namespace

Told<std::vector<std::vector<Listed>>> list_accounts(Visit& visit, const std::vector<AccountRange>& wanted) {
  const SolanaLimits& limits = visit.desk().config.limits;
  BEPUSDT_ASSERT(limits.first_page >= 2 && limits.page >= 2);  // for the overlap
  std::vector<Visit::Page> first;
  for (const AccountRange& range : wanted) first.push_back({range.account, "", limits.first_page, range.to});
  auto pages = visit.pages(first);
  if (!pages) return fail(std::move(pages.error()));
  std::vector<std::vector<Listed>> all(wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    std::vector<Listed>& page = (*pages)[i];
    take(page, 0, wanted[i], all[i]);
    if (is_last(page, limits.first_page, wanted[i])) continue;
    if (auto rest = list_the_rest(visit, wanted[i], std::move(page), all[i]); !rest) return fail(std::move(rest.error()));
  }
  return all;
}

}  // namespace bepusdt::chains::solana
