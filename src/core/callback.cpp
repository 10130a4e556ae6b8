#include "core/callback.hpp"

namespace bepusdt::core {

std::optional<Time> next_attempt(CallbackKind kind, int attempts_made, Time last_attempt_at) {
  constexpr int kRetries = 10;
  if (kind != CallbackKind::paid || attempts_made > kRetries) return std::nullopt;
  return last_attempt_at + std::chrono::minutes(1LL << attempts_made);
}

}  // namespace bepusdt::core
