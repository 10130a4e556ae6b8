#include "payment/expire_order.hpp"

#include "catalog/chains.hpp"
#include "catalog/metrics.hpp"
#include "core/match.hpp"
#include "payment/callback_event.hpp"

namespace bepusdt::payment {

void expire_one(ports::Tx& tx, core::Order& order, const ports::DirectorySnapshot& directory, Time now) {
  order.move_to(core::OrderState::expired);
  const core::Merchant* merchant = directory.merchant(order.merchant_id.value());
  if (merchant != nullptr && merchant->profile.send_expired && !order.expired_event_at) {
    tx.insert(make_event(order, core::CallbackKind::expired, now));
    order.expired_event_at = now;
  }
  tx.update(order);
}

std::optional<int> ExpireOrder::expire(int limit) {
  const Time now = ports_.clock.now();
  bool any = false;
  if (!ports_.store.read([&](const ports::View& view) { any = !view.orders_to_expire(now, 1).empty(); }))
    return std::nullopt;
  if (!any) return 0;

  const auto directory = ports_.directory.snapshot();
  std::vector<core::Order> expired;
  const auto done = ports_.store.write([&](ports::Tx& tx) {
    expired = tx.orders_to_expire(now, limit);
    for (core::Order& order : expired) expire_one(tx, order, *directory, now);
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
        const auto final_block =
            cursor ? view.blocks_down_from(name, cursor->final_height, 1) : std::vector<core::BlockRef>();
        until = final_block.empty() ? Time{} : std::min<Time>(until, final_block.front().time);
      }
      any = !view.quotes_to_release(name, until, 1).empty();
    });
    if (!looked) return std::nullopt;
    if (!any) continue;

    const auto lock = reservations_.lock();
    std::vector<core::Quote> released;
    const auto done = ports_.store.write([&](ports::Tx& tx) {
      released = tx.quotes_to_release(name, until, limit);
      // An order that is overdue but still waits is expired first: its quote is on offer until then.
      std::erase_if(released, [&](const core::Quote& quote) {
        const auto order = tx.order(quote.trade_id);
        return order && order->state == core::OrderState::waiting;
      });
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
    for (const core::Quote& quote : released)
      reservations_.released({quote.chain, quote.address, quote.trade_type}, quote.units);
    count += static_cast<int>(released.size());
  }
  return count;
}

}  // namespace bepusdt::payment
