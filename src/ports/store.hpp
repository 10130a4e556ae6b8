// Store: the durable tables. A step reads and writes only through a Tx or a View, both valid only inside their callback.
//
//   write(f)  runs f in one transaction and makes it durable before it returns; when f throws or the commit fails, nothing
//             of it happened (`unknown`: it may or may not have; steps are idempotent, so they simply run again).
//             Writers exclude each other; f must be short and must not call out of the house.
//   read(f)   runs f on one consistent snapshot, beside writers.
//
// Inside the callbacks a failing database throws StoreFailure, which write() and read() turn into their result: business
// code above never sees a half-working table. Everything is ordered and limited by the caller; nothing loads a whole table.
#pragma once

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "core/callback.hpp"
#include "core/order.hpp"
#include "core/quote.hpp"
#include "core/transfer.hpp"

namespace bepusdt::ports {

struct StoreError {
  enum class Kind { busy, full, unknown, broken };
  Kind kind = Kind::broken;
  std::string reason;
};

struct StoreFailure : std::runtime_error {
  StoreFailure(StoreError::Kind k, const std::string& reason) : std::runtime_error(reason), kind(k) {}
  StoreError::Kind kind;
};

struct Cursor {
  core::ChainName chain;
  core::BlockRef block;            // every block up to here was covered, outside recorded gaps
  std::uint64_t head = 0;          // the node's newest height at the last look
  std::uint64_t final_height = 0;  // blocks up to here are final
  Time looked_at{};
};

struct Gap {
  core::ChainName chain;
  std::uint64_t from = 0;  // first block not read
  std::uint64_t to = 0;    // last block not read
  std::string reason;
  Time at{};
};

struct Wallet {
  core::Address address;
  const core::TradeType* trade_type = nullptr;
  bool active = true;      // offered to new orders
  bool from_file = false;  // named by the settings, not by the command line
  Time added_at{};
};

struct RateRow {
  std::string currency;
  std::string fiat;
  core::Decimal rate;
  std::string source;
  Time at{};
  // false: it is further than rate.max_jump from the last confirmed row and no second look has agreed yet; never quoted.
  bool confirmed = true;
};

struct PairKey {  // what a live reservation occupies besides its amount
  core::ChainName chain;
  core::Address address;
  const core::TradeType* trade_type = nullptr;
};

class View {
 public:
  virtual ~View() = default;

  // Orders
  [[nodiscard]] virtual std::optional<core::Order> order(const core::TradeId& id) const = 0;
  // Newest first.
  [[nodiscard]] virtual std::vector<core::Order> orders_by_order_id(const core::MerchantId& merchant,
                                                                    const core::OrderId& id, int limit) const = 0;
  // Newest first; `before`: only older ones than this trade id (paging); state: only these.
  [[nodiscard]] virtual std::vector<core::Order> orders(std::optional<core::OrderState> state,
                                                        std::optional<core::TradeId> before, int limit) const = 0;
  // Waiting orders whose deadline is at or before `now`, earliest deadline first.
  [[nodiscard]] virtual std::vector<core::Order> orders_to_expire(Time now, int limit) const = 0;

  // Quotes
  [[nodiscard]] virtual std::vector<core::Quote> quotes(const core::TradeId& id) const = 0;  // ascending by number
  // Every quote, live or released, that ever offered exactly this; newest first. Never two live ones, in a sound store.
  [[nodiscard]] virtual std::vector<core::Quote> quotes_offering(const PairKey& at, const core::BaseUnits& units,
                                                                 int limit) const = 0;
  // Units of all live quotes there, any order (0 for an open amount).
  [[nodiscard]] virtual std::vector<core::BaseUnits> live_units(const PairKey& at) const = 0;
  // Live quotes of the chain with held_until at or before `until`, earliest first.
  [[nodiscard]] virtual std::vector<core::Quote> quotes_to_release(const core::ChainName& chain, Time until,
                                                                   int limit) const = 0;
  // Where the live quotes of the chain expect their payments, sorted by address and trade type, each pair once.
  struct LivePair {
    core::Address address;
    const core::TradeType* trade_type = nullptr;
    Time oldest{};  // creation time of its oldest live quote
  };
  [[nodiscard]] virtual std::vector<LivePair> live_pairs(const core::ChainName& chain) const = 0;
  // Whether an order of the chain is confirming.
  [[nodiscard]] virtual bool has_confirming(const core::ChainName& chain) const = 0;

  // Chains
  [[nodiscard]] virtual std::optional<Cursor> cursor(const core::ChainName& chain) const = 0;
  // Kept recent blocks of the chain at or below `height`, highest first.
  [[nodiscard]] virtual std::vector<core::BlockRef> blocks_down_from(const core::ChainName& chain, std::uint64_t height,
                                                                     int limit) const = 0;
  [[nodiscard]] virtual std::vector<Gap> gaps(const core::ChainName& chain, int limit) const = 0;  // newest first

