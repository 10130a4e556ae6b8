// CallbackEvent: one thing that a merchant is told, as a row of the outbox. The row is written in the same store
// transaction as the state that it reports and sent later; every attempt is kept.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "core/ids.hpp"

namespace bepusdt::core {

// The numbers are the wire's `status` (contract part 2).
enum class CallbackKind { waiting = 1, paid = 2, expired = 3 };
enum class CallbackState { pending, delivered, dead, dropped };

inline constexpr std::array<std::pair<CallbackState, std::string_view>, 4> kCallbackStateNames{{
    {CallbackState::pending, "pending"},
    {CallbackState::delivered, "delivered"},
    {CallbackState::dead, "dead"},        // retries used up; an operator can send it again
    {CallbackState::dropped, "dropped"},  // a waiting event that came too late to be true
}};

[[nodiscard]] constexpr std::string_view name_of(CallbackState state) {
  for (const auto& [s, name] : kCallbackStateNames)
    if (s == state) return name;
  return "unknown";
}
[[nodiscard]] constexpr std::string_view name_of(CallbackKind kind) {
  return kind == CallbackKind::paid ? "paid" : kind == CallbackKind::waiting ? "waiting" : "expired";
}

struct CallbackEvent {
  EventId id;
  MerchantId merchant_id;
  TradeId trade_id;
  CallbackKind kind = CallbackKind::paid;
  std::string url;
  std::string host;  // host:port of the url: the unit of the in-flight limit
  std::string body;  // as it is sent and signed
  CallbackState state = CallbackState::pending;
  int attempts = 0;  // made so far
  Time created_at{};
  Time due_at{};
  std::optional<Time> leased_until;  // claimed by a sender until then
};

struct CallbackAttempt {
  EventId event_id;
  MerchantId merchant_id;
  int number = 1;  // 1 is the first
  Time at{};
  std::string address;  // dialled, "203.0.113.7:443"; empty when none was
  int http_status = 0;  // 0: no answer
  std::string answer;   // first 512 bytes
  std::string reason;   // one sentence; empty when delivered
  bool delivered = false;
};

// After attempt number n (1-based) failed at `at`: when the next is due, or nullopt when the event is dead.
// Paid events: 2, 4, 8 ... minutes after the last attempt, 10 retries. Others are sent once (contract part 2).
[[nodiscard]] std::optional<Time> next_attempt(CallbackKind kind, int attempts_made, Time last_attempt_at);

}  // namespace bepusdt::core
