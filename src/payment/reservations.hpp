// Reservations: finds the amount that a new quote takes, and keeps the index of taken amounts in step with the store.
// The rule is contract part 1 §3, "The amount" and "Open amount". One instance serves all steps; `lock()` is held for the
// whole of a store transaction that takes or releases quotes, so that index and store never tell different stories.
#pragma once

#include <mutex>
#include <span>
#include <string_view>
#include <unordered_map>

#include "core/policy.hpp"
#include "core/quote.hpp"
#include "payment/amount_index.hpp"
#include "ports/store.hpp"

namespace bepusdt::payment {

struct FreeAmount {
  core::Address address;
  core::BaseUnits units;
};

class Reservations {
 public:
  [[nodiscard]] std::unique_lock<std::mutex> lock() { return std::unique_lock(mutex_); }

  // The first free amount for `price` (a multiple of `step`, both > 0) over the addresses in turn; nullopt: none within
  // `max_steps` tries or the larger of 20 steps and 1 % above the price. Prefers, among the next few, one that is also free
  // at its address on the other EVM chains. Does not take it: the caller inserts the quote and calls taken().
  [[nodiscard]] std::optional<FreeAmount> find(const ports::View& view, const core::TradeType& type,
                                               std::span<const core::Address> addresses, Units price, Units step,
                                               int max_steps);

  // The first address where no live quote of the trade type exists at all.
  [[nodiscard]] std::optional<core::Address> find_empty(const ports::View& view, const core::TradeType& type,
                                                        std::span<const core::Address> addresses);

  void taken(const ports::PairKey& at, const core::BaseUnits& units);
  void released(const ports::PairKey& at, const core::BaseUnits& units);
  // After a transaction whose outcome is not known, and to bound memory: everything is loaded again at its next use.
  void forget_all() { places_.clear(); }
  // Drops places at addresses that are not wallets, which requests with an own address leave behind.
  void forget_all_but(const std::vector<ports::Wallet>& wallets);

 private:
  using Key = std::pair<std::string, const core::TradeType*>;  // address, trade type (which names the chain)
  using KeyView = std::pair<std::string_view, const core::TradeType*>;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(const KeyView& key) const {
      return std::hash<std::string_view>{}(key.first) ^ std::hash<const void*>{}(key.second);
    }
    std::size_t operator()(const Key& key) const { return (*this)(KeyView(key.first, key.second)); }
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(const KeyView& a, const KeyView& b) const { return a == b; }
  };

  PlaceAmounts& place(const ports::View& view, const core::Address& address, const core::TradeType& type);
  bool free_on_other_chains(const ports::View& view, const core::TradeType& type, const core::Address& address, Units units);

  std::mutex mutex_;
  std::unordered_map<Key, PlaceAmounts, Hash, Equal> places_;  // references stay valid as it grows
};

}  // namespace bepusdt::payment
