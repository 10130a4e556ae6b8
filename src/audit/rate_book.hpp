// RateBook: which prices were good at which time, as far as the newest rows of each pair tell. It remembers what it read of a
// pair for as long as it lives, which is one run. Used by one thread.
#pragma once

#include <map>
#include <vector>

#include "core/rate_rule.hpp"
#include "ports/price_source.hpp"
#include "ports/store.hpp"

namespace bepusdt::audit {

// The operator's rules, as the settings have them.
struct RateRules {
  std::map<ports::Pair, core::RateRule> rules;  // a pair that is not here: the market price itself
  Seconds max_age{7200};
};

enum class RateOrigin {
  good,         // a confirmed price of that time, or nothing says otherwise
  unconfirmed,  // exactly what a price gave that had jumped and was not agreed to, and no good one
  outdated      // exactly what a price gave that was older than rate.max_age, when none was younger
};

class RateBook {
 public:
  explicit RateBook(RateRules rules) : rules_(std::move(rules)) {}

  // An order may bring a rate of its own, which no row tells of. So a quote is blamed only for a rate of at least four digits
  // that is exactly a bad price's, and only as far back as the rows go.
  [[nodiscard]] RateOrigin origin_of(const core::Quote& quote, const ports::View& view);

 private:
  [[nodiscard]] const std::vector<ports::RateRow>& history(const ports::Pair& pair, const ports::View& view);

  const RateRules rules_;
  std::map<ports::Pair, std::vector<ports::RateRow>> known_;  // newest first
};

}  // namespace bepusdt::audit
