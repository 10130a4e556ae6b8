// Draw: what a seed decides. The same seed gives the same numbers with every compiler (SplitMix64 by Steele, Lea and Flood,
// OOPSLA 2014, and no std::distribution, which each library writes its own way). Each step of a run draws from a source of its
// own, made of the run's seed and the step's number, so that leaving a step out does not change what the others draw.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/assert.hpp"
#include "base/time.hpp"
#include "ports/random.hpp"

namespace bepusdt::sim {

class Draw : public ports::Random {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}
  Draw(std::uint64_t seed, std::uint64_t step) : state_(mix(seed ^ mix(step + 1))) {}

  std::uint64_t any() {
    state_ += 0x9e3779b97f4a7c15U;
    return mix(state_);
  }
  // 0 .. n-1
  std::uint64_t below(std::uint64_t n) {
    BEPUSDT_ASSERT(n > 0);
    return any() % n;
  }
  // low .. high
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
  }
  Millis millis(std::int64_t low, std::int64_t high) { return Millis(between(low, high)); }
  // So many times in ten thousand.
  bool chance(int per_10_000) { return below(10'000) < static_cast<std::uint64_t>(per_10_000); }
  bool percent(int n) { return chance(n * 100); }
  template <class List>
  decltype(auto) one_of(List&& list) {
    return list[below(list.size())];
  }
  template <class T>
  T one_of(std::initializer_list<T> list) {
    return *(list.begin() + below(list.size()));
  }

  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(any());
  }

 private:
  static std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

}  // namespace bepusdt::sim
