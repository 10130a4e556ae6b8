#include "payment/expire_order.hpp"

#include "catalog/chains.hpp"
#include "catalog/metrics.hpp"
#include "core/match.hpp"
#include "payment/callback_event.hpp"

namespace bepusdt::payment {

std::optional<int> ExpireOrder::expire(int limit) {
  const Time now = ports_.clock.now();
  bool any = false;
  if (!ports_.store.read([&](const ports::View& view) { any = !view.orders_to_expire(now, 1).empty(); })) return std::nullopt;
  if (!any) return 0;

  const auto directory = ports_.directory.snapshot();
  std::vector<core::Order> expired;
  const auto done = ports_.store.write([&](ports::Tx& tx) {
    expired = tx.orders_to_expire(now, limit);
    for (core::Order& order : expired) {
      order.move_to(core::OrderState::expired);
      const core::Merchant* merchant = directory->merchant(order.merchant_id.value());
      if (merchant != nullptr && merchant->profile.send_expired && !order.expired_event_at) {
        const auto quotes = tx.quotes(order.trade_id);
        tx.insert(make_event(order, quotes.at(static_cast<std::size_t>(order.quote_number)), *merchant,
                             core::CallbackKind::expired, now));
        order.expired_event_at = now;
      }
      tx.update(order);
    }
  });
  if (!done) {
    ports_.log.error("order.expire_failed", {{"reason", done.error().reason}});
    return std::nullopt;
  }
  for (const core::Order& order : expired) {
    ports_.metrics.add(catalog::metric::kOrders, 1, {"expired", ""});
    ports_.feed.order_changed(order.trade_id);
  }
  return static_cast<int>(expired.size());
}

std::optional<int> ExpireOrder::release(int limit) {
  const auto directory = ports_.directory.snapshot();
  const Time now = ports_.clock.now();
  int count = 0;
  for (const catalog::Chain& chain : catalog::chains()) {
    const core::ChainName name{std::string(chain.name)};
    const bool is_read = std::ranges::find(directory->readable_chains, chain.name) != directory->readable_chains.end();
    Time until = now - core::kClockTolerance;
    bool any = false;
    const auto looked = ports_.store.read([&](const ports::View& view) {
      if (is_read) {
        const auto cursor = view.cursor(name);
        until = cursor ? std::min<Time>(until, cursor->block.time) : Time{};
      }
      any = !view.quotes_to_release(name, until, 1).empty();
    });
    if (!looked) return std::nullopt;
    if (!any) continue;

    const auto lock = reservations_.lock();
    std::vector<core::Quote> released;
    const auto done = ports_.store.write([&](ports::Tx& tx) {
      released = tx.quotes_to_release(name, until, limit);
      for (core::Quote& quote : released) {
        quote.released_at = now;
        tx.update(quote);
      }
    });
    if (!done) {
      reservations_.forget_all();
      ports_.log.error("quote.release_failed", {{"reason", done.error().reason}});
      return std::nullopt;
    }
    for (const core::Quote& quote : released) reservations_.released({quote.chain, quote.address, quote.trade_type}, quote.units);
    count += static_cast<int>(released.size());
  }
  return count;
}

}  // namespace bepusdt::payment
