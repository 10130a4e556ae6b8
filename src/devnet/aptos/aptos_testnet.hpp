// AptosTestnet: Aptos as a test chain: blocks of versions, the REST API of a fullnode that tells of them, and commands. It calls
// itself the main network's, because the gateway reads no other.
// There are no forks: validators agree on a block before anybody is told of it, so what a node once told is never taken back, and
// final at once. One thread at a time.
#pragma once

#include "devnet/aptos/aptos_node.hpp"
#include "devnet/node_testnet.hpp"

namespace bepusdt::devnet {

class AptosTestnet final : public NodeTestnet<AptosChain, AptosNode, AptosTx> {
 public:
  // Both must outlive the testnet, whose first block is of now.
  AptosTestnet(const catalog::Chain& row, Pace pace, const ports::Clock& clock);

  [[nodiscard]] std::string_view endpoint_path() const override { return "/v1"; }

 private:
  [[nodiscard]] Answer send(const Payment& payment) override;
  void mine_block(Time now) override;
  [[nodiscard]] Done replace_blocks(Time now, std::uint64_t depth, bool again) override;
  [[nodiscard]] std::string_view node_method_at(std::string_view path) const override;
};

}  // namespace bepusdt::devnet
