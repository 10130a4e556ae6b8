// Bounds of what is taken from nodes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace bepusdt::chains::tron {

inline constexpr std::size_t kLongestMessage = std::size_t{64} << 20;             // a block has some 200 kB
inline constexpr std::int64_t kLastMillisecond = (std::int64_t{1} << 40) * 1000;  // keeps sums of times from overflowing
inline constexpr int kMostTopics = 4;

}  // namespace bepusdt::chains::tron
