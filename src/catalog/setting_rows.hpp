// The settings as rows, grouped by what their values belong to. The reference page lists exactly these.
// Beside a row stands the function that puts its value in place; nothing else writes the typed settings.
#pragma once

#include <span>

#include "catalog/setting_row.hpp"
#include "catalog/settings.hpp"

namespace bepusdt::catalog {

struct WalletRowValue {
  std::string address;
  std::vector<std::string> trade_types;
};

[[nodiscard]] std::span<const Bound<Settings>> general_rows();               // keys as they stand
[[nodiscard]] std::span<const Bound<core::MerchantProfile>> profile_rows();  // below [profile] and [merchant.profile]
[[nodiscard]] std::span<const Bound<core::Merchant>> merchant_rows();        // below [[merchant]]
[[nodiscard]] std::span<const Bound<WalletRowValue>> wallet_rows();          // below [[wallet]]
[[nodiscard]] std::span<const Bound<Endpoint>> endpoint_rows();              // members of an endpoint that is a table

// Puts a value where a row's member pointers say; the enumerators of an enumeration stand in the order of the row's choices.
template <class T>
Wrong put(T& target, const Parsed& value) {
  if constexpr (std::is_same_v<T, bool>)
    target = value.flag;
  else if constexpr (std::is_enum_v<T>)
    target = static_cast<T>(value.choice);
  else if constexpr (std::is_same_v<T, std::string>)
    target = value.text;
  else if constexpr (std::is_same_v<T, Secret>)
    target = Secret(value.text);
  else if constexpr (std::is_same_v<T, Seconds>)
    target = Seconds(value.whole());
  else if constexpr (std::is_same_v<T, Millis>)
    target = value.millis();
  else if constexpr (std::is_same_v<T, core::Decimal>)
    target = value.number;
  else if constexpr (std::is_same_v<T, std::vector<std::string>>)
    target = value.list;
  else
    target = static_cast<T>(value.whole());
  return std::nullopt;
}

template <auto Member, class T>
Wrong assign(T& target, std::string_view, const Parsed& value) {
  return put(target.*Member, value);
}
template <auto Group, auto Member>
Wrong assign_in(Settings& settings, std::string_view, const Parsed& value) {
  return put((settings.*Group).*Member, value);
}
template <auto Member>
Wrong assign_chain(Settings& settings, std::string_view chain, const Parsed& value) {
  return put(settings.chains.find(chain)->second.*Member, value);
}

}  // namespace bepusdt::catalog
