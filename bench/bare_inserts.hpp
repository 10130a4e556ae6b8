// BareInserts: the least that storing an order with its quote takes: two prepared statements, bound and stepped, in groups of
// one transaction each, into the gateway's own schema and with its durability (synchronous=FULL). The texts of the numbers are
// made beforehand. One thread, one connection; the database must have been made by the store and be served by nobody.
#pragma once

#include <sqlite3.h>

#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "base/assert.hpp"
#include "core/order.hpp"
#include "core/quote.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace bepusdt::bench {

class BareInserts {
 public:
  struct Row {
    const core::Order* order;
    const core::Quote* quote;
    std::string fiat_amount;
    std::string rate;
    std::string units;
    sqlite3_int64 place;
  };

  explicit BareInserts(const std::string& path) {
    check(sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr));
    execute("PRAGMA synchronous = FULL; PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = " +
            std::to_string(store::SqliteOptions().checkpoint_pages));
    prepare(
        "INSERT INTO orders VALUES (?1,?2,'default',?3,1,1,'CNY',?4,0,?5,?6,?7,?8,0,1,?9,?10,NULL,NULL,NULL,'','','0',0)",
        &order_);
    prepare("INSERT INTO quotes VALUES (?1,0,'default',?8,?2,'CNY',?3,?7,?4,?5,?6,?6,0)", &quote_);
    prepare("BEGIN IMMEDIATE", &begin_);
    prepare("COMMIT", &commit_);
    seq_ = number("SELECT coalesce(max(seq), 0) FROM orders");
  }
  ~BareInserts() {
    for (sqlite3_stmt* statement : {order_, quote_, begin_, commit_}) sqlite3_finalize(statement);
    sqlite3_close(handle_);
  }
  BareInserts(const BareInserts&) = delete;
  BareInserts& operator=(const BareInserts&) = delete;

  [[nodiscard]] Row row(const core::Order& order, const core::Quote& quote) {
    return {&order, &quote, order.fiat_amount.to_string(), quote.rate.to_string(), quote.units.str(), place_of(quote)};
  }

  // One durable transaction.
  void insert(std::span<const Row> rows) {
    step(begin_);
    for (const Row& row : rows) {
      const core::Order& o = *row.order;
      ++seq_;
      sqlite3_bind_int64(order_, 1, seq_);
      text(order_, 2, o.trade_id.value());
      text(order_, 3, o.order_id.value());
      text(order_, 4, row.fiat_amount);
      text(order_, 5, o.name);
      text(order_, 6, o.notify_url);
      text(order_, 7, o.redirect_url);
      text(order_, 8, o.parameters);
      sqlite3_bind_int64(order_, 9, to_unix_millis(o.created_at));
      sqlite3_bind_int64(order_, 10, to_unix_millis(o.deadline));
      step(order_);
      const core::Quote& q = *row.quote;
      sqlite3_bind_int64(quote_, 1, seq_);
      text(quote_, 2, row.units);
      text(quote_, 3, row.fiat_amount);
      sqlite3_bind_int64(quote_, 4, to_unix_millis(q.created_at));
      sqlite3_bind_int64(quote_, 5, to_unix_millis(q.deadline));
      sqlite3_bind_int64(quote_, 6, to_unix_millis(q.held_until));
      text(quote_, 7, row.rate);
      sqlite3_bind_int64(quote_, 8, row.place);
      step(quote_);
    }
    step(commit_);
  }

 private:
  void check(int code) const { BEPUSDT_ASSERT(code == SQLITE_OK); }
  void execute(const std::string& sql) { check(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr)); }
  void prepare(const char* sql, sqlite3_stmt** out) {
    check(sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, out, nullptr));
  }
  static void text(sqlite3_stmt* s, int i, const std::string& t) {
    sqlite3_bind_text(s, i, t.data(), static_cast<int>(t.size()), SQLITE_STATIC);
  }
  static void step(sqlite3_stmt* statement) {
    BEPUSDT_ASSERT(sqlite3_step(statement) == SQLITE_DONE);
    sqlite3_reset(statement);
  }
  sqlite3_int64 number(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    prepare(sql.c_str(), &statement);
    BEPUSDT_ASSERT(sqlite3_step(statement) == SQLITE_ROW);
    const sqlite3_int64 value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
  }
  sqlite3_int64 place_of(const core::Quote& quote) {
    const auto key = std::tuple(quote.chain.value(), quote.address.value(), quote.trade_type);
    const auto [found, is_new] = places_.try_emplace(key, 0);
    if (is_new) {
      const std::string values =
          "('" + quote.chain.value() + "', '" + quote.address.value() + "', '" + std::string(quote.trade_type->name) + "')";
      execute("INSERT INTO places (chain, address, trade_type) VALUES " + values + " ON CONFLICT DO NOTHING");
      found->second = number("SELECT place FROM places WHERE (chain, address, trade_type) = " + values);
    }
    return found->second;
  }

  sqlite3* handle_ = nullptr;
  sqlite3_stmt* order_ = nullptr;
  sqlite3_stmt* quote_ = nullptr;
  sqlite3_stmt* begin_ = nullptr;
  sqlite3_stmt* commit_ = nullptr;
  sqlite3_int64 seq_ = 0;
  std::map<std::tuple<std::string, std::string, const core::TradeType*>, sqlite3_int64> places_;
};

}  // namespace bepusdt::bench
