// The table `orders`.
#include "base/assert.hpp"
#include "store/sqlite/failure.hpp"
#include "store/sqlite/query.hpp"
#include "store/sqlite/session.hpp"

namespace bepusdt::store {
namespace {

#define ORDER_COLUMNS                                                                                                   \
  "trade_id, merchant_id, order_id, state, came_from, fiat, fiat_amount, open_amount, name, notify_url, redirect_url, " \
  "parameters, quote_number, quote_count, created_at, deadline, cancelled_at, paid_at, expired_event_at, "              \
  "payment_hash, payment_position, received, reversed"

constexpr const char* kInsert = "INSERT INTO orders (seq, " ORDER_COLUMNS
                                ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
                                "?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)";
// What made an order what it is, its ids and its creation, never changes.
constexpr const char* kUpdate =
    "UPDATE orders SET state = ?2, came_from = ?3, fiat = ?4, fiat_amount = ?5, open_amount = ?6, name = ?7, "
    "notify_url = ?8, redirect_url = ?9, parameters = ?10, quote_number = ?11, quote_count = ?12, deadline = ?13, "
    "cancelled_at = ?14, paid_at = ?15, expired_event_at = ?16, payment_hash = ?17, payment_position = ?18, "
    "received = ?19, reversed = ?20 WHERE trade_id = ?1";
// Keeps transfers.confirming true to its meaning.
constexpr const char* kMarkTransfers =
    "UPDATE transfers SET confirming = ?2 WHERE trade_id = ?1 AND trade_id <> '' AND status = 'matched' AND gone = 0 "
    "AND confirming <> ?2";

constexpr const char* kByTradeId = "SELECT " ORDER_COLUMNS " FROM orders WHERE trade_id = ?1";
constexpr const char* kByOrderId =
    "SELECT " ORDER_COLUMNS " FROM orders WHERE merchant_id = ?1 AND order_id = ?2 ORDER BY seq DESC LIMIT ?3";
constexpr const char* kSeq = "SELECT seq FROM orders WHERE trade_id = ?1";
constexpr const char* kNewest = "SELECT " ORDER_COLUMNS " FROM orders WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2";
// Waiting orders have no index in order of creation, since it would cost every new order something and serve only a person's
// list. Where many wait they are among the newest orders, which are walked; where they are not, few wait, and all of those are
// sorted out of their index.
constexpr std::int64_t kWalked = 10'000;
constexpr const char* kHighestSeq = "SELECT coalesce(max(seq), 0) FROM orders";
constexpr const char* kNewestWaitingWalked =
    "SELECT " ORDER_COLUMNS " FROM orders WHERE seq < ?1 AND seq >= ?3 AND +state = 1 ORDER BY seq DESC LIMIT ?2";
constexpr const char* kNewestWaitingSorted = "SELECT " ORDER_COLUMNS
                                             " FROM orders WHERE seq IN (SELECT seq FROM orders INDEXED BY orders_waiting "
                                             "WHERE state = 1 AND seq < ?1 ORDER BY seq DESC LIMIT ?2) ORDER BY seq DESC";
constexpr const char* kNewestMoved = "SELECT " ORDER_COLUMNS
                                     " FROM orders INDEXED BY orders_moved WHERE state = ?3 AND state <> 1 AND seq < ?1 "
                                     "ORDER BY seq DESC LIMIT ?2";
constexpr const char* kToExpire = "SELECT " ORDER_COLUMNS
                                  " FROM orders INDEXED BY orders_waiting WHERE state = 1 AND deadline <= ?1 "
                                  "ORDER BY deadline, seq LIMIT ?2";

core::OrderState state_from(std::int64_t number) {
  for (const auto& [state, name] : core::kOrderStateNames)
    if (static_cast<std::int64_t>(state) == number) return state;
  throw damaged("order state", std::to_string(number));
}

core::Order read_order(const Query& query) {
  Columns c(query);
  core::Order order;
  order.trade_id = c.id<core::TradeId>();
  order.merchant_id = c.id<core::MerchantId>();
  order.order_id = c.id<core::OrderId>();
  order.state = state_from(c.integer());
  order.came_from = state_from(c.integer());
  order.fiat = c.text();
  order.fiat_amount = c.decimal();
  order.open_amount = c.flag();
  order.name = c.text();
  order.notify_url = c.text();
  order.redirect_url = c.text();
  order.parameters = c.text();
  order.quote_number = c.small();
  order.quote_count = c.small();
  order.created_at = c.time();
  order.deadline = c.time();
  order.cancelled_at = c.optional_time();
  order.paid_at = c.optional_time();
  order.expired_event_at = c.optional_time();
  order.payment_hash = c.id<core::TxHash>();
  order.payment_position = c.id<core::Position>();
  order.received = c.units();
  order.reversed = c.flag();
  return order;
}

std::vector<core::Order> read_orders(Query& query) {
  std::vector<core::Order> orders;
  while (query.next()) orders.push_back(read_order(query));
  return orders;
}

}  // namespace

std::optional<core::Order> Session::order(const core::TradeId& id) const {
  Query query(connection_, kByTradeId);
  query.bind(id);
  return query.next() ? std::optional(read_order(query)) : std::nullopt;
}

std::vector<core::Order> Session::orders_by_order_id(const core::MerchantId& merchant, const core::OrderId& id,
                                                     int limit) const {
  Query query(connection_, kByOrderId);
  query.bind(merchant, id, at_most(limit));
  return read_orders(query);
}

std::vector<core::Order> Session::orders(std::optional<core::OrderState> state, std::optional<core::TradeId> before,
                                         int limit) const {
  std::int64_t below = 0;
  {
    Query query(connection_, before ? kSeq : kHighestSeq);
    if (before) query.bind(*before);
    if (!query.next()) return {};
    below = Columns(query).integer() + (before ? 0 : 1);
  }
  if (!state) {
    Query query(connection_, kNewest);
    query.bind(below, at_most(limit));
    return read_orders(query);
  }
  if (*state == core::OrderState::waiting) {
    Query walked(connection_, kNewestWaitingWalked);
    walked.bind(below, at_most(limit), below - kWalked);
    auto found = read_orders(walked);
    if (std::ssize(found) >= limit || below <= kWalked) return found;
    Query sorted(connection_, kNewestWaitingSorted);
    sorted.bind(below, at_most(limit));
    return read_orders(sorted);
  }
  Query query(connection_, kNewestMoved);
  query.bind(below, at_most(limit), static_cast<int>(*state));
  return read_orders(query);
}

std::vector<core::Order> Session::orders_to_expire(Time now, int limit) const {
  Query query(connection_, kToExpire);
  query.bind(now, at_most(limit));
  return read_orders(query);
}

void Session::insert(const core::Order& order) {
  const std::int64_t seq = numbers_.for_new_order(order.trade_id);
  Query(connection_, kInsert)
      .bind(seq, order.trade_id, order.merchant_id, order.order_id, static_cast<int>(order.state),
            static_cast<int>(order.came_from), order.fiat, order.fiat_amount, order.open_amount, order.name,
            order.notify_url, order.redirect_url, order.parameters, order.quote_number, order.quote_count, order.created_at,
            order.deadline, order.cancelled_at, order.paid_at, order.expired_event_at, order.payment_hash,
            order.payment_position, order.received, order.reversed)
      .run();
}

void Session::update(const core::Order& order) {
  Query query(connection_, kUpdate);
  query
      .bind(order.trade_id, static_cast<int>(order.state), static_cast<int>(order.came_from), order.fiat, order.fiat_amount,
            order.open_amount, order.name, order.notify_url, order.redirect_url, order.parameters, order.quote_number,
            order.quote_count, order.deadline, order.cancelled_at, order.paid_at, order.expired_event_at, order.payment_hash,
            order.payment_position, order.received, order.reversed)
      .run();
  BEPUSDT_ASSERT(query.changes() == 1);
  Query(connection_, kMarkTransfers).bind(order.trade_id, order.state == core::OrderState::confirming).run();
}

}  // namespace bepusdt::store
