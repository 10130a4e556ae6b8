// Reading a transaction and its messages from their cells (block.tlb). nullopt: it is not what block.tlb allows. Pure.
#pragma once

#include "chains/ton/transaction.hpp"

namespace bepusdt::chains::ton {

// The hash is that of the cell. Its workchain stands in the block, not in the transaction.
[[nodiscard]] std::optional<Transaction> decode_transaction(const Cell& cell, std::int8_t workchain);
[[nodiscard]] std::optional<Message> decode_message(const Cell& cell);

}  // namespace bepusdt::chains::ton
