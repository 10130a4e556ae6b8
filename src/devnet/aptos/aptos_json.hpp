// The REST API's JSON of the things of AptosChain: 64-bit numbers as text, addresses without their leading zeros.
#pragma once

#include "devnet/aptos/aptos_chain.hpp"

namespace bepusdt::devnet {

// "0x" and as few digits as do.
[[nodiscard]] std::string aptos_short(const std::string& address);

[[nodiscard]] std::string aptos_ledger_json(const AptosChain& chain, std::uint64_t chain_id, std::uint64_t head,
                                            std::uint64_t oldest);
// Without its transactions, as nodes give it by default.
[[nodiscard]] std::string aptos_block_json(const AptosBlock& block, std::uint64_t more_versions = 0);
[[nodiscard]] std::string aptos_tx_json(const AptosBlock& block, const AptosTx& tx, bool with_events = true);
// As one that waits for its block.
[[nodiscard]] std::string aptos_pending_json(const AptosTx& tx);
[[nodiscard]] std::string aptos_error_json(const std::string& message, const std::string& code);

}  // namespace bepusdt::devnet
