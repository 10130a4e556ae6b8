#include "core/trade_id.hpp"

#include <algorithm>

namespace bepusdt::core {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::size_t kTimeDigits = 6;
constexpr std::size_t kRandomDigits = 12;
constexpr std::int64_t kEpochMillis = 1'767'225'600'000;  // 2026-01-01T00:00:00Z

}  // namespace

std::optional<TradeId> make_trade_id(Time now, const std::array<std::uint8_t, 32>& entropy) {
  std::string id(kTimeDigits, kAlphabet[0]);
  auto ticks = static_cast<std::uint64_t>(std::max<std::int64_t>(0, to_unix_millis(now) - kEpochMillis)) * 32 / 1000;
  for (std::size_t i = kTimeDigits; i-- > 0; ticks /= kAlphabet.size()) id[i] = kAlphabet[ticks % kAlphabet.size()];

  // 248 = 4 x 62: bytes above would favour some characters, so they are skipped.
  for (const std::uint8_t byte : entropy) {
    if (byte >= 248) continue;
    id += kAlphabet[byte % kAlphabet.size()];
    if (id.size() == kTimeDigits + kRandomDigits) return TradeId(std::move(id));
  }
  return std::nullopt;
}

bool is_trade_id(std::string_view text) {
  return text.size() == kTimeDigits + kRandomDigits &&
         std::all_of(text.begin(), text.end(), [](char c) { return kAlphabet.find(c) != std::string_view::npos; });
}

}  // namespace bepusdt::core
