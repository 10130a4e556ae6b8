#include "payment/refresh_rates.hpp"

#include <algorithm>
#include <set>

#include "catalog/chains.hpp"
#include "catalog/metrics.hpp"

namespace bepusdt::payment {
namespace {

constexpr std::array<std::string_view, 5> kUsualFiats{"CNY", "USD", "EUR", "GBP", "JPY"};
// How far back the last good price is looked for. When none is found there, every newer row was an unagreed jump, and
// only agreement makes a price good again.
constexpr int kHistoryLookedAt = 200;
// What is older is dropped, a little at each look.
constexpr std::chrono::days kKept{90};
constexpr int kDroppedAtOnce = 1'000;

std::string pair_text(const ports::Pair& pair) { return pair.currency + "." + pair.fiat; }

}  // namespace

std::vector<ports::Pair> pairs_in_use(const ports::DirectorySnapshot& directory, std::span<const std::string> more_fiats) {
  std::set<std::string> fiats(kUsualFiats.begin(), kUsualFiats.end());
  for (const auto& [pair, rule] : directory.rules) fiats.insert(pair.fiat);
  fiats.insert(more_fiats.begin(), more_fiats.end());
  std::set<ports::Pair> pairs;
  for (const core::TradeType& type : catalog::trade_types())
    if (std::ranges::find(directory.readable_chains, type.chain) != directory.readable_chains.end())
      for (const std::string& fiat : fiats) pairs.insert({std::string(type.currency), fiat});
  return {pairs.begin(), pairs.end()};
}

bool RefreshRates::jumps(const core::Decimal& from, const core::Decimal& to) const {
  const auto change = to.minus(from);
  const auto allowed = from.times(max_jump_);
  if (!change || !allowed) return true;
  return *change > *allowed || *change < *core::Decimal().minus(*allowed);
}

RefreshRates::Look RefreshRates::judge(const ports::View& view, const ports::Price& price, Time now) const {
  Look look;
  look.row = {price.pair.currency, price.pair.fiat, price.rate, std::string(source_.name()), now, true};
  if (price.as_of) look.row.at = std::min(now, *price.as_of);  // the source's clock may be ahead of ours

  const auto history = view.rate_history(price.pair.currency, price.pair.fiat, kHistoryLookedAt);
  if (history.empty()) return look;
  const auto good = std::ranges::find(history, true, &ports::RateRow::confirmed);
  if (good != history.end()) look.last_good = good->rate;

  const ports::RateRow& newest = history.front();
  if (newest.at == look.row.at && newest.source == look.row.source && newest.rate == look.row.rate) {
    look.row = newest;
    look.is_new = false;
    return look;
  }
  const bool near_good = look.last_good && !jumps(*look.last_good, look.row.rate);
  const bool agrees = !newest.confirmed && look.row.at > newest.at && !jumps(newest.rate, look.row.rate);
  look.row.confirmed = !source_.is_market() || near_good || agrees;
  return look;
}

std::vector<RefreshRates::Look> RefreshRates::record(ports::Tx& tx, const std::vector<ports::Price>& prices,
                                                     const std::vector<ports::Pair>& asked, Time now) const {
  std::vector<Look> looks;
  std::set<ports::Pair> seen;
  for (const ports::Price& price : prices) {
    const bool wanted = std::ranges::find(asked, price.pair) != asked.end();
    if (!wanted || price.rate.sign() <= 0 || !seen.insert(price.pair).second) continue;
    looks.push_back(judge(tx, price, now));
    if (looks.back().is_new) tx.insert(looks.back().row);
  }
  tx.drop_rates_before(now - kKept, kDroppedAtOnce);
  return looks;
}

std::optional<RefreshedRates> RefreshRates::run(const std::vector<ports::Pair>& pairs) {
  RefreshedRates out;
  const auto answer = source_.fetch(pairs);
  const Time now = ports_.clock.now();
  out.source_answered = answer.has_value();
  if (!answer) {
    ports_.log.warning("rate.source_failed", {{"source", source_.name()}, {"reason", answer.error().reason}});
    ports_.metrics.add(catalog::metric::kRateFetchFailures, 1, {source_.name()});
  }

  std::vector<Look> looks;
  const auto take_good = [&](const ports::View& view) {
    out.prices.clear();
    for (const ports::RateRow& row : view.newest_rates()) {
      const ports::Pair pair{row.currency, row.fiat};
      if (std::ranges::find(pairs, pair) != pairs.end()) out.prices[pair] = {row.rate, row.at};
    }
  };
  const auto done = !answer ? ports_.store.read(take_good) : ports_.store.write([&](ports::Tx& tx) {
    looks = record(tx, *answer, pairs, now);
    take_good(tx);
  });
  if (!done) {
    ports_.log.error("rate.store_failed", {{"reason", done.error().reason}});
    return std::nullopt;
  }
  for (const Look& look : looks) {
    if (!look.row.confirmed) out.suspicious.push_back({look.row.currency, look.row.fiat});
    report(look);
  }
  for (const auto& [pair, price] : out.prices)
    ports_.metrics.set(catalog::metric::kRateAgeSeconds, static_cast<double>((now - price.at).count()) / 1000,
                       {pair_text(pair)});
  return out;
}

void RefreshRates::report(const Look& look) {
  if (!look.is_new || !look.last_good || !jumps(*look.last_good, look.row.rate)) return;
  const std::string pair = pair_text({look.row.currency, look.row.fiat});
  const std::string from = look.last_good->to_string();
  const std::string to = look.row.rate.to_string();
  if (look.row.confirmed)
    ports_.log.info("rate.jump_agreed", {{"pair", pair}, {"from", from}, {"to", to}, {"source", look.row.source}});
  else
    ports_.log.warning("rate.jumped", {{"pair", pair}, {"from", from}, {"to", to}, {"source", look.row.source}});
}

}  // namespace bepusdt::payment
