#include "chains/aptos/transfer_check.hpp"

#include "chains/aptos/transfers.hpp"

namespace bepusdt::chains::aptos {

using ports::TransferCheck;

Told<TransferCheck> check_transfer(Visit& visit, const core::Transfer& transfer) {
  const auto hash = word_of(transfer.key.hash.value());
  if (!hash) return TransferCheck::absent;
  auto transaction = visit.transaction(*hash, transfer.block.height);
  if (!transaction) return fail(std::move(transaction.error()));
  if (!*transaction) return TransferCheck::absent;
  if (!holds(**transaction, transfer)) return TransferCheck::absent;
  auto block = visit.block_of((*transaction)->version);
  if (!block) return fail(std::move(block.error()));
  return block->ref().hash == transfer.block.hash ? TransferCheck::present : TransferCheck::moved;
}

}  // namespace bepusdt::chains::aptos
