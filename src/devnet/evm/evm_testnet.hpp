// EvmTestnet: one EVM chain of the catalog as a test chain: its blocks, its tokens at their genuine addresses, ten accounts that
// own plenty of everything, and a host of a node that tells of it, signs for the accounts and takes commands.
// One thread at a time, together with the node.
#pragma once

#include <span>
#include <string_view>

#include "catalog/chains.hpp"
#include "devnet/evm/evm_commands.hpp"
#include "devnet/evm/evm_wallet.hpp"

namespace bepusdt::devnet {

// The accounts of the mnemonic "test test … junk", which every test node signs for: their keys are known to the world.
[[nodiscard]] std::span<const std::string_view> evm_accounts();

class EvmTestnet {
 public:
  // Takes the host of the chain's name at `node`. `row` is of the EVM family; all must outlive the testnet, whose first block is of now.
  EvmTestnet(EvmNode& node, const catalog::Chain& row, EvmMiner::Pace pace, const ports::Clock& clock);
  ~EvmTestnet();
  EvmTestnet(const EvmTestnet&) = delete;
  EvmTestnet& operator=(const EvmTestnet&) = delete;

  void tick(Time now) { miner_.tick(now); }
  [[nodiscard]] const catalog::Chain& row() const { return row_; }
  [[nodiscard]] const EvmChain& chain() const { return chain_; }

 private:
  EvmNode::Host& adopt(EvmNode& node);

  const catalog::Chain& row_;
  EvmChain chain_;
  EvmNode::Host& host_;
  EvmMiner miner_;
  EvmWallet wallet_;
  EvmCommands commands_;
};

}  // namespace bepusdt::devnet
