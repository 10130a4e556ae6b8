// Invariant 2: two live reservations never hold the same (chain, address, trade type, amount). An open amount excludes every
// other reservation of its trade type at its address, and a hold is not ended before its time.
#include <fmt/format.h>

#include <algorithm>

#include "audit/invariants.hpp"

namespace bepusdt::audit::reservations_apart {
namespace {

// Another live quote there; nullopt: none.
std::optional<core::Quote> rival_of(const core::Quote& quote, const core::BaseUnits& units, const ports::View& view) {
  constexpr int kEnough = 3;  // itself, and two that may be live
  for (core::Quote& other : view.quotes_offering({quote.chain, quote.address, quote.trade_type}, units, kEnough))
    if (!other.released_at && (other.trade_id != quote.trade_id || other.number != quote.number)) return std::move(other);
  return std::nullopt;
}

}  // namespace

void of_order(const OrderCase& c, Desk& desk) {
  for (const core::Quote& quote : c.quotes) {
    const auto found = [&](std::string zh, std::string en) {
      desk.findings.add({2, {"orders", quote.trade_id.value()}, std::move(zh), std::move(en)});
    };
    if (quote.released_at) {
      if (*quote.released_at < quote.held_until)
        found(fmt::format("第 {} 个报价在保留期结束前被释放", quote.number),
              fmt::format("quote {} was set free before its hold ended", quote.number));
      continue;
    }
    if (const auto rival = rival_of(quote, quote.units, desk.view))
      found(fmt::format("第 {} 个报价与订单 {} 占用同一数量 {}", quote.number, rival->trade_id.value(),
                        quote.amount().to_string()),
            fmt::format("quote {} holds the same amount {} as order {}", quote.number, quote.amount().to_string(),
                        rival->trade_id.value()));
    if (quote.is_open_amount()) continue;
    if (const auto open = rival_of(quote, core::BaseUnits(0), desk.view))
      found(fmt::format("第 {} 个报价所在地址已由未定金额的订单 {} 独占", quote.number, open->trade_id.value()),
            fmt::format("quote {} is at an address that order {} of an open amount has for itself", quote.number,
                        open->trade_id.value()));
  }
}

}  // namespace bepusdt::audit::reservations_apart
