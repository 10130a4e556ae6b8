// TronTestnet: Tron as a test chain: blocks, the HTTP API of a node that tells of them (with its solidified block), and commands.
// Its first block calls itself the main network's, because the gateway reads no other. One thread at a time, together with
// the node.
#pragma once

#include "devnet/testnet.hpp"
#include "devnet/tron/tron_commands.hpp"

namespace bepusdt::devnet {

class TronTestnet final : public Testnet {
 public:
  // Takes the host of the chain's name at `node`. All must outlive the testnet, whose first block is of now.
  TronTestnet(TronNode& node, const catalog::Chain& row, Pace pace, const ports::Clock& clock);
  ~TronTestnet() override;
  TronTestnet(const TronTestnet&) = delete;
  TronTestnet& operator=(const TronTestnet&) = delete;

  [[nodiscard]] const catalog::Chain& row() const override { return row_; }
  void tick(Time now) override { miner_.tick(now); }
  [[nodiscard]] bool has_path(std::string_view path) const override {
    return path.starts_with("/wallet/") || path.starts_with("/walletsolidity/") || path.starts_with("/devnet/");
  }
  [[nodiscard]] Result<ports::HttpAnswer, ports::HttpError> exchange(const ports::HttpRequest& request) override;
  [[nodiscard]] std::vector<std::string> take_complaints() override { return std::exchange(node_.complaints, {}); }

 private:
  TronNode::Host& adopt();

  TronNode& node_;
  const catalog::Chain& row_;
  TronChain chain_;
  TronNode::Host& host_;
  TronMiner miner_;
  TronCommands commands_;
};

}  // namespace bepusdt::devnet
