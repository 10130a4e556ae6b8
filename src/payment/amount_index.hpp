// AmountIndex: which amounts are taken at a place (chain, address, trade type), so that the next free one is found in
// O(log n) however many are taken. It is a cache of the store's live quotes: the store's unique index has the last word, and
// a place is loaded from there at first use and may be forgotten at any time.
//
// Taken amounts are kept as runs of neighbours, once exactly and once for every step in use: at a step only its multiples
// count, and "the first free multiple at or after x" is one look at the run that holds x.
// Not thread-safe: the steps that use it hold its owner's lock (reservations.hpp).
#pragma once

#include <absl/container/btree_map.h>

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/amount.hpp"

namespace bepusdt::payment {

// 128 bits hold every amount that can be quoted; larger ones are refused before they get here.
__extension__ typedef unsigned __int128 Units;  // no ISO type is wide enough

[[nodiscard]] std::optional<Units> to_index_units(const core::BaseUnits& units);
[[nodiscard]] core::BaseUnits to_base_units(Units units);

// Disjoint, non-adjacent runs [first, last] of taken numbers.
class Runs {
 public:
  void insert(Units number);
  void erase(Units number);
  [[nodiscard]] bool contains(Units number) const;
  [[nodiscard]] Units first_free_from(Units number) const;
  [[nodiscard]] std::size_t run_count() const { return runs_.size(); }
  template <class F>
  void for_each_run(F&& f) const {
    for (const auto& [first, last] : runs_) f(first, last);
  }

 private:
  absl::btree_map<Units, Units> runs_;
};

class PlaceAmounts {
 public:
  void add(Units units);
  void remove(Units units);
  [[nodiscard]] bool contains(Units units) const { return exact_.contains(units); }
  // The first multiple of `step` at or after `from` that is not taken.
  [[nodiscard]] Units first_free_multiple(Units step, Units from);
  // An open-amount quote holds the whole place.
  [[nodiscard]] bool has_open_amount() const { return open_amounts_ > 0; }
  [[nodiscard]] bool empty() const { return exact_.run_count() == 0 && open_amounts_ == 0; }

 private:
  struct Level {
    Units step;
    Runs runs;  // of units / step
  };
  Level& level_of(Units step);

  Runs exact_;
  std::vector<Level> levels_;
  int open_amounts_ = 0;
};

}  // namespace bepusdt::payment
