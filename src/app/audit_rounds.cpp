#include "app/audit_rounds.hpp"

namespace bepusdt::app {

audit::RateRules rate_rules(const catalog::Settings& settings) {
  audit::RateRules rules;
  for (const auto& [pair, rule] : settings.rate.rules) rules.rules.emplace(ports::Pair{pair.currency, pair.fiat}, rule);
  rules.max_age = settings.rate.max_age;
  return rules;
}

Millis AuditRounds::round() {
  constexpr int kPauseToWork = 4;
  if (!run_) {
    run_.emplace(store_, rules_);
    worked_ = {};
  }
  const auto begun = std::chrono::steady_clock::now();
  const auto stepped = run_->step();
  const auto took = std::chrono::steady_clock::now() - begun;
  worked_ += took;
  if (stepped && *stepped == audit::Progress::more)
    return std::max(Millis(1), std::chrono::ceil<Millis>(kPauseToWork * took));
  if (stepped)
    reporter_.finished(*run_, std::chrono::ceil<Millis>(worked_));
  else
    reporter_.failed(stepped.error());
  run_.reset();
  return interval_;
}

}  // namespace bepusdt::app
