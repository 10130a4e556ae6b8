#include "chains/aptos/visit.hpp"

#include <algorithm>

namespace bepusdt::chains::aptos {

using Kind = NodeFailure::Kind;
using ports::ReadError;

template <class Question>
auto Visit::ask(Question&& question) -> decltype(question(std::declval<RestApi&>())) {
  const Time now = desk_.clock.now();
  if (now >= deadline_) return fail(NodeFailure{Kind::out_of_time, "no time left"});
  endpoint_.bucket().take(1, now);
  auto answer = question(*line().api);
  const auto kind = answer ? std::optional<Kind>() : answer.error().kind;
  if (!kind || *kind == Kind::not_found || *kind == Kind::pruned) {
    desk_.reports.answered(endpoint_);
  } else if (*kind == Kind::unreachable || *kind == Kind::malformed) {
    desk_.reports.failed(endpoint_, answer.error().reason, answer.error().retry_after);
  } else if (*kind == Kind::other_network) {
    desk_.reports.wrong_chain(endpoint_, answer.error().reason);
  }
  return answer;  // one that is too large was not yet the endpoint's fault: a smaller question may do
}

ReadError Visit::read_error(NodeFailure failure) {
  if (failure.kind == Kind::too_large) desk_.reports.failed(endpoint_, failure.reason, failure.retry_after);
  const std::string reason = host() + ": " + endpoint_.without_secrets(std::move(failure.reason));
  switch (failure.kind) {
    case Kind::malformed:
    case Kind::other_network: return {ReadError::Kind::malformed, reason, {}};
    case Kind::not_found:
    case Kind::pruned: return {ReadError::Kind::lagging, reason, {}};
    default: return {ReadError::Kind::unreachable, reason, {}};
  }
}

ReadError Visit::malformed(const std::string& what) {
  desk_.reports.failed(endpoint_, what);
  return {ReadError::Kind::malformed, host() + ": " + what, {}};
}

ReadError Visit::lagging(const std::string& what) const { return {ReadError::Kind::lagging, host() + ": " + what, {}}; }

Told<void> Visit::verify_network() {
  if (endpoint_.chain_verified()) return {};
  const auto told = ledger();
  if (!told) return fail(told.error());
  return {};
}

Told<Ledger> Visit::ledger() {
  auto answer = ask([&](RestApi& api) { return api.ledger(deadline_); });
  if (!answer) return fail(read_error(std::move(answer.error())));
  endpoint_.set_chain_verified();
  endpoint_.saw_height(answer->height, desk_.clock.now());
  return *answer;
}

Told<std::optional<Header>> Visit::block(std::uint64_t height) {
  auto answer = ask([&](RestApi& api) { return api.block(height, deadline_); });
  if (!answer && answer.error().kind == Kind::not_found) return std::optional<Header>{};
  if (!answer) return fail(read_error(std::move(answer.error())));
  if (answer->height != height) return fail(malformed("answered with another block than asked for"));
  return std::optional(*answer);
}

Told<Header> Visit::block_below_head(std::uint64_t height) {
  auto found = block(height);
  if (!found) return fail(std::move(found.error()));
  if (!*found) return fail(lagging("lacks block " + std::to_string(height) + ", which is not above its newest"));
  return **found;
}

Told<Header> Visit::block_of(std::uint64_t version) {
  auto answer = ask([&](RestApi& api) { return api.block_of(version, deadline_); });
  if (!answer) return fail(read_error(std::move(answer.error())));
  if (version < answer->first_version || version > answer->last_version)
    return fail(malformed("answered with another block than that of the transaction asked for"));
  return *answer;
}

Told<std::vector<Transaction>> Visit::page(std::uint64_t first, std::uint64_t last) {
  for (;;) {
    const std::uint64_t most =
        std::min(last - first + 1, line().page.now(std::max<std::uint64_t>(1, desk_.config.limits.page), desk_.clock.now()));
    auto answer = ask([&](RestApi& api) { return api.transactions(first, most, deadline_); });
    if (answer) {
      if (answer->empty()) return fail(lagging("does not have version " + std::to_string(first) + " of its own block"));
      if (answer->front().version != first || answer->size() > most)
        return fail(malformed("answered with transactions not asked for"));
      return std::move(*answer);
    }
    if (answer.error().kind == Kind::too_large && line().page.shrink(most, desk_.clock.now())) continue;
    return fail(read_error(std::move(answer.error())));
  }
}

Told<std::vector<Transaction>> Visit::transactions(std::uint64_t first, std::uint64_t last) {
  // Validators put no more than some ten thousand into a block; one step of several blocks is smaller still.
  constexpr std::uint64_t kMostVersions = 100'000;
  if (last - first >= kMostVersions)
    return fail(malformed("tells of a block of " + std::to_string(last - first + 1) + " transactions"));
  std::size_t deposits = 0;
  std::vector<Transaction> all;
  while (all.empty() || all.back().version < last) {
    auto next = page(all.empty() ? first : all.back().version + 1, last);
    if (!next) return fail(std::move(next.error()));
    for (const Transaction& each : *next) deposits += each.deposits.size();
    if (deposits > desk_.config.limits.most_deposits) return fail(malformed("tells of more deposits than can be"));
    std::ranges::move(*next, std::back_inserter(all));
  }
  return all;
}

// Not known there: that says something only of a node that has the block where it should be. By the refusal's own headers; where
// these were left out, the block itself must show that it does not hold it, for another question may be answered by another node.
Told<void> Visit::judge_absence(const NodeFailure& refused, const Word& hash, std::uint64_t height) {
  const std::string place = "block " + std::to_string(height);
  if (refused.height && *refused.height < height) return fail(lagging("does not have " + place + " yet"));
  if (refused.oldest_height && *refused.oldest_height > height) return fail(lagging("has pruned " + place));
  if (refused.height && refused.oldest_height) return {};
  const auto there = block(height);
  if (!there) return fail(there.error());
  if (!*there) return fail(lagging("does not have " + place + " yet"));
  const auto held = transactions((*there)->first_version, (*there)->last_version);
  if (!held) return fail(held.error());
  if (std::ranges::find(*held, hash, &Transaction::hash) != held->end())
    return fail(lagging("does not know by its hash what its " + place + " holds"));
  return {};
}

Told<std::optional<Transaction>> Visit::transaction(const Word& hash, std::uint64_t height) {
  auto answer = ask([&](RestApi& api) { return api.transaction(hash, deadline_); });
  if (!answer && answer.error().kind == Kind::not_found) {
    if (auto judged = judge_absence(answer.error(), hash, height); !judged) return fail(std::move(judged.error()));
    return std::optional<Transaction>{};
  }
  if (!answer) return fail(read_error(std::move(answer.error())));
  if (!*answer) return fail(lagging("has the transaction, but in no block yet"));
  if ((*answer)->hash != hash) return fail(malformed("answered with another transaction than asked for"));
  return std::move(*answer);
}

}  // namespace bepusdt::chains::aptos
