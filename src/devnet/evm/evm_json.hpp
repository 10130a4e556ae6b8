// Blocks, transactions, receipts and logs of an EvmChain as the JSON text in which nodes tell them (Ethereum's execution API,
// the shapes that anvil 1.7.1 answers with). Pure.
#pragma once

#include <string>
#include <string_view>

#include "devnet/evm/evm_chain.hpp"

namespace bepusdt::devnet {

// A log, and the block, transaction and numbers that it names.
struct PlacedLog {
  const EvmLog* log;
  const EvmBlock* block;
  const EvmTx* tx;
  std::size_t tx_index, log_index;
};

// The logs of a block in their order, numbered through it.
template <class F>
void each_log(const EvmBlock& block, F&& f) {
  std::size_t index = 0;
  for (std::size_t t = 0; t < block.txs.size(); ++t) {
    if (!block.txs[t].ok) continue;
    for (const EvmLog& log : block.txs[t].logs) f(PlacedLog{&log, &block, &block.txs[t], t, index++});
  }
}

[[nodiscard]] std::string in_quotes(std::string_view text);  // nothing is escaped

[[nodiscard]] std::string log_json(const PlacedLog& log, bool removed);
[[nodiscard]] std::string tx_json(const EvmBlock& block, std::size_t index, std::uint64_t chain_id);
// `named` is the block that the receipt claims to be of: `block`, but for a ghost.
[[nodiscard]] std::string receipt_json(const EvmBlock& block, std::size_t index, const EvmBlock& named, bool removed);
[[nodiscard]] std::string block_json(const EvmBlock& block, bool whole, std::uint64_t chain_id);

}  // namespace bepusdt::devnet
