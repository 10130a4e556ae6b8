// TronMiner: takes transactions for a host's chain and mines them: one block every interval of the time that tick() is told, or as
// many as mine() is told. It keeps the solidified block a number of blocks behind the head. No thread, no clock.
// One thread at a time.
#pragma once

#include <vector>

#include "devnet/pace.hpp"
#include "devnet/tron/tron_node.hpp"

namespace bepusdt::devnet {

class TronMiner {
 public:
  static constexpr std::size_t kMostPending = 10'000;

  // `host` and its chain must outlive the miner.
  TronMiner(TronNode::Host& host, Pace pace);

  // Queues it. false: too many wait.
  [[nodiscard]] bool send(TronTx tx);
  void tick(Time now);
  // All that waits goes into the first block.
  void mine(Time now, std::uint64_t blocks = 1);
  // Replaces the newest `depth` blocks by as many others. What they held is gone, or with `again` in the first of the new ones.
  // false: there are not so many blocks.
  [[nodiscard]] bool fork(Time now, std::uint64_t depth, bool again);
  // The next so many transactions that are mined fail.
  void fail_next(std::uint64_t count) { to_fail_ = count; }

 private:
  void mine_one(Time now);

  TronNode::Host& host_;
  TronChain& chain_;
  const std::uint64_t final_depth_;
  BlockTimer timer_;
  std::vector<TronTx> pending_;
  std::uint64_t to_fail_ = 0;
};

}  // namespace bepusdt::devnet
