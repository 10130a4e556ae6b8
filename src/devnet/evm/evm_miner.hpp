// EvmMiner: takes transactions for a host's chain, carries them out and mines them: one block every interval of the time that
// tick() is told, or as many as mine() is told. It keeps the ledger in step with the chain, also through forks, and the
// host's tags a number of blocks behind the head. No thread, no clock. One thread at a time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "devnet/evm/evm_ledger.hpp"
#include "devnet/evm/evm_node.hpp"
#include "devnet/pace.hpp"

namespace bepusdt::devnet {

class EvmMiner {
 public:
  static constexpr std::size_t kMostPending = 10'000;

  using Pace = devnet::Pace;
  // `host` and its chain, which has a genesis block only, must outlive the miner; `genesis` is who owned what before block 1.
  EvmMiner(EvmNode::Host& host, EvmLedger genesis, Pace pace);

  // Queues it with its sender's next nonce; the hash. nullopt: too many wait.
  std::optional<std::string> send(EvmTx tx);
  void tick(Time now);
  // All that waits goes into the first block.
  void mine(Time now, std::uint64_t blocks = 1);
  // Replaces the newest `depth` blocks by as many others. What they held is gone, or with `again` in the first of the new ones,
  // carried out anew. false: there are not so many blocks.
  [[nodiscard]] bool fork(Time now, std::uint64_t depth, bool again);
  // The next so many transactions that are mined fail, whatever they are.
  void fail_next(std::uint64_t count) { to_fail_ = count; }

  [[nodiscard]] const EvmLedger& ledger() const { return ledger_; }
  // The number of the sender's next transaction, those that wait counted.
  [[nodiscard]] std::uint64_t next_nonce(const std::string& sender) const;

 private:
  void mine_one(Time now);

  EvmNode::Host& host_;
  EvmChain& chain_;
  const EvmLedger genesis_;
  EvmLedger ledger_;
  const std::uint64_t final_depth_;
  BlockTimer timer_;
  std::vector<EvmTx> pending_;
  std::uint64_t to_fail_ = 0;
};

}  // namespace bepusdt::devnet
