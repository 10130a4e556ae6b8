#include "http/feed_hub.hpp"

#include "catalog/metrics.hpp"

namespace bepusdt::http {

void FeedHub::order_changed(const core::TradeId& trade_id) {
  if (count_ == 0) return;
  const std::lock_guard lock(mutex_);
  const auto [first, last] = by_order_.equal_range(trade_id);
  for (auto entry = first; entry != last; ++entry)
    if (const auto& wake = entries_.at(entry->second).wake) wake();
}

std::optional<FeedHub::Subscription> FeedHub::subscribe(const core::TradeId& trade_id) {
  const std::lock_guard lock(mutex_);
  if (entries_.size() >= limits_.subscriptions || by_order_.count(trade_id) >= limits_.of_one_order) return std::nullopt;
  const std::uint64_t number = next_number_++;
  entries_.emplace(number, Entry{trade_id, nullptr});
  by_order_.emplace(trade_id, number);
  count_ = entries_.size();
  metrics_.set(catalog::metric::kHttpEventStreams, static_cast<double>(entries_.size()));
  return std::optional<Subscription>(std::in_place, *this, number);
}

void FeedHub::leave(std::uint64_t number) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(number);
  const auto [first, last] = by_order_.equal_range(entry->second.trade_id);
  for (auto row = first; row != last; ++row)
    if (row->second == number) {
      by_order_.erase(row);
      break;
    }
  entries_.erase(entry);
  count_ = entries_.size();
  metrics_.set(catalog::metric::kHttpEventStreams, static_cast<double>(entries_.size()));
}

void FeedHub::set_wake(std::uint64_t number, std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  entries_.at(number).wake = std::move(wake);
}

}  // namespace bepusdt::http
