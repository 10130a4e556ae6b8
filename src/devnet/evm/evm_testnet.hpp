// EvmTestnet: one EVM chain of the catalog as a test chain: its blocks, its tokens at their genuine addresses, ten accounts that
// own plenty of everything, and a host of a node that tells of it, signs for the accounts and takes commands.
// One thread at a time, together with the node.
#pragma once

#include <span>
#include <string_view>

#include "catalog/chains.hpp"
#include "devnet/evm/evm_commands.hpp"
#include "devnet/evm/evm_wallet.hpp"
#include "devnet/testnet.hpp"

namespace bepusdt::devnet {

// The accounts of the mnemonic "test test … junk", which every test node signs for: their keys are known to the world.
[[nodiscard]] std::span<const std::string_view> evm_accounts();

class EvmTestnet final : public Testnet {
 public:
  // Takes the host of the chain's name at `node`. `row` is of the EVM family; all must outlive the testnet, whose first block is of now.
  EvmTestnet(EvmNode& node, const catalog::Chain& row, EvmMiner::Pace pace, const ports::Clock& clock);
  ~EvmTestnet() override;
  EvmTestnet(const EvmTestnet&) = delete;
  EvmTestnet& operator=(const EvmTestnet&) = delete;

  [[nodiscard]] const catalog::Chain& row() const override { return row_; }
  void tick(Time now) override { miner_.tick(now); }
  [[nodiscard]] std::string_view method_at(std::string_view path) const override {
    return path.empty() || path == "/" ? "POST" : "";
  }
  [[nodiscard]] Result<ports::HttpAnswer, ports::HttpError> exchange(const ports::HttpRequest& request) override {
    return node_.send(request);
  }
  [[nodiscard]] std::vector<std::string> take_complaints() override { return std::exchange(node_.complaints, {}); }
  [[nodiscard]] const EvmChain& chain() const { return chain_; }

 private:
  EvmNode::Host& adopt();

  EvmNode& node_;
  const catalog::Chain& row_;
  EvmChain chain_;
  EvmNode::Host& host_;
  EvmMiner miner_;
  EvmWallet wallet_;
  EvmCommands commands_;
};

}  // namespace bepusdt::devnet
