#include "chains/evm/receipt_reader.hpp"

#include <algorithm>
#include <tuple>

#include "chains/evm/transfers.hpp"

namespace bepusdt::chains::evm {
namespace {

struct Wanted {  // a transaction whose receipt is to be read
  std::uint64_t height = 0;
  std::vector<const Log*> logs;
  const Transaction* coin = nullptr;
  const TracedTransaction* traced = nullptr;
};

struct Placed {
  std::tuple<std::uint64_t, std::uint64_t, std::uint64_t> place;  // height, transaction, order within it
  core::Transfer transfer;
};

}  // namespace

Unless<std::vector<core::Transfer>> ReceiptReader::read(const std::vector<Log>& logs,
                                                        const std::map<std::uint64_t, Block>& blocks,
                                                        const TracedBlocks& traces) {
  std::map<Word, Wanted> wanted;
  for (const Log& log : logs) {
    Wanted& entry = wanted[log.transaction_hash];
    if (!entry.logs.empty() && entry.logs.front()->block_hash != log.block_hash)
      return stop(node_.lagging("logs of one transaction name two blocks"));
    entry.height = log.block_number;
    entry.logs.push_back(&log);
  }
  if (coin_ != nullptr)
    for (const auto& [height, block] : blocks)
      for (const Transaction& transaction : block.transactions) {
        if (transaction.value == kZeroWord) continue;
        Wanted& entry = wanted[transaction.hash];
        entry.height = height;
        entry.coin = &transaction;
      }
  for (const auto& [height, traced] : traces)
    for (const TracedTransaction& transaction : traced) {
      if (transaction.moves.empty()) continue;
      Wanted& entry = wanted[transaction.hash];
      entry.height = height;
      entry.traced = &transaction;
    }
  std::vector<core::Transfer> transfers;
  if (wanted.empty()) return transfers;

  Questions questions;
  for (const auto& [hash, entry] : wanted) questions.receipt(hash);
  auto answers = node_.ask(questions, {{}, watched_.log_sieve()});
  if (!answers) return stop(read_error(answers.error()));

  std::vector<Placed> found;
  std::size_t i = 0;
  for (const auto& [hash, entry] : wanted) {
    const std::size_t asked = i++;
    if (const RpcErrorObject* error = answers->error(asked)) return stop(node_.refused("eth_getTransactionReceipt", *error));
    Receipt* receipt = answers->get<Receipt>(asked);
    if (receipt == nullptr) return stop(node_.lagging("lacks the receipt of " + text_of(hash)));
    if (receipt->transaction_hash != hash) return stop(node_.malformed("a receipt of another transaction"));
    const auto block = blocks.find(entry.height);
    const Word& block_hash = block != blocks.end() ? block->second.hash : entry.logs.front()->block_hash;
    if (receipt->block_hash != block_hash)
      return stop(node_.lagging("the receipt of " + text_of(hash) + " names another block"));
    if (receipt->status == Status::unknown) return stop(node_.malformed("a receipt without a status: " + text_of(hash)));
    if (!entry.logs.empty() && receipt->status != Status::succeeded)
      return stop(node_.malformed("logs of a transaction that did not succeed: " + text_of(hash)));
    if (entry.traced != nullptr && receipt->status != Status::succeeded)
      return stop(node_.malformed("a trace tells of payments by a transaction that did not succeed: " + text_of(hash)));
    for (const Log* log : entry.logs)
      if (std::ranges::none_of(receipt->logs, [&](const Log& l) { return l.same_contents(*log); }))
        return stop(node_.malformed("a log is not in its receipt: " + text_of(hash)));
    for (const Log& log : receipt->logs)
      if (!position_of(log, *receipt)) return stop(node_.malformed("a receipt does not number its logs: " + text_of(hash)));

    core::BlockRef ref;  // of a range it is filled in at the second look
    ref.height = entry.height;
    if (block != blocks.end()) ref = block->second.ref();
    std::uint64_t order = 0;
    if (entry.coin != nullptr)
      if (auto transfer = native_transfer(chain_, *coin_, ref, *entry.coin, *receipt, watched_))
        found.push_back({{entry.height, receipt->transaction_index, order++}, std::move(*transfer)});
    if (entry.traced != nullptr)
      for (const CoinMove& move : entry.traced->moves)
        found.push_back(
            {{entry.height, receipt->transaction_index, order++}, traced_transfer(chain_, *coin_, ref, hash, move)});
    if (watched_.tokens())
      for (core::Transfer& transfer : token_transfers(chain_, ref, *receipt, watched_))
        found.push_back({{entry.height, receipt->transaction_index, order++}, std::move(transfer)});
  }
  std::ranges::sort(found, {}, &Placed::place);
  for (Placed& placed : found) transfers.push_back(std::move(placed.transfer));
  return transfers;
}

}  // namespace bepusdt::chains::evm
