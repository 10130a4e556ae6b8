// Reads the receipt of every transaction that may have paid us, and makes transfers of what it proves: the logs
// and traces that pointed to it must agree with it, it must have succeeded, in the very block. The receipt is the
// truth: it also gives what the logs missed.
#pragma once

#include <map>

#include "chains/evm/block_traces.hpp"
#include "chains/evm/watched.hpp"
#include "chains/stop.hpp"

namespace bepusdt::chains::evm {

// The traces of blocks, by height.
using TracedBlocks = std::map<std::uint64_t, BlockTraces::Traced>;

class ReceiptReader {
 public:
  // `coin`: the chain's own coin where it is looked for, else nullptr.
  ReceiptReader(const core::ChainName& chain, const core::TradeType* coin, Node& node, const Watched& watched)
      : chain_(chain), coin_(coin), node_(node), watched_(watched) {}

  // Transfers in the chain's order. `blocks` holds the blocks that were read, whole ones where the coin is looked for; of
  // a log in none of them the transfer's block has no more than its height. `traces`: of blocks that are in `blocks`.
  [[nodiscard]] Unless<std::vector<core::Transfer>> read(const std::vector<Log>& logs,
                                                         const std::map<std::uint64_t, Block>& blocks,
                                                         const TracedBlocks& traces);

 private:
  const core::ChainName& chain_;
  const core::TradeType* coin_;
  Node& node_;
  const Watched& watched_;
};

}  // namespace bepusdt::chains::evm
