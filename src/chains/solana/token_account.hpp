// The associated token account of (owner, token program, mint), computed as the associated token program does it: the first
// SHA-256 of the seeds, counting the bump down from 255, that is no point of the curve ed25519 and so nobody's key. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bepusdt::chains::solana {

using Key = std::array<std::uint8_t, 32>;

inline constexpr std::string_view kTokenProgram = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
inline constexpr std::string_view kToken2022Program = "TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb";

// Base58 of exactly 32 bytes, and back.
[[nodiscard]] std::optional<Key> key_of(std::string_view text);
[[nodiscard]] std::string text_of(const Key& key);

// Whether these bytes, as RFC 8032 §5.1.3 reads them, are a point of ed25519 (its sign bit is not looked at).
[[nodiscard]] bool is_on_curve(const Key& bytes);

// nullopt: no bump does it, which does not occur.
[[nodiscard]] std::optional<Key> associated_token_account(const Key& owner, const Key& program, const Key& mint);

}  // namespace bepusdt::chains::solana
