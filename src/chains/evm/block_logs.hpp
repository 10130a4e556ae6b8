// Reading the Transfer logs to our wallets of blocks that are known by hash: filtered logs first; all receipts of the block
// where the provider refuses eth_getLogs. An answer is held against the block's logsBloom: hash and logs may come from two
// nodes behind one name, so a wallet that the bloom suggests and the answer does not name is looked for once more, at another
// endpoint or in the block's receipts. Only when that agrees was the bloom wrong (contract part 4 §2).
#pragma once

#include "chains/evm/node.hpp"
#include "chains/evm/watched.hpp"

namespace bepusdt::chains::evm {

class BlockLogs {
 public:
  BlockLogs(Desk& desk, Node& node, const Watched& watched) : desk_(desk), node_(node), watched_(watched) {}

  // Every returned log names block and transaction, and none is `removed`.
  [[nodiscard]] Result<std::vector<Log>, ports::ReadError> read(std::span<const Block* const> blocks);

  // `logs`: what was read of these blocks by other means. Adds what they miss.
  [[nodiscard]] Result<void, ports::ReadError> hold_against_bloom(std::span<const Block* const> blocks,
                                                                  std::vector<Log>& logs);

 private:
  using Logs = Result<std::vector<Log>, ports::ReadError>;
  struct Refused {
    std::string limit;  // the words, where they may have been about too many questions and not about this one
  };
  [[nodiscard]] Result<std::vector<Log>, std::variant<ports::ReadError, Refused>> filtered(
      Node& node, std::span<const Block* const> blocks, bool must_have_blocks = false);
  [[nodiscard]] Logs from_receipts(Node& node, std::span<const Block* const> blocks);
  [[nodiscard]] Result<std::optional<std::vector<Receipt>>, ports::ReadError> block_receipts(Node& node, const Block& block);
  [[nodiscard]] Result<std::vector<Receipt>, ports::ReadError> single_receipts(Node& node, const Block& block);
  [[nodiscard]] Logs second_look(std::span<const Block* const> blocks);

  Desk& desk_;
  Node& node_;
  const Watched& watched_;
};

}  // namespace bepusdt::chains::evm
