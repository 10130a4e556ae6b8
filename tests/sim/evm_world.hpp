// EvmWorld: an EVM chain of the simulated world over devnet's model: up to three endpoints that tell of it, each with troubles
// of its own, one of them for a while on another branch; forks, failed transactions, tokens of the same name. It keeps for
// every transfer all blocks that ever held it, so that the auditor can say what was true when.
#pragma once

#include <map>

#include "catalog/chains.hpp"
#include "devnet/evm/evm_node.hpp"
#include "sim/chain_world.hpp"

namespace bepusdt::sim {

class EvmWorld : public ChainWorld {
 public:
  // `addresses`: every address that a payment can go to, stored form.
  EvmWorld(ChainPlan plan, BlockTime start, std::vector<std::string> addresses, std::uint64_t seed);

  std::unique_ptr<ports::ChainReader> make_reader(ports::HttpClient& client, ports::Clock& clock, ports::EventLog& log,
                                                  ports::Metrics& metrics) override;
  bool has_host(const std::string& host) const override;
  Result<ports::HttpAnswer, ports::HttpError> answer(const ports::HttpRequest& request, Draw& draw, int trouble,
                                                     FaultSpace& space) override;

  core::TxHash send(const Payment& payment) override;
  void mine_until(BlockTime now, Draw& draw, FaultSpace& space) override;
  void fork(bool deep, Draw& draw, FaultSpace& space) override;
  void change_weather(Draw& draw, FaultSpace& space) override;
  void heal() override;

  std::uint64_t head() const override { return chain_.head(); }
  std::vector<TrueTransfer> standing() const override;
  const TransferHistory* history(const core::TransferKey& key) const override;
  bool paid_more_than_once(const TrueTransfer& transfer) const override;
  BlockTime newest_stamp() const override { return newest_stamp_; }
  std::vector<std::string> complaints() const override { return node_.complaints; }

 private:
  [[nodiscard]] std::string host_name(int endpoint) const;
  devnet::EvmNode::Host& host(int endpoint) { return node_.host(host_name(endpoint)); }
  void mine(devnet::EvmChain& chain, std::vector<devnet::EvmTx> txs, std::int64_t time);
  void note(const devnet::EvmChain& chain);  // the transfers of its newest block
  void settle_finality();
  [[nodiscard]] std::vector<devnet::EvmTx> take_some(Draw& draw);
  [[nodiscard]] std::uint64_t final_height() const;
  void end_branch();
  [[nodiscard]] const core::TradeType* type_of(const std::string& contract) const;

  const catalog::Chain& row_;
  std::vector<std::string> addresses_;
  std::vector<std::string> contracts_;
  devnet::EvmChain chain_;
  std::optional<devnet::EvmChain> branch_;  // what one endpoint takes for the chain
  std::uint64_t branched_at_ = 0;
  devnet::EvmNode node_;
  std::vector<devnet::EvmTx> waiting_;              // not mined
  std::uint64_t final_ = 0;                         // never goes back, but for a deep fork
  std::map<std::string, TransferHistory> history_;  // by hash/position
  BlockTime newest_stamp_{};
  std::map<std::string, bool> mined_before_;  // by transaction: a block has held it
  std::uint64_t payers_ = 0;
  const Draw limits_;  // of the reader: the same after each start
};

}  // namespace bepusdt::sim
