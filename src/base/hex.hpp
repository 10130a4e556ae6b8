// Hexadecimal text of bytes, both ways. Never throws; foreign text that is not hex gives nullopt.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bepusdt {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

[[nodiscard]] inline BytesView bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// Value of one hex digit of either case, or -1.
[[nodiscard]] int hex_digit(char c) noexcept;

// Lower-case digits, two a byte, without prefix.
[[nodiscard]] std::string to_hex(BytesView bytes);

// Accepts either case, with or without "0x"; an odd number of digits or any other character gives nullopt.
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view text);

}  // namespace bepusdt
