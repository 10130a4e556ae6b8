// SolanaWorld: Solana in the simulated world, its nodes' JSON-RPC and the gateway's reader of it, which reads our accounts'
// transactions or, at some endpoints, whole blocks.
#pragma once

#include "devnet/solana/solana_node.hpp"
#include "sim/settled_world.hpp"

namespace bepusdt::sim {

struct SolanaKind {
  using Chain = devnet::SolanaChain;
  using Tx = devnet::SolanaTx;
  using Block = devnet::SolanaBlock;
  using Node = devnet::SolanaNode;
  using Faults = devnet::SolanaFaults;
  struct Found {
    std::string hash, position, contract, to;
    core::BaseUnits units;
    std::uint64_t height = 0;
  };
  static std::string address(std::uint64_t n) { return devnet::solana_wallet(n); }
  static core::BlockRef ref(const Block& block) {
    return {block.slot, core::BlockHash(block.hash), core::BlockHash(block.parent_hash), from_unix_seconds(block.time)};
  }
  static void mine(Chain& chain, std::vector<Tx> txs, std::int64_t second) { chain.mine(std::move(txs), second); }
  static std::vector<Found> transfers(const Chain& chain, const std::vector<std::string>& addresses,
                                      const std::vector<std::string>& contracts, bool native, std::uint64_t after);
  static std::string label(const Tx& tx) { return tx.signature; }
  static bool fails(const Tx& tx) { return !tx.ok; }
  static void forget(Node&, Node::Host& host) { host.methods.clear(); }
  static std::span<const Passing<Faults>> passing();
  static std::span<const Lasting<Faults>> lasting();
};

class SolanaWorld final : public SettledWorld<SolanaKind> {
 public:
  SolanaWorld(ChainPlan plan, BlockTime start, std::uint64_t seed);

  std::unique_ptr<ports::ChainReader> make_reader(const ReaderPorts& ports) override;
  std::uint64_t due() const override;

 private:
  void bad_weather(int endpoint, Host& host, Draw& draw) override;
  void good_weather(Host&) override {}
  bool of_another_network(const Host& host) const override { return host.chain == &test_network_; }
  std::vector<devnet::SolanaTx> transactions_of(const Payment& payment, const std::string& payer) override;
  devnet::SolanaTx make(const Payment& payment, const std::string& payer);
  devnet::SolanaTx look_alike(const std::string& wallet, Draw& draw) override;
  void before_block(Draw& draw, FaultSpace& space) override;
  void count(const devnet::SolanaTx& tx, FaultSpace& space) const override;

  devnet::SolanaChain test_network_;
  const Draw limits_;              // of the reader: the same after each start
  const std::uint64_t held_back_;  // slots that it leaves for later
};

}  // namespace bepusdt::sim
