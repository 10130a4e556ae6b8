// The little of TON's cells that a test chain needs: one cell as a bag, its hash, and the address of an owner's USDT wallet, made
// from the definitions (tvm.pdf §3.1, TEP-74) without the reader's code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/amount.hpp"

namespace bepusdt::devnet {

// One ordinary cell without references: whole bytes, or bits with the last byte filled up.
struct TonCell {
  std::string data;
  unsigned bits = 0;

  TonCell& add(std::uint64_t value, unsigned count);
  TonCell& add_bytes(const std::string& bytes);
  TonCell& add_coins(const core::BaseUnits& units);
  TonCell& add_account(const std::string& raw);  // "0:<64 digits>"; empty: none
};

[[nodiscard]] std::string ton_hash(const TonCell& cell);  // 32 bytes
[[nodiscard]] std::string ton_bag(const TonCell& cell);   // base64 of a bag of that one cell
[[nodiscard]] std::string ton_base64(std::string_view bytes);

[[nodiscard]] std::string ton_wallet(std::uint64_t n);  // "0:<64 digits>"
[[nodiscard]] std::string ton_usdt_wallet(const std::string& owner, const std::string& master);
[[nodiscard]] TonCell ton_comment(std::string_view words);
[[nodiscard]] TonCell ton_internal_transfer(const core::BaseUnits& units, const std::string& from);

}  // namespace bepusdt::devnet
