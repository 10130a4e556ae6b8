// Blocks and transactions of TonChain as cells, made from block.tlb without the reader's code: what their hashes are taken of and
// what a lite-server gives out. States, validators and fees are left empty.
#pragma once

#include "devnet/ton/ton_chain.hpp"

namespace bepusdt::devnet {

// With its lt and the one before it set.
[[nodiscard]] TonCell ton_tx_cell(const TonTx& tx, std::int64_t now);
// `blocks`: at least those that it names.
[[nodiscard]] TonCell ton_block_cell(int network, const TonBlock& block, const std::map<TonName, TonBlock>& blocks);

}  // namespace bepusdt::devnet
