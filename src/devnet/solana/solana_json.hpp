// What nodes of Solana (Agave) answer about the test chain, as their JSON.
#pragma once

#include "devnet/solana/solana_chain.hpp"

namespace bepusdt::devnet {

struct SolanaTelling {
  bool tokens = true;  // else balances of tokens are null, as where a node did not record them
  bool time = true;
};

// getTransaction, encoding json.
[[nodiscard]] std::string solana_tx_json(const SolanaBlock& block, const SolanaTx& tx, const SolanaTelling& telling);
// getBlock; `details`: "none", "signatures" or "accounts".
[[nodiscard]] std::string solana_block_json(const SolanaBlock& block, std::string_view details,
                                            const SolanaTelling& telling);
// A line of getSignaturesForAddress.
[[nodiscard]] std::string solana_line_json(const SolanaChain::Place& place);

}  // namespace bepusdt::devnet
