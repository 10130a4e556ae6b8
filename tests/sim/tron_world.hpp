// TronWorld: Tron in the simulated world, its nodes' HTTP API and the gateway's reader of it.
#pragma once

#include "devnet/tron/tron_node.hpp"
#include "sim/forking_world.hpp"

namespace bepusdt::sim {

struct TronKind {
  using Chain = devnet::TronChain;
  using Tx = devnet::TronTx;
  using Block = devnet::TronBlock;
  using Node = devnet::TronNode;
  using Faults = devnet::TronFaults;
  static std::string address(std::uint64_t n) { return devnet::tron_wallet(n); }
  static core::BlockRef ref(const Block& block) {
    return {block.number, core::BlockHash(block.id), core::BlockHash(block.parent), from_unix_seconds(block.time_ms / 1000)};
  }
  static void mine(Chain& chain, std::vector<Tx> txs, std::int64_t second) { chain.mine(std::move(txs), second); }
  static auto transfers(const Chain& chain, const std::vector<std::string>& addresses,
                        const std::vector<std::string>& contracts, bool native, std::uint64_t after) {
    return chain.transfers(addresses, contracts, native, after);
  }
  static std::string label(const Tx& tx) { return tx.hash; }
  static void stir(Chain& chain) { (void)chain.coin(address(1), address(1), 1); }
  static std::optional<std::uint64_t>& final_at(Node::Host& host) { return host.solidified; }
  static void forget(Node&, Node::Host& host) { host.methods.clear(); }
  static std::span<const Passing<Faults>> passing();
  static std::span<const Lasting<Faults>> lasting();
};

class TronWorld final : public ForkingWorld<TronKind> {
 public:
  TronWorld(ChainPlan plan, BlockTime start, std::uint64_t seed);

  std::unique_ptr<ports::ChainReader> make_reader(const ReaderPorts& ports) override;

 private:
  void bad_weather(int endpoint, Host& host, Draw& draw) override;
  void good_weather(Host&) override {}
  bool of_another_network(const Host& host) const override { return host.chain == &test_network_; }
  devnet::TronTx make(const Payment& payment, const std::string& payer) override;

  devnet::TronChain test_network_;
  const Draw limits_;  // of the reader: the same after each start
};

}  // namespace bepusdt::sim
