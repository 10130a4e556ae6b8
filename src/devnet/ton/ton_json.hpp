// Blocks, transactions and accounts of TonChain as toncenter's API v3 writes them (the fields that recorded answers have and a
// reader could want).
#pragma once

#include "devnet/ton/ton_chain.hpp"

namespace bepusdt::devnet {

[[nodiscard]] std::string ton_block_json(const TonChain& chain, const TonBlock& block);
// `body_told`: false leaves the message's content out.
[[nodiscard]] std::string ton_tx_json(const TonBlock& block, const TonTx& tx, bool emulated, bool body_told);
[[nodiscard]] std::string ton_account_json(const TonTx& newest);

}  // namespace bepusdt::devnet
