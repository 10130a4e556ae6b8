// What a fuzz target does first with the bytes that it is given: see them as text, cut them into lines. Corpus files are
// meant to be read and written by people, so several values of one input stand on lines of their own.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string_view>

namespace bepusdt::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// The first N lines, less their ends; those that are not there are empty. The last one holds whatever is left.
template <std::size_t N>
std::array<std::string_view, N> lines_of(std::string_view text) {
  std::array<std::string_view, N> lines;
  for (std::size_t i = 0; i < N; ++i) {
    const std::size_t end = i + 1 < N ? std::min(text.find('\n'), text.size()) : text.size();
    lines[i] = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Chance that depends on the input alone, so that a finding happens again.
inline std::mt19937_64 chance_of(std::string_view text) {
  std::uint64_t seed = 0xcbf29ce484222325;  // FNV-1a
  for (const char c : text) seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return std::mt19937_64(seed);
}

}  // namespace bepusdt::fuzz
