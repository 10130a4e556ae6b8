// The states of an order and the table of legal moves. `paid` is final.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace bepusdt::core {

// The numbers are the wire's (contract part 1 §6); 6 is reserved.
enum class OrderState { waiting = 1, paid = 2, expired = 3, cancelled = 4, confirming = 5 };

inline constexpr std::array<std::pair<OrderState, std::string_view>, 5> kOrderStateNames{{
    {OrderState::waiting, "waiting"},
    {OrderState::paid, "paid"},
    {OrderState::expired, "expired"},
    {OrderState::cancelled, "cancelled"},
    {OrderState::confirming, "confirming"},
}};

// confirming goes back only to the state it came from; `came_from` of the order holds it.
inline constexpr std::array<std::pair<OrderState, OrderState>, 9> kLegalMoves{{
    {OrderState::waiting, OrderState::confirming},
    {OrderState::waiting, OrderState::expired},
    {OrderState::waiting, OrderState::cancelled},
    {OrderState::expired, OrderState::confirming},
    {OrderState::cancelled, OrderState::confirming},
    {OrderState::confirming, OrderState::paid},
    {OrderState::confirming, OrderState::waiting},
    {OrderState::confirming, OrderState::expired},
    {OrderState::confirming, OrderState::cancelled},
}};

[[nodiscard]] constexpr std::string_view name_of(OrderState state) {
  for (const auto& [s, name] : kOrderStateNames)
    if (s == state) return name;
  return "unknown";
}

[[nodiscard]] constexpr std::optional<OrderState> order_state_from(std::string_view name) {
  for (const auto& [s, n] : kOrderStateNames)
    if (n == name) return s;
  return std::nullopt;
}

[[nodiscard]] constexpr bool is_legal_move(OrderState from, OrderState to) {
  for (const auto& move : kLegalMoves)
    if (move.first == from && move.second == to) return true;
  return false;
}

// What G1 clients may see: only ever 1, 2 or 3 (contract part 1 §4).
[[nodiscard]] constexpr int legacy_status(OrderState state) {
  switch (state) {
    case OrderState::waiting:
    case OrderState::confirming: return 1;
    case OrderState::paid: return 2;
    case OrderState::expired:
    case OrderState::cancelled: return 3;
  }
  return 3;
}

}  // namespace bepusdt::core
