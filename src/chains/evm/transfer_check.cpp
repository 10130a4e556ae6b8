#include "chains/evm/transfer_check.hpp"

#include <algorithm>

#include "chains/evm/block_traces.hpp"
#include "chains/evm/transfers.hpp"

namespace bepusdt::chains::evm {
namespace {

using ports::TransferCheck;

bool has_token_transfer(const Receipt& receipt, const core::Transfer& transfer) {
  return std::ranges::any_of(receipt.logs, [&](const Log& log) {
    const auto position = position_of(log, receipt);
    if (!position || std::to_string(*position) != transfer.key.position.value()) return false;
    if (log.removed || log.topic_count != 3 || log.topics[0] != kTransferTopic || log.data_size != log.data.size())
      return false;
    const auto to = unpadded(log.topics[2]);
    return to && text_of(*to) == transfer.to.value() && text_of(log.address) == transfer.contract &&
           units_of(log.data) == transfer.units;
  });
}

bool has_native_transfer(const Transaction* transaction, const core::Transfer& transfer) {
  return transfer.key.position.value() == kNativePosition && transaction != nullptr && !transaction->creates &&
         text_of(transaction->to) == transfer.to.value() && units_of(transaction->value) == transfer.units;
}

// A contract pays by the state that it finds, so the trace of another block would say nothing of this one.
Result<TransferCheck, ports::ReadError> check_trace(Node& node, const Block& block, const Word& hash,
                                                    const core::Transfer& transfer) {
  if (!node.may_trace()) return fail(node.lagging("cannot tell what a contract paid: it has no traces"));
  const Block* blocks[] = {&block};
  const auto keep = [&](const Account& to) { return text_of(to) == transfer.to.value(); };
  const auto traced = BlockTraces(node, keep).read(blocks);
  if (!traced) return fail(traced.error());
  const auto transaction = std::ranges::find(traced->front(), hash, &TracedTransaction::hash);
  if (transaction == traced->front().end()) return TransferCheck::absent;
  const bool there = std::ranges::any_of(transaction->moves, [&](const CoinMove& move) {
    return move.position == transfer.key.position.value() && units_of(move.value) == transfer.units;
  });
  return there ? TransferCheck::present : TransferCheck::absent;
}

}  // namespace

Result<TransferCheck, ports::ReadError> check_transfer(Node& node, const core::Transfer& transfer) {
  const auto hash = word_of(transfer.key.hash.value());
  const auto block_hash = word_of(transfer.block.hash.value());
  if (!hash || !block_hash) return TransferCheck::absent;
  const bool traced = is_traced(transfer.key.position);
  const bool native = transfer.contract.empty() && !traced;

  Questions questions;
  const auto asked_receipt = questions.receipt(*hash);
  const auto asked_block = traced ? questions.whole_block(transfer.block.height) : questions.block(transfer.block.height);
  std::optional<std::size_t> asked_transaction;
  if (native) asked_transaction = questions.transaction(*hash);
  const RecipientSieve nobody = [](const Account&) { return false; };
  auto answers = node.ask(questions, {traced ? nobody : RecipientSieve(), {}});
  if (!answers) return fail(read_error(answers.error()));
  for (std::size_t i = 0; i < questions.calls().size(); ++i)
    if (const RpcErrorObject* error = answers->error(i)) return fail(node.refused(questions.calls()[i].method, *error));

  const Block* block = answers->get<Block>(asked_block);
  if (block == nullptr) return fail(node.lagging("lacks block " + std::to_string(transfer.block.height)));
  const Receipt* receipt = answers->get<Receipt>(asked_receipt);
  if (receipt == nullptr) {
    if (std::ranges::find(block->hashes, *hash) != block->hashes.end())
      return fail(node.lagging("has the transaction but not yet its receipt"));
    return TransferCheck::absent;
  }
  if (receipt->transaction_hash != *hash) return fail(node.malformed("a receipt of another transaction"));
  if (receipt->status != Status::succeeded) return TransferCheck::absent;
  const bool same = traced   ? true
                    : native ? has_native_transfer(answers->get<Transaction>(*asked_transaction), transfer)
                             : has_token_transfer(*receipt, transfer);
  if (!same) return TransferCheck::absent;
  if (receipt->block_hash != *block_hash) return TransferCheck::moved;
  // It names our block; the chain must agree that this block stands there.
  if (block->hash != *block_hash) return fail(node.lagging("its receipt and its chain do not fit together"));
  if (traced) return check_trace(node, *block, *hash, transfer);
  return TransferCheck::present;
}

}  // namespace bepusdt::chains::evm
