// AptosWorld: Aptos in the simulated world, its fullnodes' REST API and the gateway's reader of it.
#pragma once

#include "devnet/aptos/aptos_node.hpp"
#include "sim/settled_world.hpp"

namespace bepusdt::sim {

struct AptosKind {
  using Chain = devnet::AptosChain;
  using Tx = devnet::AptosTx;
  using Block = devnet::AptosBlock;
  using Node = devnet::AptosNode;
  using Faults = devnet::AptosFaults;
  static std::string address(std::uint64_t n) { return devnet::aptos_account(n); }
  static core::BlockRef ref(const Block& block) {  // a block does not name the one that it follows
    return {block.height,
            core::BlockHash(block.hash),
            {},
            from_unix_seconds(static_cast<std::int64_t>(block.micros / 1'000'000))};
  }
  static void mine(Chain& chain, std::vector<Tx> txs, std::int64_t second) {
    chain.mine(std::move(txs), static_cast<std::uint64_t>(second));
  }
  static auto transfers(const Chain& chain, const std::vector<std::string>& addresses,
                        const std::vector<std::string>& contracts, bool, std::uint64_t after) {
    return chain.transfers(addresses, contracts, after);
  }
  static std::string label(const Tx& tx) { return tx.hash; }
  static bool fails(const Tx& tx) { return !tx.ok; }
  static void forget(Node&, Node::Host& host) { host.questions.clear(); }
  static std::span<const Passing<Faults>> passing();
  static std::span<const Lasting<Faults>> lasting();
};

class AptosWorld final : public SettledWorld<AptosKind> {
 public:
  AptosWorld(ChainPlan plan, BlockTime start, std::uint64_t seed);

  std::unique_ptr<ports::ChainReader> make_reader(const ReaderPorts& ports) override;

 private:
  void bad_weather(int endpoint, Host& host, Draw& draw) override;
  void good_weather(Host&) override {}
  bool of_another_network(const Host& host) const override { return host.chain == &test_network_; }
  std::vector<devnet::AptosTx> transactions_of(const Payment& payment, const std::string& payer) override;
  devnet::AptosTx look_alike(const std::string& wallet, Draw& draw) override;

  devnet::AptosChain test_network_;
  const Draw limits_;  // of the reader: the same after each start
};

}  // namespace bepusdt::sim
