// Session: the tables over one connection, as the port shows them; what a callback of write() or read() is given. The methods
// stand by table in orders.cpp, quotes.cpp, chain_progress.cpp, transfers.cpp, callbacks.cpp, wallets.cpp and rates.cpp; what
// belongs to none in database_header.cpp.
// Used by one thread at a time, inside a transaction; throws StoreFailure.
#pragma once

#include "store/sqlite/connection.hpp"
#include "store/sqlite/order_numbers.hpp"
#include "store/sqlite/places.hpp"

namespace bepusdt::store {

class Session final : public ports::Tx {
 public:
  explicit Session(Connection& connection) : connection_(connection), numbers_(connection), places_(connection) {}

  void transaction_begins() { numbers_.forget(); }
  void transaction_rolled_back() { places_.forget(); }

  // View
  std::optional<core::Order> order(const core::TradeId& id) const override;
  std::vector<core::Order> orders_by_order_id(const core::MerchantId& merchant, const core::OrderId& id,
                                              int limit) const override;
  std::vector<core::Order> orders(std::optional<core::OrderState> state, std::optional<core::TradeId> before,
                                  int limit) const override;
  std::vector<core::Order> orders_to_expire(Time now, int limit) const override;

  std::vector<core::Quote> quotes(const core::TradeId& id) const override;
  std::vector<core::Quote> quotes_offering(const ports::PairKey& at, const core::BaseUnits& units, int limit) const override;
  std::vector<core::BaseUnits> live_units(const ports::PairKey& at) const override;
  std::vector<core::Quote> quotes_to_release(const core::ChainName& chain, Time until, int limit) const override;
  std::vector<LivePair> live_pairs(const core::ChainName& chain) const override;
  bool has_confirming(const core::ChainName& chain) const override;

  std::optional<ports::Cursor> cursor(const core::ChainName& chain) const override;
  std::vector<core::BlockRef> blocks_down_from(const core::ChainName& chain, std::uint64_t height, int limit) const override;
  std::vector<ports::Gap> gaps(const core::ChainName& chain, int limit) const override;

  std::optional<core::Transfer> transfer(const core::TransferKey& key) const override;
  std::vector<core::Transfer> transfers_of(const core::TradeId& id) const override;
  std::vector<core::Transfer> transfers_by_hash(const core::TxHash& hash) const override;
  std::vector<core::Transfer> transfers_to_match(int limit) const override;
  std::vector<core::Transfer> transfers_to_confirm(const core::ChainName& chain, std::uint64_t final_height,
                                                   int limit) const override;
  std::vector<core::Transfer> transfers_above(const core::ChainName& chain, std::uint64_t height) const override;
  std::vector<core::Transfer> transfers(std::optional<core::TransferStatus> status, std::optional<Time> before,
                                        int limit) const override;
  std::vector<core::Transfer> transfers_after(const std::optional<core::TransferKey>& after, int limit) const override;

  std::optional<core::CallbackEvent> callback(const core::EventId& id) const override;
  std::vector<core::CallbackEvent> callbacks_of(const core::TradeId& id) const override;
  std::vector<core::CallbackEvent> callbacks(std::optional<core::CallbackState> state, int limit) const override;
  std::vector<core::CallbackEvent> callbacks_after(const std::optional<core::EventId>& after, int limit) const override;
  std::vector<core::CallbackAttempt> attempts(const core::EventId& id) const override;
  std::vector<core::CallbackEvent> callbacks_due(Time now, const std::vector<std::string>& busy_hosts,
                                                 int limit) const override;
  std::optional<Time> next_callback_due() const override;

  std::vector<ports::Wallet> wallets() const override;
  std::vector<ports::RateRow> newest_rates() const override;
  std::vector<ports::RateRow> rate_history(const std::string& currency, const std::string& fiat, int limit) const override;

  // Tx
  void insert(const core::Order& order) override;
  void update(const core::Order& order) override;
  bool insert(const core::Quote& quote) override;
  void update(const core::Quote& quote) override;

  void put_cursor(const ports::Cursor& cursor) override;
  void put_block(const core::ChainName& chain, const core::BlockRef& block) override;
  void drop_blocks_above(const core::ChainName& chain, std::uint64_t height) override;
  void drop_blocks_below(const core::ChainName& chain, std::uint64_t height) override;
  void insert(const ports::Gap& gap) override;
  void end_gaps_at(const core::ChainName& chain, std::uint64_t height) override;

  void insert(const core::Transfer& transfer) override;
  void update(const core::Transfer& transfer) override;

  void insert(const core::CallbackEvent& event) override;
  void update(const core::CallbackEvent& event) override;
  void insert(const core::CallbackAttempt& attempt) override;

  void put(const ports::Wallet& wallet) override;
  void insert(const ports::RateRow& row) override;
  void drop_rates_before(Time time, int limit) override;

  void touch() override;

 private:
  Connection& connection_;
  OrderNumbers numbers_;
  mutable Places places_;  // what it remembers changes no answer
};

}  // namespace bepusdt::store
