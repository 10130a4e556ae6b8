// Reading what moved the chain's own coin inside the transactions of blocks that are known by hash (docs/adr/0014).
// Which of the two methods a node has is learnt by asking, and asked again after EvmLimits::feature_retry. A trace
// counts only if it is of that very block and holds every transaction of it: what is missing, null or in error is to be
// asked again, never "nothing". Only transactions that nobody sent may be missing: Polygon's state-sync, which its
// nodes do not trace unless told to.
#pragma once

#include "chains/evm/node.hpp"

namespace bepusdt::chains::evm {

class BlockTraces {
 public:
  using Traced = std::vector<TracedTransaction>;  // every transaction of the block

  // `keep`: whose receipts of coin are looked for.
  BlockTraces(Node& node, RecipientSieve keep) : node_(node), sieves_{std::move(keep), {}} {}

  // In the order of `blocks`, which were read whole. Gives nothing that does not stand in its block.
  [[nodiscard]] Result<std::vector<Traced>, ports::ReadError> read(std::span<const Block* const> blocks);

 private:
  enum class Method { calls, traces };
  struct Refused {
    std::string words;
  };
  using Answer = Result<std::vector<Traced>, std::variant<ports::ReadError, Refused>>;
  [[nodiscard]] Answer ask(Method method, std::span<const Block* const> blocks);
  // Holds a trace against the block that it should be of.
  [[nodiscard]] Result<Traced, ports::ReadError> judge(const Block& block, Traced traced);

  Node& node_;
  Sieves sieves_;
};

}  // namespace bepusdt::chains::evm
