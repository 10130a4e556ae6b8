// The table `rates`: every price that was looked at, as far back as it is kept.
#include "store/sqlite/query.hpp"
#include "store/sqlite/session.hpp"

namespace bepusdt::store {
namespace {

#define SELECT_RATES "SELECT currency, fiat, rate, source, at, confirmed FROM rates INDEXED BY rates_pair "
constexpr const char* kInsert =
    "INSERT INTO rates (currency, fiat, rate, source, at, confirmed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr const char* kHistory = SELECT_RATES "WHERE currency = ?1 AND fiat = ?2 ORDER BY seq DESC LIMIT ?3";
constexpr const char* kNewestConfirmed =
    SELECT_RATES "WHERE currency = ?1 AND fiat = ?2 AND confirmed = 1 ORDER BY seq DESC LIMIT 1";
constexpr const char* kDropOld = "DELETE FROM rates WHERE seq IN (SELECT seq FROM rates ORDER BY seq LIMIT ?2) AND at < ?1";
// From pair to pair in the index: the history grows for ever, the pairs do not.
constexpr const char* kNextPair =
    "SELECT currency, fiat FROM rates INDEXED BY rates_pair WHERE (currency, fiat) > (?1, ?2) ORDER BY currency, fiat LIMIT "
    "1";

ports::RateRow read_rate(const Query& query) {
  Columns c(query);
  ports::RateRow row;
  row.currency = c.text();
  row.fiat = c.text();
  row.rate = c.decimal();
  row.source = c.text();
  row.at = c.time();
  row.confirmed = c.flag();
  return row;
}

}  // namespace

std::vector<ports::RateRow> Session::newest_rates() const {
  std::vector<ports::RateRow> rates;
  for (std::string currency, fiat;;) {
    {
      Query next(connection_, kNextPair);
      next.bind(currency, fiat);
      if (!next.next()) return rates;
      Columns c(next);
      std::string next_currency = c.text();
      fiat = c.text();
      currency = std::move(next_currency);
    }
    Query newest(connection_, kNewestConfirmed);
    newest.bind(currency, fiat);
    if (newest.next()) rates.push_back(read_rate(newest));
  }
}

std::vector<ports::RateRow> Session::rate_history(const std::string& currency, const std::string& fiat, int limit) const {
  std::vector<ports::RateRow> rates;
  Query query(connection_, kHistory);
  query.bind(currency, fiat, at_most(limit));
  while (query.next()) rates.push_back(read_rate(query));
  return rates;
}

void Session::insert(const ports::RateRow& row) {
  Query(connection_, kInsert).bind(row.currency, row.fiat, row.rate, row.source, row.at, row.confirmed).run();
}

void Session::drop_rates_before(Time time, int limit) { Query(connection_, kDropOld).bind(time, at_most(limit)).run(); }

}  // namespace bepusdt::store
