#include "audit/rate_book.hpp"

#include <algorithm>

namespace bepusdt::audit {
namespace {

constexpr int kRowsLookedAt = 2'000;  // of a pair: more than a day, where one is taken a minute
constexpr int kDigitsBeyondChance = 4;
constexpr int kRateDigits = 24;  // what a quote's rate is rounded to
constexpr Seconds kClocksDiffer{60};

}  // namespace

RateOrigin RateBook::origin_of(const core::Quote& quote, const ports::View& view) {
  if (quote.rate.significant_digits() < kDigitsBeyondChance) return RateOrigin::good;
  const ports::Pair pair{std::string(quote.trade_type->currency), quote.fiat};
  core::RateRule rule;
  if (const auto found = rules_.rules.find(pair); found != rules_.rules.end()) rule = found->second;
  if (!rule.needs_market()) return RateOrigin::good;

  const Time newest = quote.created_at + kClocksDiffer;
  const Time oldest = quote.created_at - rules_.max_age - kClocksDiffer;
  bool any_good = false;
  RateOrigin origin = RateOrigin::good;
  for (const ports::RateRow& row : history(pair, view)) {
    if (row.at > newest) continue;
    const bool current = row.at >= oldest;
    any_good = any_good || (row.confirmed && current);
    const auto rate = rule.apply(row.rate);
    if (!rate || rate->rounded_half_up_to_digits(kRateDigits) != quote.rate) continue;
    if (row.confirmed && current) return RateOrigin::good;
    if (origin != RateOrigin::unconfirmed) origin = row.confirmed ? RateOrigin::outdated : RateOrigin::unconfirmed;
  }
  return origin == RateOrigin::outdated && any_good ? RateOrigin::good : origin;
}

const std::vector<ports::RateRow>& RateBook::history(const ports::Pair& pair, const ports::View& view) {
  const auto known = known_.find(pair);
  if (known != known_.end()) return known->second;
  return known_[pair] = view.rate_history(pair.currency, pair.fiat, kRowsLookedAt);
}

}  // namespace bepusdt::audit
