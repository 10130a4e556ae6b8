#include "chains/evm/block_traces.hpp"

#include <algorithm>
#include <unordered_set>

#include "chains/rpc_meaning.hpp"

namespace bepusdt::chains::evm {

using ports::ReadError;

Result<std::vector<BlockTraces::Traced>, ReadError> BlockTraces::read(std::span<const Block* const> blocks) {
  std::vector<const Block*> due;
  for (const Block* block : blocks)
    if (!block->hashes.empty()) due.push_back(block);
  std::vector<Traced> found;
  if (due.empty()) {
    found.resize(blocks.size());
    return found;
  }
  std::string words;
  for (const Method method : {Method::calls, Method::traces}) {
    if (!(method == Method::calls ? node_.offers_calls() : node_.offers_traces())) continue;
    Answer answer = ask(method, due);
    if (answer) {
      auto next = answer->begin();
      for (const Block* block : blocks) found.push_back(block->hashes.empty() ? Traced{} : std::move(*next++));
      return found;
    }
    if (auto* error = std::get_if<ReadError>(&answer.error())) return fail(std::move(*error));
    words = std::get<Refused>(answer.error()).words;
    method == Method::calls ? node_.calls_refused() : node_.traces_refused();
  }
  return fail(node_.no_traces(words));
}

BlockTraces::Answer BlockTraces::ask(Method method, std::span<const Block* const> blocks) {
  using Failure = std::variant<ReadError, Refused>;
  LogRange& together = node_.offers().traced_blocks;
  std::vector<Traced> found;
  while (found.size() < blocks.size()) {
    const auto part = blocks.subspan(found.size(), std::min<std::size_t>(together.blocks(), blocks.size() - found.size()));
    Questions questions;
    for (const Block* block : part)
      method == Method::calls ? questions.calls_of_block(block->hash) : questions.traces_of_block(block->number);
    auto answers = node_.ask(questions, sieves_);
    // Fewer next time: it may have been too much, and one block that cannot be traced must not hold up those below it.
    const auto failed = [&](ReadError error) {
      together.shrink(part.size());
      return fail(Failure(std::move(error)));
    };
    if (!answers) return failed(read_error(answers.error()));
    for (std::size_t i = 0; i < part.size(); ++i) {
      const std::string_view name = questions.calls()[i].method;
      if (const RpcErrorObject* error = answers->error(i)) {
        const RpcMeaning meaning = meaning_of(*error);
        if (meaning == RpcMeaning::method_missing || meaning == RpcMeaning::bad_parameter)
          return fail(Failure(Refused{std::string(name) + ": " + error->message}));
        return failed(node_.refused(name, *error));
      }
      auto* traced = answers->get<Traced>(i);
      if (traced == nullptr) return failed(node_.lagging("the trace of a block is not there yet"));
      auto judged = judge(*part[i], std::move(*traced));
      if (!judged) return failed(std::move(judged.error()));
      found.push_back(*std::move(judged));
    }
    if (part.size() == together.blocks()) together.grow();
  }
  return found;
}

Result<BlockTraces::Traced, ReadError> BlockTraces::judge(const Block& block, Traced traced) {
  const auto unnamed = [](const TracedTransaction& t) { return t.hash == kZeroWord; };
  if (std::ranges::all_of(traced, unnamed) && traced.size() == block.hashes.size())
    for (std::size_t i = 0; i < traced.size(); ++i) traced[i].hash = block.hashes[i];
  std::unordered_set<Word, BytesHash> named;
  for (const TracedTransaction& transaction : traced) {
    if (transaction.block_hash != kZeroWord && transaction.block_hash != block.hash)
      return fail(node_.lagging("a trace names another block"));
    if (!transaction.trouble.empty())
      return fail(node_.refused(
          "a trace", {0, text_of(transaction.hash) + ": " + node_.endpoint().without_secrets(transaction.trouble)}));
    if (!named.insert(transaction.hash).second) return fail(node_.malformed("two traces of one transaction"));
  }
  const std::unordered_set<Word, BytesHash> standing(block.hashes.begin(), block.hashes.end());
  for (const Word& hash : block.hashes)
    if (!named.contains(hash) && std::ranges::find(block.of_nobody, hash) == block.of_nobody.end())
      return fail(node_.lagging("the trace of a block lacks " + text_of(hash)));
  std::erase_if(traced, [&](const TracedTransaction& transaction) { return !standing.contains(transaction.hash); });
  return traced;
}

}  // namespace bepusdt::chains::evm
