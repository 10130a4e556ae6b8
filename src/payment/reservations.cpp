#include "payment/reservations.hpp"

#include <set>

#include "base/assert.hpp"
#include "catalog/chains.hpp"

namespace bepusdt::payment {
namespace {

constexpr Units kStepsAbove = 20;
constexpr Units kPercentAbove = 1;
// How many further free amounts are looked at for one that is free on the other EVM chains, too.
constexpr int kPreferenceTries = 16;

// The candidates of one price in order: multiples of the step, then of a tenth of it, and so on down to one base unit.
struct Ladder {
  Units price;
  Units limit;
  Units step;
  std::uint64_t tried_before = 0;  // amounts tried on the coarser rungs

  // How many tries it takes to come to `units` on this rung: multiples of the coarser step were tried before.
  [[nodiscard]] Units tries_to(Units units, bool first_rung) const {
    const Units steps = (units - price) / step;
    return first_rung ? steps + 1 : tried_before + steps - steps / 10;
  }

  [[nodiscard]] bool refine(bool first_rung) {
    const Units steps = (limit - price) / step;
    tried_before += static_cast<std::uint64_t>(first_rung ? steps + 1 : steps - steps / 10);
    if (step % 10 != 0) return false;
    step /= 10;
    return true;
  }
};

ports::PairKey key_of(const core::Address& address, const core::TradeType& type) {
  return {core::ChainName(std::string(type.chain)), address, &type};
}

}  // namespace

PlaceAmounts& Reservations::place(const ports::View& view, const core::Address& address, const core::TradeType& type) {
  auto found = places_.find(KeyView(address.value(), &type));
  if (found == places_.end()) {
    PlaceAmounts loaded;
    for (const core::BaseUnits& units : view.live_units(key_of(address, type))) {
      const auto index_units = to_index_units(units);
      BEPUSDT_ASSERT(index_units.has_value());
      loaded.add(*index_units);
    }
    found = places_.emplace(Key(address.value(), &type), std::move(loaded)).first;
  }
  return found->second;
}

std::optional<FreeAmount> Reservations::find(const ports::View& view, const core::TradeType& type,
                                             std::span<const core::Address> addresses, Units price, Units step,
                                             int max_steps) {
  BEPUSDT_ASSERT(price > 0 && step > 0 && price % step == 0);
  std::vector<std::pair<const core::Address*, PlaceAmounts*>> usable;
  for (const core::Address& address : addresses)
    if (PlaceAmounts& amounts = place(view, address, type); !amounts.has_open_amount())
      usable.emplace_back(&address, &amounts);
  if (usable.empty()) return std::nullopt;

  Ladder ladder{price, price + std::max(kStepsAbove * step, price * kPercentAbove / 100), step};
  std::optional<FreeAmount> first_found;
  int preference_tries = 0;
  for (bool first_rung = true;; first_rung = false) {
    for (Units from = price;;) {
      // The smallest free amount over all addresses; where several have it free, the address that comes first.
      Units best = ladder.limit + 1;
      for (const auto& [address, amounts] : usable) best = std::min(best, amounts->first_free_multiple(ladder.step, from));
      if (best > ladder.limit || ladder.tries_to(best, first_rung) > static_cast<Units>(max_steps)) break;
      for (const auto& [address, amounts] : usable) {
        if (amounts->contains(best)) continue;
        if (!first_found) first_found = FreeAmount{*address, to_base_units(best)};
        if (free_on_other_chains(view, type, *address, best)) return FreeAmount{*address, to_base_units(best)};
      }
      if (++preference_tries >= kPreferenceTries) return first_found;
      from = best + ladder.step;
    }
    if (first_found || !ladder.refine(first_rung) || ladder.tried_before >= static_cast<std::uint64_t>(max_steps))
      return first_found;
  }
}

std::optional<core::Address> Reservations::find_empty(const ports::View& view, const core::TradeType& type,
                                                      std::span<const core::Address> addresses) {
  for (const core::Address& address : addresses)
    if (place(view, address, type).empty()) return address;
  return std::nullopt;
}

bool Reservations::free_on_other_chains(const ports::View& view, const core::TradeType& type, const core::Address& address,
                                        Units units) {
  const catalog::Chain* own = catalog::find_chain(type.chain);
  constexpr Units kScalable = Units(1) << 80;  // 10^12 times as much still fits
  if (own == nullptr || own->family != core::Family::evm || units >= kScalable) return true;
  for (const core::TradeType& other : catalog::trade_types()) {
    if (&other == &type || other.currency != type.currency || other.chain == type.chain) continue;
    const catalog::Chain* chain = catalog::find_chain(other.chain);
    if (chain == nullptr || chain->family != core::Family::evm) continue;
    Units scaled = units;
    int decimals = type.decimals;
    for (; decimals < other.decimals; ++decimals) scaled *= 10;
    bool representable = true;
    for (; decimals > other.decimals; --decimals) {
      representable = representable && scaled % 10 == 0;
      scaled /= 10;
    }
    if (representable && place(view, address, other).contains(scaled)) return false;
  }
  return true;
}

void Reservations::taken(const ports::PairKey& at, const core::BaseUnits& units) {
  const auto found = places_.find(KeyView(at.address.value(), at.trade_type));
  if (found != places_.end()) found->second.add(*to_index_units(units));
}

void Reservations::released(const ports::PairKey& at, const core::BaseUnits& units) {
  const auto found = places_.find(KeyView(at.address.value(), at.trade_type));
  if (found != places_.end()) found->second.remove(*to_index_units(units));
}

void Reservations::forget_all_but(const std::vector<ports::Wallet>& wallets) {
  constexpr std::size_t kPlacesBeforeCleaning = 4096;
  if (places_.size() < kPlacesBeforeCleaning) return;
  std::set<std::string_view> addresses;
  for (const ports::Wallet& wallet : wallets) addresses.insert(wallet.address.value());
  std::erase_if(places_, [&](const auto& entry) { return !addresses.contains(entry.first.first); });
}

}  // namespace bepusdt::payment
