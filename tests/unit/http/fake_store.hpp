// A store in memory with what the HTTP side reads: orders, quotes, transfers, cursors, callbacks. What it never asks for is
// empty. It can be told to fail. Thread-safe, because servers read from their own threads.
#pragma once

#include <algorithm>
#include <map>
#include <mutex>
#include <vector>

#include "ports/store.hpp"

namespace bepusdt::test {

class FakeStore final : public ports::Store {
 public:
  std::map<core::TradeId, core::Order> orders;
  std::vector<core::Quote> quotes;
  std::vector<core::Transfer> transfers;
  std::map<core::ChainName, ports::Cursor> cursors;
  std::vector<core::CallbackEvent> callbacks;
  std::vector<core::CallbackAttempt> attempts;
  std::optional<ports::StoreError> failure;

  // Changes the rows while a server may be reading them.
  template <class F>
  void change(F&& f) {
    const std::lock_guard lock(mutex_);
    f(*this);
  }

  Result<void, ports::StoreError> write(const std::function<void(ports::Tx&)>&) override {
    return fail(ports::StoreError{ports::StoreError::Kind::broken, "the HTTP side never writes"});
  }
  Result<void, ports::StoreError> read(const std::function<void(const ports::View&)>& f) override;
  std::uint64_t foreign_changes() override { return 0; }

 private:
  class Rows;
  std::mutex mutex_;
};

class FakeStore::Rows final : public ports::View {
 public:
  explicit Rows(const FakeStore& store) : s(store) {}

  std::optional<core::Order> order(const core::TradeId& id) const override {
    const auto found = s.orders.find(id);
    return found == s.orders.end() ? std::nullopt : std::optional(found->second);
  }
  std::vector<core::Order> orders_by_order_id(const core::MerchantId& merchant, const core::OrderId& id,
                                              int limit) const override {
    std::vector<core::Order> found;
    for (const auto& [trade_id, row] : s.orders)
      if (row.merchant_id == merchant && row.order_id == id) found.push_back(row);
    std::ranges::sort(found, std::ranges::greater{}, &core::Order::created_at);
    if (std::ssize(found) > limit) found.resize(static_cast<std::size_t>(limit));
    return found;
  }
  std::vector<core::Quote> quotes(const core::TradeId& id) const override {
    return filtered(s.quotes, [&](const core::Quote& q) { return q.trade_id == id; });
  }
  std::vector<core::BaseUnits> live_units(const ports::PairKey& at) const override {
    std::vector<core::BaseUnits> units;
    for (const core::Quote& q : s.quotes)
      if (!q.released_at && q.chain == at.chain && q.address == at.address && q.trade_type == at.trade_type)
        units.push_back(q.units);
    return units;
  }
  std::optional<ports::Cursor> cursor(const core::ChainName& chain) const override {
    const auto found = s.cursors.find(chain);
    return found == s.cursors.end() ? std::nullopt : std::optional(found->second);
  }
  std::vector<core::Transfer> transfers_of(const core::TradeId& id) const override {
    return filtered(s.transfers, [&](const core::Transfer& t) { return t.trade_id == id; });
  }
  std::vector<core::Transfer> transfers(std::optional<core::TransferStatus> status, std::optional<Time>,
                                        int limit) const override {
    auto found = filtered(s.transfers, [&](const core::Transfer& t) { return !status || t.status == *status; });
    std::ranges::sort(found, std::ranges::greater{}, &core::Transfer::seen_at);
    if (std::ssize(found) > limit) found.resize(static_cast<std::size_t>(limit));
    return found;
  }
  std::vector<core::CallbackEvent> callbacks_of(const core::TradeId& id) const override {
    return filtered(s.callbacks, [&](const core::CallbackEvent& e) { return e.trade_id == id; });
  }
  std::vector<core::CallbackAttempt> attempts(const core::EventId& id) const override {
    return filtered(s.attempts, [&](const core::CallbackAttempt& a) { return a.event_id == id; });
  }

  std::vector<core::Order> orders(std::optional<core::OrderState>, std::optional<core::TradeId>, int) const override {
    return {};
  }
  std::vector<core::Order> orders_to_expire(Time, int) const override { return {}; }
  std::vector<core::Quote> quotes_offering(const ports::PairKey&, const core::BaseUnits&, int) const override { return {}; }
  std::vector<core::Quote> quotes_to_release(const core::ChainName&, Time, int) const override { return {}; }
  std::vector<LivePair> live_pairs(const core::ChainName&) const override { return {}; }
  bool has_confirming(const core::ChainName&) const override { return false; }
  std::vector<core::BlockRef> blocks_down_from(const core::ChainName&, std::uint64_t, int) const override { return {}; }
  std::vector<ports::Gap> gaps(const core::ChainName&, int) const override { return {}; }
  std::optional<core::Transfer> transfer(const core::TransferKey&) const override { return std::nullopt; }
  std::vector<core::Transfer> transfers_by_hash(const core::TxHash&) const override { return {}; }
  std::vector<core::Transfer> transfers_to_match(int) const override { return {}; }
  std::vector<core::Transfer> transfers_to_confirm(const core::ChainName&, std::uint64_t, int) const override { return {}; }
  std::vector<core::Transfer> transfers_above(const core::ChainName&, std::uint64_t) const override { return {}; }
  std::optional<core::CallbackEvent> callback(const core::EventId&) const override { return std::nullopt; }
  std::vector<core::CallbackEvent> callbacks(std::optional<core::CallbackState>, int) const override { return {}; }
  std::vector<core::Transfer> transfers_after(const std::optional<core::TransferKey>&, int) const override { return {}; }
  std::vector<core::CallbackEvent> callbacks_after(const std::optional<core::EventId>&, int) const override { return {}; }
  std::vector<core::CallbackEvent> callbacks_due(Time, const std::vector<std::string>&, int) const override { return {}; }
  std::optional<Time> next_callback_due() const override { return std::nullopt; }
  std::vector<ports::Wallet> wallets() const override { return {}; }
  std::vector<ports::RateRow> newest_rates() const override { return {}; }
  std::vector<ports::RateRow> rate_history(const std::string&, const std::string&, int) const override { return {}; }

 private:
  template <class T, class F>
  static std::vector<T> filtered(const std::vector<T>& rows, F&& keep) {
    std::vector<T> kept;
    for (const T& row : rows)
      if (keep(row)) kept.push_back(row);
    return kept;
  }
  const FakeStore& s;
};

inline Result<void, ports::StoreError> FakeStore::read(const std::function<void(const ports::View&)>& f) {
  const std::lock_guard lock(mutex_);
  if (failure) return fail(*failure);
  f(Rows(*this));
  return {};
}

}  // namespace bepusdt::test
