// EvmCommands: what a test tells a test chain to do, as JSON-RPC methods. Each answers with the number of the newest block.
//   devnet_mine [blocks = 1]            mines, what waits in the first of them
//   devnet_fork [depth, again = false]  replaces that many blocks; again: with their transactions
//   devnet_failNext [count = 1]         the next transactions that are mined fail
//   devnet_setFaults [{…}]              the members of EvmFaults; an empty object ends all trouble
#pragma once

#include "devnet/evm/evm_methods.hpp"
#include "devnet/evm/evm_miner.hpp"
#include "ports/clock.hpp"

namespace bepusdt::devnet {

class EvmCommands : public EvmMethods {
 public:
  static constexpr std::uint64_t kMostBlocks = 10'000;  // that one command mines

  // All must outlive the commands.
  EvmCommands(EvmNode::Host& host, EvmMiner& miner, const ports::Clock& clock)
      : host_(host), miner_(miner), clock_(clock), chain_id_(host.faults.chain_id) {}

  std::optional<std::string> answer(std::string_view method, const simdjson::dom::array& params) override;

 private:
  using Params = const simdjson::dom::array&;
  [[nodiscard]] std::string fork(Params params);
  [[nodiscard]] std::string set_faults(Params params);
  [[nodiscard]] std::string newest() const;

  EvmNode::Host& host_;
  EvmMiner& miner_;
  const ports::Clock& clock_;
  const std::uint64_t chain_id_;
};

}  // namespace bepusdt::devnet
