// The table `quotes`: every offer that was ever made, and the reservations among them.
#include "base/assert.hpp"
#include "store/sqlite/failure.hpp"
#include "store/sqlite/query.hpp"
#include "store/sqlite/session.hpp"

namespace bepusdt::store {
namespace {

constexpr const char* kInsert =
    "INSERT INTO quotes (order_seq, number, merchant_id, place, units, fiat, fiat_amount, rate, created_at, deadline, "
    "late_until, held_until, released_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
constexpr const char* kUpdate =
    "UPDATE quotes SET deadline = ?3, late_until = ?4, held_until = ?5, released_at = ?6, fiat = ?7, fiat_amount = ?8, "
    "rate = ?9 WHERE order_seq = ?1 AND number = ?2";

#define QUOTE_COLUMNS                                                                                               \
  "o.trade_id, q.number, q.merchant_id, p.chain, p.address, p.trade_type, q.units, q.fiat, q.fiat_amount, q.rate, " \
  "q.created_at, q.deadline, q.late_until, q.held_until, q.released_at"
#define WITH_ORDER_AND_PLACE "CROSS JOIN orders o ON o.seq = q.order_seq CROSS JOIN places p ON p.place = q.place "

constexpr const char* kOfOrder = "SELECT " QUOTE_COLUMNS
                                 " FROM orders o CROSS JOIN quotes q ON q.order_seq = o.seq CROSS JOIN places p ON "
                                 "p.place = q.place WHERE o.trade_id = ?1 ORDER BY q.number";
constexpr const char* kOfferingLive = "SELECT " QUOTE_COLUMNS " FROM quotes q INDEXED BY quotes_offer " WITH_ORDER_AND_PLACE
                                      "WHERE q.place = ?1 AND q.units = ?2 AND q.released_at = 0 LIMIT ?3";
// Windows of one offer follow each other without overlap, so the order of release is the order of creation.
constexpr const char* kOfferingReleased =
    "SELECT " QUOTE_COLUMNS " FROM quotes q INDEXED BY quotes_offer " WITH_ORDER_AND_PLACE
    "WHERE q.place = ?1 AND q.units = ?2 AND q.released_at > 0 ORDER BY q.released_at DESC LIMIT ?3";
constexpr const char* kLiveUnits = "SELECT units FROM quotes INDEXED BY quotes_live WHERE place = ?1 AND released_at = 0";

// The places that have a live quote, found by skipping from one to the next in the index: the cost is their number, whatever
// the number of quotes, live or released.
#define LIVE_PLACES                                                                                                  \
  "WITH RECURSIVE live (place) AS (SELECT (SELECT place FROM quotes INDEXED BY quotes_live WHERE released_at = 0 "   \
  "ORDER BY place LIMIT 1) UNION ALL SELECT (SELECT place FROM quotes INDEXED BY quotes_live WHERE released_at = 0 " \
  "AND place > live.place ORDER BY place LIMIT 1) FROM live WHERE live.place IS NOT NULL) "
#define OF_CHAIN "FROM live CROSS JOIN places p ON p.place = live.place WHERE p.chain = ?1"

constexpr const char* kLivePairs = LIVE_PLACES
    "SELECT p.address, p.trade_type, (SELECT created_at FROM quotes INDEXED BY quotes_live WHERE place = p.place "
    "AND released_at = 0 ORDER BY created_at LIMIT 1) " OF_CHAIN " ORDER BY p.address, p.trade_type";
// From each place no more than are wanted of all.
constexpr const char* kToRelease = LIVE_PLACES
    ", due (order_seq, number) AS (SELECT h.order_seq, h.number FROM live CROSS JOIN places p ON p.place = live.place "
    "CROSS JOIN quotes h ON (h.order_seq, h.number) IN (SELECT order_seq, number FROM quotes INDEXED BY quotes_held "
    "WHERE place = live.place AND released_at = 0 AND held_until <= ?2 ORDER BY held_until LIMIT ?3) WHERE p.chain = ?1) "
    "SELECT " QUOTE_COLUMNS
    " FROM due CROSS JOIN quotes q ON q.order_seq = due.order_seq AND q.number = due.number " WITH_ORDER_AND_PLACE
    "ORDER BY q.held_until, q.order_seq, q.number LIMIT ?3";

constexpr std::int64_t kLive = 0;

core::Quote read_quote(const Query& query) {
  Columns c(query);
  core::Quote quote;
  quote.trade_id = c.id<core::TradeId>();
  quote.number = c.small();
  quote.merchant_id = c.id<core::MerchantId>();
  quote.chain = c.id<core::ChainName>();
  quote.address = c.id<core::Address>();
  quote.trade_type = c.trade_type();
  if (quote.trade_type == nullptr) throw damaged("trade type", "");
  quote.units = c.units();
  quote.fiat = c.text();
  quote.fiat_amount = c.decimal();
  quote.rate = c.decimal();
  quote.created_at = c.time();
  quote.deadline = c.time();
  quote.late_until = c.time();
  quote.held_until = c.time();
  if (const std::int64_t released_at = c.integer(); released_at != kLive) quote.released_at = from_unix_millis(released_at);
  return quote;
}

void append_quotes(std::vector<core::Quote>& quotes, Query& query) {
  while (query.next()) quotes.push_back(read_quote(query));
}

}  // namespace

std::vector<core::Quote> Session::quotes(const core::TradeId& id) const {
  std::vector<core::Quote> quotes;
  Query query(connection_, kOfOrder);
  append_quotes(quotes, query.bind(id));
  return quotes;
}

std::vector<core::Quote> Session::quotes_offering(const ports::PairKey& at, const core::BaseUnits& units, int limit) const {
  std::vector<core::Quote> quotes;
  const auto place = places_.find(at);
  if (!place || limit <= 0) return quotes;
  Query live(connection_, kOfferingLive);
  append_quotes(quotes, live.bind(*place, units, limit));
  Query released(connection_, kOfferingReleased);
  append_quotes(quotes, released.bind(*place, units, limit - static_cast<int>(quotes.size())));
  return quotes;
}

std::vector<core::BaseUnits> Session::live_units(const ports::PairKey& at) const {
  std::vector<core::BaseUnits> units;
  const auto place = places_.find(at);
  if (!place) return units;
  Query query(connection_, kLiveUnits);
  query.bind(*place);
  while (query.next()) units.push_back(Columns(query).units());
  return units;
}

std::vector<core::Quote> Session::quotes_to_release(const core::ChainName& chain, Time until, int limit) const {
  std::vector<core::Quote> quotes;
  Query query(connection_, kToRelease);
  append_quotes(quotes, query.bind(chain, until, at_most(limit)));
  return quotes;
}

std::vector<ports::View::LivePair> Session::live_pairs(const core::ChainName& chain) const {
  std::vector<LivePair> pairs;
  Query query(connection_, kLivePairs);
  query.bind(chain);
  while (query.next()) {
    Columns c(query);
    pairs.push_back({c.id<core::Address>(), c.trade_type(), c.time()});
    if (pairs.back().trade_type == nullptr) throw damaged("trade type", "");
  }
  return pairs;
}

bool Session::insert(const core::Quote& quote) {
  const std::int64_t place = places_.obtain({quote.chain, quote.address, quote.trade_type});
  const std::int64_t order_seq = numbers_.of(quote.trade_id);
  const std::int64_t released_at = quote.released_at ? to_unix_millis(*quote.released_at) : kLive;
  return Query(connection_, kInsert)
      .bind(order_seq, quote.number, quote.merchant_id, place, quote.units, quote.fiat, quote.fiat_amount, quote.rate,
            quote.created_at, quote.deadline, quote.late_until, quote.held_until, released_at)
      .run_unless_taken();
}

void Session::update(const core::Quote& quote) {
  const std::int64_t order_seq = numbers_.of(quote.trade_id);
  std::int64_t released_at = quote.released_at ? to_unix_millis(*quote.released_at) : kLive;
  for (;; ++released_at) {
    Query query(connection_, kUpdate);
    query.bind(order_seq, quote.number, quote.deadline, quote.late_until, quote.held_until, released_at, quote.fiat,
               quote.fiat_amount, quote.rate);
    if (query.run_unless_taken()) {
      BEPUSDT_ASSERT(query.changes() == 1);
      return;
    }
    // Another quote of the same offer was released in the same millisecond: the next one tells them apart as well. But a live
    // offer that came in between cannot be pushed aside.
    if (released_at == kLive) connection_.fail(SQLITE_CONSTRAINT_UNIQUE, "a released quote cannot become live again");
  }
}

}  // namespace bepusdt::store
