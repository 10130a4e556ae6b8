// SolanaTestnet: Solana as a test chain: slots, of which every fourth has a block, the JSON-RPC of a node that tells what is
// finalized of them, and commands. Its genesis calls itself the main network's, because the gateway reads no other.
// A fork takes back what is not finalized yet and nothing else, as on the real chain; so a reader of what is finalized never sees one.
// One thread at a time.
#pragma once

#include "devnet/node_testnet.hpp"
#include "devnet/solana/solana_node.hpp"

namespace bepusdt::devnet {

class SolanaTestnet final : public NodeTestnet<SolanaChain, SolanaNode, SolanaTx> {
 public:
  // With as many slots left empty after each block, the slots that the gateway leaves for later are two blocks.
  static constexpr std::uint64_t kEmptySlots = 3;

  // Both must outlive the testnet, whose first block is of now.
  SolanaTestnet(const catalog::Chain& row, Pace pace, const ports::Clock& clock);

 private:
  [[nodiscard]] Answer send(const Payment& payment) override;
  void mine_block(Time now) override;
  [[nodiscard]] Done replace_blocks(Time now, std::uint64_t depth, bool again) override;
  [[nodiscard]] std::string_view node_method_at(std::string_view path) const override;
};

}  // namespace bepusdt::devnet
