// EvmWallet: the JSON-RPC methods with which accounts of a test chain are asked about and pay, as anvil 1.7.1 answers them: the
// node signs for its own accounts. Differences by intent: gas costs nothing, eth_sendTransaction takes also what will fail
// (it is mined with status 0), no contract is made, and only the newest state is known.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "devnet/evm/evm_methods.hpp"
#include "devnet/evm/evm_miner.hpp"

namespace bepusdt::devnet {

class EvmWallet : public EvmMethods {
 public:
  // `accounts`: whom the node signs for. `miner` must outlive the wallet.
  EvmWallet(EvmMiner& miner, std::vector<std::string> accounts, std::uint64_t chain_id)
      : miner_(miner), accounts_(std::move(accounts)), chain_id_(chain_id) {}

  std::optional<std::string> answer(std::string_view method, const simdjson::dom::array& params) override;

 private:
  using Params = const simdjson::dom::array&;
  [[nodiscard]] std::string accounts() const;
  [[nodiscard]] std::string balance(Params params) const;
  [[nodiscard]] std::string transaction_count(Params params) const;
  [[nodiscard]] std::string estimate(Params params) const;
  [[nodiscard]] std::string call(Params params) const;
  [[nodiscard]] std::string send(Params params);

  EvmMiner& miner_;
  const std::vector<std::string> accounts_;
  const std::uint64_t chain_id_;
};

}  // namespace bepusdt::devnet
