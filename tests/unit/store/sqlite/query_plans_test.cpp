// No query of a step may grow with its table: each statement that the store ever prepares is held against SQLite's plan.
// The statements are collected from the store itself, by tracing its connections while every method of the port is called.
#include <gtest/gtest.h>

#include <mutex>
#include <set>

#include "contract/store/rows.hpp"
#include "raw_database.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "support/temp_folder.hpp"

namespace bepusdt::store {
namespace {

std::mutex collected_mutex;
std::set<std::string> collected;

int collect(unsigned, void*, void* statement, void*) {
  const char* sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
  const std::lock_guard lock(collected_mutex);
  if (sql != nullptr) collected.insert(sql);
  return 0;
}

int trace_connection(sqlite3* handle, const char**, const struct sqlite3_api_routines*) {
  return sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, collect, nullptr);
}

void call_everything(ports::Store& store, RawDatabase& raw) {
  using namespace test;
  ASSERT_TRUE(store.write([](ports::Tx& tx) {
    tx.insert(order(1));
    ASSERT_TRUE(tx.insert(quote(1, 1)));
    tx.update(order(1));
    tx.update(quote(1, 1));
    ASSERT_TRUE(tx.insert(quote(2, 2)));
    tx.insert(order(2));
    tx.insert(transfer(1, 1));
    tx.update(transfer(1, 1));
    tx.insert(callback(1));
    tx.update(callback(1));
    tx.insert(core::CallbackAttempt{core::EventId("event-1"), core::MerchantId("default"), 1, kNow, "", 0, "", "", false});
    tx.put(ports::Wallet{kWalletOne, trade_type("usdt.erc20"), true, true, kNow});
    tx.insert(ports::RateRow{"USDT", "CNY", core::Decimal(7), "fixed", kNow, true});
    tx.put_cursor({kEthereum, block(1), 1, 1, kNow});
    tx.put_block(kEthereum, block(1));
    tx.drop_blocks_above(kEthereum, 5);
    tx.drop_blocks_below(kEthereum, 0);
    tx.insert(ports::Gap{kEthereum, 1, 2, "asleep", kNow});
    tx.end_gaps_at(kEthereum, 1);
  }));
  // As after many orders, for the list of waiting ones looks further then.
  raw.rows("UPDATE orders SET seq = seq + 20000; UPDATE quotes SET order_seq = order_seq + 20000");
  ASSERT_TRUE(store.read([](const ports::View& v) {
    const auto use = [](const auto&) {};
    use(v.order(trade_id(1)));
    use(v.orders_by_order_id(core::MerchantId("default"), core::OrderId("a"), 1));
    for (const auto state : {std::optional<core::OrderState>(), std::optional(core::OrderState::waiting),
                             std::optional(core::OrderState::paid)})
      use(v.orders(state, trade_id(1), 5));
    use(v.orders_to_expire(kNow, 5));
    use(v.quotes(trade_id(1)));
    use(v.quotes_offering(place(), 1, 5));
    use(v.live_units(place()));
    use(v.quotes_to_release(kEthereum, kNow, 5));
    use(v.live_pairs(kEthereum));
    use(v.has_confirming(kEthereum));
    use(v.cursor(kEthereum));
    use(v.blocks_down_from(kEthereum, 5, 5));
    use(v.gaps(kEthereum, 5));
    use(v.transfer(transfer(1, 1).key));
    use(v.transfers_of(trade_id(1)));
    use(v.transfers_by_hash(core::TxHash("0x")));
    use(v.transfers_to_match(5));
    use(v.transfers_to_confirm(kEthereum, 5, 5));
    use(v.transfers_above(kEthereum, 5));
    use(v.transfers(std::nullopt, std::nullopt, 5));
    use(v.transfers(core::TransferStatus::seen, kNow, 5));
    use(v.transfers_after(std::nullopt, 5));
    use(v.transfers_after(transfer(1, 1).key, 5));
    use(v.callback(core::EventId("event-1")));
    use(v.callbacks_of(trade_id(1)));
    use(v.callbacks(std::nullopt, 5));
    use(v.callbacks(core::CallbackState::pending, 5));
    use(v.callbacks_after(std::nullopt, 5));
    use(v.callbacks_after(core::EventId("event-1"), 5));
    use(v.attempts(core::EventId("event-1")));
    use(v.callbacks_due(kNow + Seconds(1), {}, 5));
    use(v.next_callback_due());
    use(v.wallets());
    use(v.newest_rates());
    use(v.rate_history("USDT", "CNY", 5));
  }));
  static_cast<void>(store.foreign_changes());
}

// What may be walked without a key to search for, and why.
bool may_be_walked(const std::string& sql, const std::string& step) {
  const auto asks = [&](const char* part) { return sql.find(part) != std::string::npos; };
  // Configuration, and the rows of a subquery that is bounded itself.
  if (step == "SCAN wallets" || step == "SCAN live" || step == "SCAN due" || step.starts_with("SCAN CONSTANT ROW"))
    return true;
  // The first row of an index, or the first few in the very order of the list.
  if (step == "SCAN quotes USING INDEX quotes_live") return asks("WHERE released_at = 0 ORDER BY place LIMIT 1)");
  if (step == "SCAN transfers USING INDEX transfers_seen") return asks("ORDER BY seen_at, seq LIMIT");
  if (step == "SCAN callbacks") return asks("FROM callbacks ORDER BY seq DESC LIMIT");
  // A person's list of the waiting orders (see orders.cpp).
  if (step.starts_with("SCAN orders USING") && step.ends_with("INDEX orders_waiting"))
    return asks("state = 1 AND seq < ?1 ORDER BY seq");
  return false;
}

// What is sorted is bounded first: by a limit inside, by the number of places that are watched, by one transaction's transfers.
bool may_be_sorted(const std::string& sql) {
  return sql.find("LIMIT") != sql.npos || sql.find("DISTINCT") != sql.npos || sql.find("WHERE hash") != sql.npos;
}

TEST(QueryPlans, NoQueryGrowsWithItsTable) {
  const test::TempFolder folder;
  const auto entry = reinterpret_cast<void (*)()>(trace_connection);
  ASSERT_EQ(sqlite3_auto_extension(entry), SQLITE_OK);
  SqliteOptions options;
  options.path = folder.file("a.db");
  auto store = *SqliteStore::open(options);
  collected.clear();  // not the migrations
  ASSERT_EQ(sqlite3_cancel_auto_extension(entry), 1);
  RawDatabase raw(options.path);
  ASSERT_EQ(sqlite3_auto_extension(entry), SQLITE_OK);  // readers are opened when they are needed
  call_everything(*store, raw);
  ASSERT_EQ(sqlite3_cancel_auto_extension(entry), 1);

  int checked = 0;
  for (const std::string& sql : collected) {
    if (sql.starts_with("BEGIN") || sql.starts_with("COMMIT") || sql.starts_with("ROLLBACK") || sql.starts_with("PRAGMA"))
      continue;
    for (const std::string& row : raw.rows("EXPLAIN QUERY PLAN " + sql)) {
      const std::string step = row.substr(row.rfind('|') + 1);
      EXPECT_TRUE(!step.starts_with("SCAN") || may_be_walked(sql, step)) << step << "\n  in " << sql;
      // A sort is for lists that the limit or the order's own few rows keep short, and for people.
      EXPECT_TRUE(!step.starts_with("USE TEMP B-TREE") || may_be_sorted(sql)) << step << "\n  in " << sql;
    }
    ++checked;
  }
  EXPECT_GE(checked, 50);
}

}  // namespace
}  // namespace bepusdt::store
