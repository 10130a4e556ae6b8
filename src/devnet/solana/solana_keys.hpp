// Solana's text for bytes, and the account that a program derives: worked out here once more, by the textbook rather than by the
// reader's way, so that the two are held against each other.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hex.hpp"

namespace bepusdt::devnet {

inline constexpr std::string_view kSolanaTokenProgram = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";

[[nodiscard]] std::string solana_text(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::vector<std::uint8_t> solana_bytes(const std::string& text);
// Whether the text is that of `size` bytes.
[[nodiscard]] bool is_solana_text(std::string_view text, std::size_t size);

}  // namespace bepusdt::devnet
