// The fixed-size things of an EVM chain, and of Tron, whose machine is one, with their hexadecimal text: 32-byte words (hashes,
// topics, values) and 20-byte accounts. Decoding takes eight digits a step, because nearly all that a node sends is hex.
// Pure, never throws.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/amount.hpp"

namespace bepusdt::chains {

using Word = std::array<std::uint8_t, 32>;
using Account = std::array<std::uint8_t, 20>;

inline constexpr Word kZeroWord{};

// keccak256("Transfer(address,address,uint256)"), ERC-20 and TRC-20.
inline constexpr Word kTransferTopic{0xdd, 0xf2, 0x52, 0xad, 0x1b, 0xe2, 0xc8, 0x9b, 0x69, 0xc2, 0xb0,
                                     0x68, 0xfc, 0x37, 0x8d, 0xaa, 0x95, 0x2b, 0xa7, 0xf1, 0x63, 0xc4,
                                     0xa1, 0x16, 0x28, 0xf5, 0x5a, 0x4d, 0xf5, 0x23, 0xb3, 0xef};

// `digits` without "0x", either case, exactly two a byte of `out`; false: anything else.
[[nodiscard]] bool decode_hex(std::string_view digits, std::span<std::uint8_t> out);

// "0x" and exactly 64 (40) digits.
[[nodiscard]] std::optional<Word> word_of(std::string_view text);
[[nodiscard]] std::optional<Account> account_of(std::string_view text);

// "0x" and 1..16 (1..64) digits, leading zeros allowed (some nodes write them).
[[nodiscard]] std::optional<std::uint64_t> quantity_of(std::string_view text);
[[nodiscard]] std::optional<Word> big_quantity_of(std::string_view text);

[[nodiscard]] std::string text_of(std::span<const std::uint8_t> bytes);  // "0x", lower case
[[nodiscard]] std::string quantity_text(std::uint64_t number);           // "0x0", "0x1f": no leading zeros

[[nodiscard]] core::BaseUnits units_of(const Word& big_endian);

// An account as the 32-byte word of a topic or call argument, and back: nullopt when the upper 12 bytes are not zero.
[[nodiscard]] Word padded(const Account& account);
[[nodiscard]] std::optional<Account> unpadded(const Word& word);

struct BytesHash {  // of what is spread evenly already
  template <std::size_t N>
  std::size_t operator()(const std::array<std::uint8_t, N>& bytes) const noexcept {
    std::size_t value = 0;
    std::memcpy(&value, bytes.data() + N - sizeof value, sizeof value);
    return value;
  }
};

}  // namespace bepusdt::chains
