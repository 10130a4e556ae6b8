#include "payment/amount_index.hpp"

#include "base/assert.hpp"

namespace bepusdt::payment {

std::optional<Units> to_index_units(const core::BaseUnits& units) {
  static const core::BaseUnits kLimit = core::BaseUnits(1) << 120;  // headroom: sums of two never wrap
  if (units >= kLimit) return std::nullopt;
  return static_cast<Units>(units);
}

core::BaseUnits to_base_units(Units units) { return core::BaseUnits(units); }

bool Runs::contains(Units number) const {
  auto next = runs_.upper_bound(number);
  return next != runs_.begin() && std::prev(next)->second >= number;
}

Units Runs::first_free_from(Units number) const {
  auto next = runs_.upper_bound(number);
  if (next == runs_.begin()) return number;
  const Units last = std::prev(next)->second;
  return last >= number ? last + 1 : number;
}

void Runs::insert(Units number) {
  auto next = runs_.upper_bound(number);
  const bool joins_next = next != runs_.end() && next->first == number + 1;
  if (next != runs_.begin()) {
    auto previous = std::prev(next);
    if (previous->second >= number) return;
    if (previous->second + 1 == number) {
      previous->second = joins_next ? next->second : number;
      if (joins_next) runs_.erase(next);
      return;
    }
  }
  const Units last = joins_next ? next->second : number;
  if (joins_next) runs_.erase(next);
  runs_.emplace(number, last);
}

void Runs::erase(Units number) {
  auto next = runs_.upper_bound(number);
  if (next == runs_.begin()) return;
  auto holder = std::prev(next);
  const auto [first, last] = *holder;
  if (last < number) return;
  if (first == number)
    runs_.erase(holder);
  else
    holder->second = number - 1;
  if (last > number) runs_.emplace(number + 1, last);
}

void PlaceAmounts::add(Units units) {
  if (units == 0) {
    ++open_amounts_;
    return;
  }
  exact_.insert(units);
  for (Level& level : levels_)
    if (units % level.step == 0) level.runs.insert(units / level.step);
}

void PlaceAmounts::remove(Units units) {
  if (units == 0) {
    if (open_amounts_ > 0) --open_amounts_;
    return;
  }
  exact_.erase(units);
  for (Level& level : levels_)
    if (units % level.step == 0) level.runs.erase(units / level.step);
}

PlaceAmounts::Level& PlaceAmounts::level_of(Units step) {
  for (Level& level : levels_)
    if (level.step == step) return level;
  Level level{step, {}};
  exact_.for_each_run([&](Units first, Units last) {
    for (Units multiple = (first + step - 1) / step; multiple * step <= last; ++multiple) level.runs.insert(multiple);
  });
  return levels_.emplace_back(std::move(level));
}

Units PlaceAmounts::first_free_multiple(Units step, Units from) {
  BEPUSDT_ASSERT(step > 0);
  const Runs& runs = step == 1 ? exact_ : level_of(step).runs;
  return runs.first_free_from((from + step - 1) / step) * step;
}

}  // namespace bepusdt::payment
