#include "chains/finality.hpp"

#include <algorithm>
#include <charconv>

namespace bepusdt::chains {

std::optional<Finality> Finality::parse(std::string_view text) {
  if (text == "finalized") return Finality{Kind::finalized, 0};
  if (text == "safe") return Finality{Kind::safe, 0};
  constexpr std::uint64_t kMost = 1'000'000;
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || end != text.data() + text.size() || count > kMost) return std::nullopt;
  return Finality{Kind::blocks, count};
}

FinalityNow FinalityNow::up_to(std::uint64_t height) {
  FinalityNow now;
  now.up_to_ = height;
  return now;
}

FinalityNow FinalityNow::blocks_on_top(std::uint64_t count) {
  FinalityNow now;
  now.on_top_ = count;
  return now;
}

std::uint64_t FinalityNow::height(std::uint64_t scanned) const {
  if (up_to_) return std::min(*up_to_, scanned);
  if (on_top_) return scanned > *on_top_ ? scanned - *on_top_ : 0;
  return 0;
}

}  // namespace bepusdt::chains
