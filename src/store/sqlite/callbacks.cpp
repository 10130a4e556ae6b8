// The tables `callbacks` (the outbox) and `attempts`.
#include <algorithm>

#include "base/assert.hpp"
#include "store/sqlite/failure.hpp"
#include "store/sqlite/query.hpp"
#include "store/sqlite/session.hpp"

namespace bepusdt::store {
namespace {

#define EVENT_COLUMNS \
  "event_id, merchant_id, trade_id, kind, url, host, body, state, attempts, created_at, due_at, leased_until"
#define SELECT_EVENTS "SELECT " EVENT_COLUMNS " FROM callbacks "

constexpr const char* kInsert =
    "INSERT INTO callbacks (" EVENT_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
constexpr const char* kUpdate =
    "UPDATE callbacks SET merchant_id = ?2, trade_id = ?3, kind = ?4, url = ?5, host = ?6, body = ?7, state = ?8, "
    "attempts = ?9, created_at = ?10, due_at = ?11, leased_until = ?12 WHERE event_id = ?1";
constexpr const char* kById = SELECT_EVENTS "WHERE event_id = ?1";
constexpr const char* kBySeq = SELECT_EVENTS "WHERE seq = ?1";
constexpr const char* kOfOrder = SELECT_EVENTS "WHERE trade_id = ?1 ORDER BY seq";
constexpr const char* kNewest = SELECT_EVENTS "ORDER BY seq DESC LIMIT ?1";
constexpr const char* kNewestOfState =
    SELECT_EVENTS "INDEXED BY callbacks_state WHERE state = ?2 ORDER BY seq DESC LIMIT ?1";
constexpr const char* kSeq = "SELECT seq FROM callbacks WHERE event_id = ?1";
constexpr const char* kAfter = SELECT_EVENTS "WHERE seq > ?1 ORDER BY seq LIMIT ?2";

// Read from the index alone; it also holds the leased ones, of which there are never more than senders.
constexpr const char* kPaidPending =
    "SELECT seq, due_at, coalesce(leased_until, 0), host FROM callbacks INDEXED BY callbacks_paid "
    "WHERE state = 'pending' AND kind = 2 AND due_at <= ?1 ORDER BY due_at, leased_until, host, seq";
constexpr const char* kOthersPending =
    "SELECT seq, due_at, coalesce(leased_until, 0), host FROM callbacks INDEXED BY callbacks_other "
    "WHERE state = 'pending' AND kind <> 2 AND due_at <= ?1 ORDER BY due_at, leased_until, host, seq";

constexpr const char* kInsertAttempt =
    "INSERT INTO attempts (event_id, number, merchant_id, at, address, http_status, answer, reason, delivered) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr const char* kAttempts =
    "SELECT event_id, number, merchant_id, at, address, http_status, answer, reason, delivered FROM attempts "
    "WHERE event_id = ?1 ORDER BY number";

core::CallbackKind kind_from(std::int64_t number) {
  using enum core::CallbackKind;
  for (const core::CallbackKind kind : {waiting, paid, expired})
    if (static_cast<std::int64_t>(kind) == number) return kind;
  throw damaged("callback kind", std::to_string(number));
}

core::CallbackState state_from(std::string_view text) {
  for (const auto& [state, name] : core::kCallbackStateNames)
    if (name == text) return state;
  throw damaged("callback state", text);
}

core::CallbackEvent read_event(const Query& query) {
  Columns c(query);
  core::CallbackEvent event;
  event.id = c.id<core::EventId>();
  event.merchant_id = c.id<core::MerchantId>();
  event.trade_id = c.id<core::TradeId>();
  event.kind = kind_from(c.integer());
  event.url = c.text();
  event.host = c.text();
  event.body = c.text();
  event.state = state_from(c.view());
  event.attempts = c.small();
  event.created_at = c.time();
  event.due_at = c.time();
  event.leased_until = c.optional_time();
  return event;
}

std::vector<core::CallbackEvent> read_events(Query& query) {
  std::vector<core::CallbackEvent> events;
  while (query.next()) events.push_back(read_event(query));
  return events;
}

void write_event(Query& query, const core::CallbackEvent& event) {
  query
      .bind(event.id, event.merchant_id, event.trade_id, static_cast<int>(event.kind), event.url, event.host, event.body,
            name_of(event.state), event.attempts, event.created_at, event.due_at, event.leased_until)
      .run();
}

// A pending event as the index shows it.
struct Pending {
  std::int64_t seq;
  Time due_at;
  Time leased_until;
  std::string_view host;  // valid until the next row

