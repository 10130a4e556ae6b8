// Query: one run of a prepared statement: bind, step, read columns; the end of its scope makes the statement ready for the
// next run. Texts are bound without a copy, so what was bound must live until the last step; numbers are written into the
// query's own room. Every failure throws StoreFailure. Used by one thread.
#pragma once

#include <array>
#include <concepts>
#include <optional>
#include <string_view>

#include "base/strong.hpp"
#include "base/time.hpp"
#include "core/amount.hpp"
#include "core/decimal.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/number_text.hpp"

namespace bepusdt::store {

class Query {
 public:
  Query(Connection& connection, const char* sql) : connection_(connection), statement_(connection.statement(sql)) {}
  ~Query() { sqlite3_reset(statement_); }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  // Binds to ?1, ?2 ... all at once.
  template <class... Values>
  Query& bind(const Values&... values) {
    int index = 0;
    (bind_one(++index, values), ...);
    return *this;
  }

  // Whether there is a (further) row.
  [[nodiscard]] bool next();
  // For statements without rows.
  void run();
  // The same, but false instead of a failure when a UNIQUE index says no; the statement then changed nothing.
  [[nodiscard]] bool run_unless_taken();
  // How many rows the last run changed.
  [[nodiscard]] int changes() const { return sqlite3_changes(connection_.handle()); }

  [[nodiscard]] sqlite3_stmt* statement() const { return statement_; }

 private:
  template <std::integral N>
  void bind_one(int index, N value) {
    check(sqlite3_bind_int64(statement_, index, static_cast<sqlite3_int64>(value)));
  }
  void bind_one(int index, std::string_view text);
  template <class Tag>
  void bind_one(int index, const Strong<Tag>& value) {
    bind_one(index, std::string_view(value.value()));
  }
  void bind_one(int index, Time value) { bind_one(index, to_unix_millis(value)); }
  void bind_one(int index, BlockTime value) { bind_one(index, to_unix_seconds(value)); }
  void bind_one(int index, const std::optional<Time>& value);
  void bind_one(int index, const core::BaseUnits& units) { bind_number(index, units); }
  void bind_one(int index, const core::Decimal& value) { bind_number(index, value); }
  template <class Number>
  void bind_number(int index, const Number& number);
  void check(int code) {
    if (code != SQLITE_OK) connection_.fail(code, sqlite3_sql(statement_));
  }

  Connection& connection_;
  sqlite3_stmt* statement_;
  std::size_t numbers_ = 0;
  std::array<std::array<char, kLongestNumber>, 3> numbers_room_;  // no statement binds more than three
};

// The columns of the current row, from left to right. Valid until the next step.
class Columns {
 public:
  explicit Columns(const Query& query) : statement_(query.statement()) {}

  [[nodiscard]] std::int64_t integer() { return sqlite3_column_int64(statement_, column_++); }
  [[nodiscard]] int small() { return static_cast<int>(integer()); }
  [[nodiscard]] std::uint64_t height() { return static_cast<std::uint64_t>(integer()); }
  [[nodiscard]] bool flag() { return integer() != 0; }
  [[nodiscard]] Time time() { return from_unix_millis(integer()); }
  [[nodiscard]] BlockTime block_time() { return from_unix_seconds(integer()); }
  [[nodiscard]] std::optional<Time> optional_time();
  [[nodiscard]] std::string_view view();
  [[nodiscard]] std::string text() { return std::string(view()); }
  template <class StrongText>
  [[nodiscard]] StrongText id() {
    return StrongText(text());
  }
  [[nodiscard]] core::BaseUnits units() { return read_units(view()); }
  [[nodiscard]] core::Decimal decimal() { return read_decimal(view()); }
  // A row of the catalog; throws for a name that is not in it. "" is nullptr.
  [[nodiscard]] const core::TradeType* trade_type();

 private:
  sqlite3_stmt* statement_;
  int column_ = 0;
};

// LIMIT's argument: SQLite takes a negative one for "no limit".
[[nodiscard]] constexpr int at_most(int limit) { return limit < 0 ? 0 : limit; }

// Block heights are unsigned, SQLite's integers are not; no chain comes near the difference.
[[nodiscard]] constexpr std::int64_t height_column(std::uint64_t height) {
  constexpr auto kHighest = static_cast<std::uint64_t>(INT64_MAX);
  return static_cast<std::int64_t>(height < kHighest ? height : kHighest);
}

}  // namespace bepusdt::store
