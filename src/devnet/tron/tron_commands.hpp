// TronCommands: what a test tells a test chain of Tron to do, as questions to "devnet/…" whose fields stand in a JSON object:
//   pay        {"to": base58, "amount": "base units", "contract": base58}  from an account that owns plenty; without a contract
//              the coin. Answers {"txid": …}
//   mine       {"blocks": 1}                       mines, what waits in the first of them
//   fork       {"depth": N, "again": false}        replaces that many blocks; again: with their transactions
//   failnext   {"count": 1}                        the next transactions that are mined fail
//   setfaults  the members of TronFaults; an empty object ends all trouble
// All but the first answer {"height": the newest block's}.
#pragma once

#include "devnet/tron/tron_methods.hpp"
#include "devnet/tron/tron_miner.hpp"
#include "ports/clock.hpp"

namespace bepusdt::devnet {

class TronCommands : public TronMethods {
 public:
  static constexpr std::uint64_t kMostBlocks = 10'000;  // that one command mines

  // All must outlive the commands.
  TronCommands(TronNode::Host& host, TronMiner& miner, const ports::Clock& clock)
      : host_(host), miner_(miner), clock_(clock) {}

  Result<std::string, std::string> answer(std::string_view method, const simdjson::dom::object& fields) override;

 private:
  using Fields = const simdjson::dom::object&;
  using Answer = Result<std::string, std::string>;
  [[nodiscard]] Answer pay(Fields fields);
  [[nodiscard]] Answer fork(Fields fields);
  [[nodiscard]] Answer set_faults(Fields fields);
  [[nodiscard]] std::string height() const;

  TronNode::Host& host_;
  TronMiner& miner_;
  const ports::Clock& clock_;
};

}  // namespace bepusdt::devnet