  explicit Pending(const Query& query) {
    Columns c(query);
    seq = c.integer();
    due_at = c.time();
    leased_until = c.time();
    host = c.view();
  }
};

}  // namespace

std::optional<core::CallbackEvent> Session::callback(const core::EventId& id) const {
  Query query(connection_, kById);
  query.bind(id);
  return query.next() ? std::optional(read_event(query)) : std::nullopt;
}

std::vector<core::CallbackEvent> Session::callbacks_of(const core::TradeId& id) const {
  Query query(connection_, kOfOrder);
  return read_events(query.bind(id));
}

std::vector<core::CallbackEvent> Session::callbacks(std::optional<core::CallbackState> state, int limit) const {
  Query query(connection_, state ? kNewestOfState : kNewest);
  if (state)
    query.bind(at_most(limit), name_of(*state));
  else
    query.bind(at_most(limit));
  return read_events(query);
}

std::vector<core::CallbackEvent> Session::callbacks_after(const std::optional<core::EventId>& after, int limit) const {
  std::int64_t seq = 0;
  if (after) {
    Query query(connection_, kSeq);
    query.bind(*after);
    if (!query.next()) return {};
    seq = Columns(query).integer();
  }
  Query query(connection_, kAfter);
  return read_events(query.bind(seq, at_most(limit)));
}

std::vector<core::CallbackEvent> Session::callbacks_due(Time now, const std::vector<std::string>& busy_hosts,
                                                        int limit) const {
  std::vector<std::int64_t> due;
  const auto wanted = static_cast<std::size_t>(at_most(limit));
  for (const char* pending : {kPaidPending, kOthersPending}) {
    Query query(connection_, pending);
    query.bind(now);
    while (due.size() < wanted && query.next()) {
      const Pending row(query);
      if (row.leased_until <= now && std::ranges::find(busy_hosts, row.host) == busy_hosts.end()) due.push_back(row.seq);
    }
  }
  std::vector<core::CallbackEvent> events;
  events.reserve(due.size());
  for (const std::int64_t seq : due) {
    Query query(connection_, kBySeq);
    query.bind(seq);
    if (query.next()) events.push_back(read_event(query));
  }
  return events;
}

std::optional<Time> Session::next_callback_due() const {
  std::optional<Time> next;
  for (const char* pending : {kPaidPending, kOthersPending}) {
    Query query(connection_, pending);
    query.bind(INT64_MAX);
    while (query.next()) {
      const Pending row(query);
      const Time ready = std::max(row.due_at, row.leased_until);
      next = next ? std::min(*next, ready) : ready;
      // Those that follow are due later still.
      if (ready == row.due_at) break;
    }
  }
  return next;
}

std::vector<core::CallbackAttempt> Session::attempts(const core::EventId& id) const {
  std::vector<core::CallbackAttempt> attempts;
  Query query(connection_, kAttempts);
  query.bind(id);
  while (query.next()) {
    Columns c(query);
    core::CallbackAttempt attempt;
    attempt.event_id = c.id<core::EventId>();
    attempt.number = c.small();
    attempt.merchant_id = c.id<core::MerchantId>();
    attempt.at = c.time();
    attempt.address = c.text();
    attempt.http_status = c.small();
    attempt.answer = c.text();
    attempt.reason = c.text();
    attempt.delivered = c.flag();
    attempts.push_back(std::move(attempt));
  }
  return attempts;
}

void Session::insert(const core::CallbackEvent& event) {
  Query query(connection_, kInsert);
  write_event(query, event);
}

void Session::update(const core::CallbackEvent& event) {
  Query query(connection_, kUpdate);
  write_event(query, event);
  BEPUSDT_ASSERT(query.changes() == 1);
}

void Session::insert(const core::CallbackAttempt& attempt) {
  Query(connection_, kInsertAttempt)
      .bind(attempt.event_id, attempt.number, attempt.merchant_id, attempt.at, attempt.address, attempt.http_status,
            attempt.answer, attempt.reason, attempt.delivered)
      .run();
}

}  // namespace bepusdt::store
