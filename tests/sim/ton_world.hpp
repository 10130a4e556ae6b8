// TonWorld: TON in the simulated world, its indexes' API and the gateway's reader of it.
#pragma once

#include "devnet/ton/ton_node.hpp"
#include "sim/settled_world.hpp"

namespace bepusdt::sim {

struct TonKind {
  using Chain = devnet::TonChain;
  using Tx = devnet::TonTx;
  using Block = devnet::TonBlock;
  using Node = devnet::TonNode;
  using Faults = devnet::TonFaults;
  static std::string address(std::uint64_t n) { return devnet::ton_wallet(n); }
  static core::BlockRef ref(const Block& block);
  static void mine(Chain& chain, std::vector<Tx> txs, std::int64_t second) { chain.mine(std::move(txs), second); }
  static auto transfers(const Chain& chain, const std::vector<std::string>& addresses, const std::vector<std::string>&,
                        bool native, std::uint64_t after) {
    return chain.transfers(addresses, native, after);
  }
  // It has a hash of its own only when it is mined.
  static std::string label(const Tx& tx) { return "a message of " + tx.value.str(); }
  static bool fails(const Tx& tx) { return tx.aborted && tx.sent_back; }
  static void forget(Node&, Node::Host& host) { host.methods.clear(); }
  static std::span<const Passing<Faults>> passing();
  static std::span<const Lasting<Faults>> lasting();
};

class TonWorld final : public SettledWorld<TonKind> {
 public:
  TonWorld(ChainPlan plan, BlockTime start, std::uint64_t seed);

  std::unique_ptr<ports::ChainReader> make_reader(const ReaderPorts& ports) override;

 private:
  void bad_weather(int endpoint, Host& host, Draw& draw) override;
  void good_weather(Host&) override {}
  bool of_another_network(const Host& host) const override { return host.chain == &test_network_; }
  std::vector<devnet::TonTx> transactions_of(const Payment& payment, const std::string& payer) override;
  [[nodiscard]] devnet::TonTx coin(const Payment& payment, const Payment::Part& part, const std::string& payer) const;
  [[nodiscard]] devnet::TonTx token(const Payment& payment, const Payment::Part& part, const std::string& payer) const;
  devnet::TonTx look_alike(const std::string& wallet, Draw& draw) override;
  void before_block(Draw& draw, FaultSpace& space) override;
  void count(const devnet::TonTx& tx, FaultSpace& space) const override;

  devnet::TonChain test_network_;
  const Draw limits_;  // of the reader: the same after each start
};

}  // namespace bepusdt::sim
