// TronTestnet: Tron as a test chain: blocks, the HTTP API of a node that tells of them (with its solidified block), and commands.
// Its first block calls itself the main network's, because the gateway reads no other. One thread at a time.
#pragma once

#include "devnet/node_testnet.hpp"
#include "devnet/tron/tron_node.hpp"

namespace bepusdt::devnet {

class TronTestnet final : public NodeTestnet<TronChain, TronNode, TronTx> {
 public:
  // Both must outlive the testnet, whose first block is of now.
  TronTestnet(const catalog::Chain& row, Pace pace, const ports::Clock& clock);

 private:
  [[nodiscard]] Answer send(const Payment& payment) override;
  void mine_block(Time now) override;
  [[nodiscard]] Done replace_blocks(Time now, std::uint64_t depth, bool again) override;
  [[nodiscard]] std::string_view node_method_at(std::string_view path) const override;
};

}  // namespace bepusdt::devnet
