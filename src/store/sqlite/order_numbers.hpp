// OrderNumbers: the row number (orders.seq) of each order that a transaction writes. A quote may be inserted before its order:
// the number is then given out early, and the deferred foreign key refuses the commit if the order never comes.
// Belongs to one transaction of one connection.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "store/sqlite/connection.hpp"

namespace bepusdt::store {

class OrderNumbers {
 public:
  explicit OrderNumbers(Connection& connection) : connection_(connection) {}

  // For an order that is about to be inserted.
  [[nodiscard]] std::int64_t for_new_order(const core::TradeId& trade_id);
  // For a row that belongs to an order, there already or about to come.
  [[nodiscard]] std::int64_t of(const core::TradeId& trade_id);
  // A transaction begins.
  void forget();

 private:
  using Numbered = std::pair<core::TradeId, std::int64_t>;
  [[nodiscard]] std::int64_t next();

  Connection& connection_;
  std::int64_t last_given_ = 0;    // 0: the table was not asked yet
  std::vector<Numbered> awaited_;  // given to orders that are not inserted yet
  Numbered latest_;                // of the order that was inserted last: its quotes follow
};

}  // namespace bepusdt::store
