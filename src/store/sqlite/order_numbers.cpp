#include "store/sqlite/order_numbers.hpp"

#include <algorithm>

#include "store/sqlite/query.hpp"

namespace bepusdt::store {
namespace {

constexpr const char* kHighest = "SELECT coalesce(max(seq), 0) FROM orders";
constexpr const char* kByTradeId = "SELECT seq FROM orders WHERE trade_id = ?1";

}  // namespace

std::int64_t OrderNumbers::for_new_order(const core::TradeId& trade_id) {
  const auto awaited = std::ranges::find(awaited_, trade_id, &Numbered::first);
  if (awaited == awaited_.end()) {
    latest_ = {trade_id, next()};
  } else {
    latest_ = std::move(*awaited);
    awaited_.erase(awaited);
  }
  return latest_.second;
}

std::int64_t OrderNumbers::of(const core::TradeId& trade_id) {
  if (latest_.second != 0 && latest_.first == trade_id) return latest_.second;
  if (const auto awaited = std::ranges::find(awaited_, trade_id, &Numbered::first); awaited != awaited_.end())
    return awaited->second;
  Query query(connection_, kByTradeId);
  query.bind(trade_id);
  if (query.next()) return Columns(query).integer();
  awaited_.emplace_back(trade_id, next());
  return awaited_.back().second;
}

void OrderNumbers::forget() {
  last_given_ = 0;
  awaited_.clear();
  latest_ = {};
}

std::int64_t OrderNumbers::next() {
  if (last_given_ == 0) {
    Query query(connection_, kHighest);
    if (query.next()) last_given_ = Columns(query).integer();
  }
  return ++last_given_;
}

}  // namespace bepusdt::store
