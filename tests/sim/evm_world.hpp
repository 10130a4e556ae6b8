// EvmWorld: an EVM chain of the simulated world, its nodes and the gateway's reader of it.
#pragma once

#include "devnet/evm/evm_node.hpp"
#include "sim/forking_world.hpp"

namespace bepusdt::sim {

struct EvmKind {
  using Chain = devnet::EvmChain;
  using Tx = devnet::EvmTx;
  using Block = devnet::EvmBlock;
  using Node = devnet::EvmNode;
  using Faults = devnet::EvmFaults;
  static std::string address(std::uint64_t n) { return devnet::evm_address(n); }
  static core::BlockRef ref(const Block& block) {
    return {block.number, core::BlockHash(block.hash), core::BlockHash(block.parent), from_unix_seconds(block.time)};
  }
  static void mine(Chain& chain, std::vector<Tx> txs, std::int64_t second) { chain.mine(std::move(txs), second); }
  static auto transfers(const Chain& chain, const std::vector<std::string>& addresses,
                        const std::vector<std::string>& contracts, bool native, std::uint64_t after) {
    return chain.transfers(addresses, contracts, native, after);
  }
  static std::string label(const Tx& tx) { return tx.hash; }
  static void stir(Chain& chain) { (void)chain.coin(address(1), address(1), 1); }
  static std::optional<std::uint64_t>& final_at(Node::Host& host) { return host.finalized; }
  static void forget(Node& node, Node::Host& host) {
    host.methods.clear();
    node.requests.clear();
  }
  static std::span<const Passing<Faults>> passing();
  static std::span<const Lasting<Faults>> lasting();
};

class EvmWorld final : public ForkingWorld<EvmKind> {
 public:
  EvmWorld(ChainPlan plan, BlockTime start, std::uint64_t seed);

  std::unique_ptr<ports::ChainReader> make_reader(const ReaderPorts& ports) override;

 private:
  void bad_weather(int endpoint, Host& host, Draw& draw) override;
  void good_weather(Host& host) override;
  bool of_another_network(const Host& host) const override { return host.faults.chain_id != row_.chain_id; }
  devnet::EvmTx make(const Payment& payment, const std::string& payer) override;
  void block_was_mined(Draw& draw) override;

  const Draw limits_;  // of the reader: the same after each start
};

}  // namespace bepusdt::sim
