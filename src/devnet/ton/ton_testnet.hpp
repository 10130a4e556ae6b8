// TonTestnet: TON as a test chain: masterchain blocks and shards that split and merge, toncenter's API v3 of an index that tells of
// them, and commands. It calls itself the main network's, because the gateway reads no other, and has a past of some minutes, as
// there is no block 0 to begin at.
// There are no forks: what a masterchain block refers to is never taken back, and final at once. The hash of a payment is known
// before it is mined, which on the real chain it is not. One thread at a time.
#pragma once

#include "devnet/node_testnet.hpp"
#include "devnet/ton/ton_node.hpp"

namespace bepusdt::devnet {

class TonTestnet final : public NodeTestnet<TonChain, TonNode, TonTx> {
 public:
  static constexpr std::uint64_t kPast = 1'000;          // masterchain blocks
  static constexpr std::uint64_t kBetweenReshards = 32;  // from one number of shards to the next

  // Both must outlive the testnet, whose newest block is of now.
  TonTestnet(const catalog::Chain& row, Pace pace, const ports::Clock& clock);

  [[nodiscard]] std::string_view endpoint_path() const override { return "/api/v3"; }

 private:
  [[nodiscard]] Answer send(const Payment& payment) override;
  void mine_block(Time now) override;
  [[nodiscard]] Done replace_blocks(Time now, std::uint64_t depth, bool again) override;
  [[nodiscard]] std::string_view node_method_at(std::string_view path) const override;

  std::uint64_t payments_ = 0;
};

}  // namespace bepusdt::devnet
