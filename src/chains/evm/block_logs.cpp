#include "chains/evm/block_logs.hpp"

#include <algorithm>

#include "chains/rpc_meaning.hpp"

namespace bepusdt::chains::evm {

using ports::ReadError;

Result<std::vector<Log>, ReadError> BlockLogs::read(std::span<const Block* const> blocks) {
  if (blocks.empty() || !watched_.tokens()) return std::vector<Log>{};
  if (node_.offers_logs()) {
    auto logs = filtered(node_, blocks);
    if (logs) {
      if (auto held = hold_against_bloom(blocks, *logs); !held) return fail(held.error());
      return std::move(*logs);
    }
    if (const auto* error = std::get_if<ReadError>(&logs.error())) return fail(*error);
    auto told = from_receipts(node_, blocks);
    // A limit that the receipts did not meet was about this method: BSC's own nodes refuse eth_getLogs in such words.
    if (const std::string& limit = std::get<Refused>(logs.error()).limit; told && !limit.empty()) node_.logs_refused(limit);
    return told;
  }
  return from_receipts(node_, blocks);
}

Result<void, ReadError> BlockLogs::hold_against_bloom(std::span<const Block* const> blocks, std::vector<Log>& logs) {
  std::vector<const Block*> doubtful;
  for (const Block* block : blocks) {
    const auto unexplained = [&](const Account& wallet) {
      return std::ranges::none_of(
          logs, [&](const Log& log) { return log.block_hash == block->hash && unpadded(log.topics[2]) == wallet; });
    };
    if (std::ranges::any_of(watched_.may_be_paid_in(*block), unexplained)) doubtful.push_back(block);
  }
  if (doubtful.empty()) return {};
  auto second = second_look(doubtful);
  if (!second) return fail(second.error());
  for (const Log& log : *second) {
    const bool known = std::ranges::any_of(
        logs, [&](const Log& l) { return l.transaction_hash == log.transaction_hash && l.same_contents(log); });
    if (known) continue;
    desk_.log.warning("endpoint.logs_missing", {{"chain", desk_.config.chain->name},
                                                {"host", node_.host()},
                                                {"height", log.block_number},
                                                {"hash", text_of(log.transaction_hash)}});
    logs.push_back(log);
  }
  return {};
}

Result<std::vector<Log>, std::variant<ReadError, BlockLogs::Refused>> BlockLogs::filtered(
    Node& node, std::span<const Block* const> blocks, bool must_have_blocks) {
  Questions questions;
  std::vector<std::pair<std::size_t, const Block*>> asked, shown;
  // Before its logs: a node that has the block now has it when it is asked for them.
  if (must_have_blocks)
    for (const Block* block : blocks) shown.emplace_back(questions.block_with_hash(block->hash), block);
  for (const Block* block : blocks)
    for (const std::string& filter : watched_.filters())
      asked.emplace_back(questions.logs_in_block(block->hash, filter), block);
  const Sieves sieves{{}, watched_.log_sieve()};
  auto answers = node.ask(questions, sieves);
  if (!answers) return fail(std::variant<ReadError, Refused>(read_error(answers.error())));

  for (const auto& [i, block] : shown) {
    const Block* its = answers->get<Block>(i);
    if (its == nullptr || its->hash != block->hash)
      return fail(std::variant<ReadError, Refused>(node.lagging("lacks a block that it is to confirm")));
  }
  std::vector<Log> found;
  for (const auto& [i, block] : asked) {
    if (const RpcErrorObject* error = answers->error(i)) {
      const RpcMeaning meaning = meaning_of(*error);
      if (meaning == RpcMeaning::limit_exceeded) return fail(std::variant<ReadError, Refused>(Refused{error->message}));
      if (meaning == RpcMeaning::method_missing) node.logs_refused(error->message);
      if (meaning == RpcMeaning::method_missing || meaning == RpcMeaning::range_too_large)  // even one block can be too much
        return fail(std::variant<ReadError, Refused>(Refused{}));
      return fail(std::variant<ReadError, Refused>(node.refused("eth_getLogs", *error)));
    }
    for (Log& log : *answers->get<std::vector<Log>>(i)) {
      if (log.removed) continue;
      if (log.block_hash != block->hash || log.transaction_hash == kZeroWord)
        return fail(std::variant<ReadError, Refused>(node.malformed("eth_getLogs answered for another block")));
      log.block_number = block->number;
      found.push_back(log);
    }
  }
  return found;
}

Result<std::vector<Log>, ReadError> BlockLogs::from_receipts(Node& node, std::span<const Block* const> blocks) {
  std::vector<Log> found;
  for (const Block* block : blocks) {
    std::vector<Receipt> receipts;
    auto all = block_receipts(node, *block);
    if (!all) return fail(all.error());
    if (*all) {
      receipts = std::move(**all);
    } else {
      auto single = single_receipts(node, *block);
      if (!single) return fail(single.error());
      receipts = std::move(*single);
    }
    if (!block->lists_transactions) return fail(node.malformed("a block without its transactions"));
    // Polygon's state-sync transactions have receipts without standing in the block, so there may be more.
    if (receipts.size() < block->hashes.size()) return fail(node.lagging("some receipts of a block are missing"));
    for (Receipt& receipt : receipts) {
      if (receipt.block_hash != block->hash) return fail(node.lagging("a receipt names another block"));
      if (!receipt.logs.empty() && receipt.transaction_hash == kZeroWord)
        return fail(node.malformed("a receipt without its transaction"));
      for (Log& log : receipt.logs) {
        if (log.removed) continue;
        log.block_number = block->number;
        log.block_hash = block->hash;
        log.transaction_hash = receipt.transaction_hash;
        found.push_back(log);
      }
    }
  }
  return found;
}

// nullopt: the provider does not offer it.
Result<std::optional<std::vector<Receipt>>, ReadError> BlockLogs::block_receipts(Node& node, const Block& block) {
  if (!node.offers_block_receipts()) return std::nullopt;
  Questions questions;
  const auto asked = questions.receipts_of_block(block.hash);
  const Sieves sieves{{}, watched_.log_sieve()};
  auto answers = node.ask(questions, sieves);
  if (!answers) return fail(read_error(answers.error()));
  if (const RpcErrorObject* error = answers->error(asked)) {
    const RpcMeaning meaning = meaning_of(*error);
    if (meaning != RpcMeaning::method_missing && meaning != RpcMeaning::bad_parameter)
      return fail(node.refused("eth_getBlockReceipts", *error));
    node.block_receipts_refused(error->message);
    return std::nullopt;
  }
  auto* receipts = answers->get<std::vector<Receipt>>(asked);
  if (receipts == nullptr) return fail(node.lagging("the receipts of a block are not there yet"));
  return std::move(*receipts);
}

Result<std::vector<Receipt>, ReadError> BlockLogs::single_receipts(Node& node, const Block& block) {
  Questions questions;
  for (const Word& hash : block.hashes) questions.receipt(hash);
  std::vector<Receipt> receipts;
  if (questions.empty()) return receipts;
  const Sieves sieves{{}, watched_.log_sieve()};
  auto answers = node.ask(questions, sieves);
  if (!answers) return fail(read_error(answers.error()));
  for (std::size_t i = 0; i < block.hashes.size(); ++i) {
    if (const RpcErrorObject* error = answers->error(i)) return fail(node.refused("eth_getTransactionReceipt", *error));
    auto* receipt = answers->get<Receipt>(i);
    if (receipt == nullptr) return fail(node.lagging("a receipt is not there yet"));
    if (receipt->transaction_hash != block.hashes[i]) return fail(node.malformed("a receipt of another transaction"));
    receipts.push_back(std::move(*receipt));
  }
  return receipts;
}

// The same question elsewhere is cheap, of a node that has the block (some know no logs of a block that they do not know and do
// not say so); where nobody else can answer it, the block's receipts are the proof.
Result<std::vector<Log>, ReadError> BlockLogs::second_look(std::span<const Block* const> blocks) {
  constexpr std::uint64_t kAnyHeight = ~std::uint64_t{0} / 2;
  for (Endpoint* other : desk_.pool.candidates(desk_.clock.now(), kAnyHeight)) {
    if (other == &node_.endpoint()) continue;
    Node witness(desk_, *other, node_.deadline());
    if (!witness.verify_chain() || !witness.offers_logs()) continue;
    auto logs = filtered(witness, blocks, true);
    if (logs) return std::move(*logs);
  }
  return from_receipts(node_, blocks);
}

}  // namespace bepusdt::chains::evm
