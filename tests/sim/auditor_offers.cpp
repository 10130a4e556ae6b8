// What the auditor sees of amounts on offer: that no two that are held are equal, and that their rates were good.
#include <algorithm>

#include "sim/auditor.hpp"

namespace bepusdt::sim {

// Contract part 1 §3, "Reservations": to the end of the grace window; an open amount to its deadline.
Time Auditor::hold_of(const core::Quote& quote) const {
  return quote.is_open_amount() ? quote.deadline : quote.deadline + settings_.policy.grace;
}

void Auditor::judge_offer(const Known& known, const core::Quote& quote) {
  const std::string& id = known.order.trade_id.value();
  const ChainWorld* world = chain(quote.chain);
  if (world == nullptr) return stage_.violate("order {} asks for a payment on {}, which is off", id, quote.chain.value());
  // By the chain's own time, and ours where that is later: whoever pays before the hold is over must not meet another's order.
  const Time now = std::max<Time>(stage_.clock.true_now(), world->newest_stamp());
  for (const auto& [other_id, other] : known_)
    for (const Offer& held : other.offers) {
      if (held.quote.trade_type != quote.trade_type || held.quote.address != quote.address) continue;
      if (held.quote.trade_id == quote.trade_id && held.quote.number == quote.number) continue;
      if (held.quote.units != quote.units && !held.quote.is_open_amount() && !quote.is_open_amount()) continue;
      if (held.quote.trade_id == quote.trade_id && held.quote.units != quote.units) continue;
      if (now < held.held_until)
        stage_.violate("order {} is offered {} of {} while order {} still holds it", id, quote.units.str(),
                       quote.trade_type->name, other_id);
    }
  judge_rate(quote);
}

void Auditor::judge_rate(const core::Quote& quote) {
  constexpr Seconds kClocksDiffer{60};
  const auto& told = market_.told({std::string(quote.trade_type->currency), quote.fiat});
  if (std::ranges::none_of(told, [&](const PriceMarket::Told& price) {
        return !price.wild && price.rate == quote.rate && price.at >= quote.created_at - settings_.max_price_age &&
               price.at <= quote.created_at + kClocksDiffer;
      }))
    stage_.violate("order {} is quoted at {}, which was no good price then", quote.trade_id.value(), quote.rate.to_string());
}

}  // namespace bepusdt::sim