  // Transfers
  [[nodiscard]] virtual std::optional<core::Transfer> transfer(const core::TransferKey& key) const = 0;
  [[nodiscard]] virtual std::vector<core::Transfer> transfers_of(const core::TradeId& id) const = 0;
  // Of any chain.
  [[nodiscard]] virtual std::vector<core::Transfer> transfers_by_hash(const core::TxHash& hash) const = 0;
  // status seen, not gone; oldest first.
  [[nodiscard]] virtual std::vector<core::Transfer> transfers_to_match(int limit) const = 0;
  // status matched, not gone, order confirming, block height at or below final_height; oldest first.
  [[nodiscard]] virtual std::vector<core::Transfer> transfers_to_confirm(const core::ChainName& chain,
                                                                         std::uint64_t final_height, int limit) const = 0;
  // Not gone, block height above `height`.
  [[nodiscard]] virtual std::vector<core::Transfer> transfers_above(const core::ChainName& chain,
                                                                    std::uint64_t height) const = 0;
  // Newest first; status: only these; before: only rows seen before this time.
  [[nodiscard]] virtual std::vector<core::Transfer> transfers(std::optional<core::TransferStatus> status,
                                                              std::optional<Time> before, int limit) const = 0;
  // Every one, in the order in which they were inserted; after: only later ones than this (paging).
  [[nodiscard]] virtual std::vector<core::Transfer> transfers_after(const std::optional<core::TransferKey>& after,
                                                                    int limit) const = 0;

  // Callbacks
  [[nodiscard]] virtual std::optional<core::CallbackEvent> callback(const core::EventId& id) const = 0;
  [[nodiscard]] virtual std::vector<core::CallbackEvent> callbacks_of(const core::TradeId& id) const = 0;
  [[nodiscard]] virtual std::vector<core::CallbackEvent> callbacks(std::optional<core::CallbackState> state,
                                                                   int limit) const = 0;  // newest first
  // Every one, in the order in which they were inserted; after: only later ones than this (paging).
  [[nodiscard]] virtual std::vector<core::CallbackEvent> callbacks_after(const std::optional<core::EventId>& after,
                                                                         int limit) const = 0;
  [[nodiscard]] virtual std::vector<core::CallbackAttempt> attempts(const core::EventId& id) const = 0;
  // Pending, due at or before `now`, not leased beyond `now`, of none of the hosts in `busy_hosts` (few); paid events first,
  // then earliest due.
  [[nodiscard]] virtual std::vector<core::CallbackEvent> callbacks_due(Time now, const std::vector<std::string>& busy_hosts,
                                                                       int limit) const = 0;
  // When the next pending callback becomes due or its lease ends; nullopt: none pending.
  [[nodiscard]] virtual std::optional<Time> next_callback_due() const = 0;

  // Wallets and rates
  [[nodiscard]] virtual std::vector<Wallet> wallets() const = 0;  // in order of addition
  // Newest is the last inserted, not the latest `at`: clocks step back.
  [[nodiscard]] virtual std::vector<RateRow> newest_rates() const = 0;  // the newest confirmed row of each pair
  [[nodiscard]] virtual std::vector<RateRow> rate_history(const std::string& currency, const std::string& fiat,
                                                          int limit) const = 0;  // newest first, confirmed or not
};

class Tx : public View {
 public:
  virtual void insert(const core::Order& order) = 0;
  virtual void update(const core::Order& order) = 0;
  // false: a live quote already holds this (chain, address, trade type, amount).
  [[nodiscard]] virtual bool insert(const core::Quote& quote) = 0;
  // Changes deadline, late_until, held_until, released_at, fiat, fiat_amount, rate.
  virtual void update(const core::Quote& quote) = 0;

  virtual void put_cursor(const Cursor& cursor) = 0;
  virtual void put_block(const core::ChainName& chain, const core::BlockRef& block) = 0;
  virtual void drop_blocks_above(const core::ChainName& chain, std::uint64_t height) = 0;
  virtual void drop_blocks_below(const core::ChainName& chain, std::uint64_t height) = 0;
  virtual void insert(const Gap& gap) = 0;
  // What is read again after a fork was not skipped: gaps end at `height`, those that begin above it go.
  virtual void end_gaps_at(const core::ChainName& chain, std::uint64_t height) = 0;

  virtual void insert(const core::Transfer& transfer) = 0;
  virtual void update(const core::Transfer& transfer) = 0;

  virtual void insert(const core::CallbackEvent& event) = 0;
  virtual void update(const core::CallbackEvent& event) = 0;
  virtual void insert(const core::CallbackAttempt& attempt) = 0;

  virtual void put(const Wallet& wallet) = 0;  // by (address, trade type)
  virtual void insert(const RateRow& row) = 0;
  // Of the `limit` oldest rows, those from before `time`.
  virtual void drop_rates_before(Time time, int limit) = 0;

  // Changes nothing, and yet is written by the commit like a change: whether that succeeds tells whether the disk takes one.
  virtual void touch() = 0;
};

class Store {
 public:
  virtual ~Store() = default;
  [[nodiscard]] virtual Result<void, StoreError> write(const std::function<void(Tx&)>& f) = 0;
  [[nodiscard]] virtual Result<void, StoreError> read(const std::function<void(const View&)>& f) = 0;
  // A number that changes whenever another process changed the store. Cheap enough to ask every second.
  [[nodiscard]] virtual std::uint64_t foreign_changes() = 0;
};

}  // namespace bepusdt::ports
