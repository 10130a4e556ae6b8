// EvmLedger: who owns how much of a test chain's coin and tokens, and which number a sender's next transaction has. Nothing is
// made or lost after give(): a transaction that moves more than its sender has, or that a token's contract would refuse,
// moves nothing. Gas costs nothing here. A copy is the ledger of another branch. One thread at a time.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/amount.hpp"
#include "devnet/evm/evm_chain.hpp"

namespace bepusdt::devnet {

struct EvmToken {
  std::string contract;  // lower case, as all addresses here
  std::string symbol;
  int decimals;
};

class EvmLedger {
 public:
  explicit EvmLedger(std::vector<EvmToken> tokens) : tokens_(std::move(tokens)) {}

  // Of the coin, or of the token at `contract`.
  void give(const std::string& holder, const core::BaseUnits& units, const std::string& contract = {});
  [[nodiscard]] core::BaseUnits balance(const std::string& holder, const std::string& contract = {}) const;
  [[nodiscard]] std::uint64_t next_nonce(const std::string& sender) const;
  [[nodiscard]] const EvmToken* token(const std::string& contract) const;

  // Carries out a transaction that is new: settles whether it succeeded (never with `ok` false before) and its logs.
  void carry_out(EvmTx& tx);
  // Repeats one that a block holds, as it came out then.
  void repeat(const EvmTx& tx);

 private:
  struct Movement {
    std::string contract, from, to;
    core::BaseUnits units;
  };
  // What a transaction would move; nullopt: its contract refuses it.
  [[nodiscard]] std::optional<Movement> movement(const EvmTx& tx) const;
  void move(const Movement& movement);

  std::vector<EvmToken> tokens_;
  std::map<std::pair<std::string, std::string>, core::BaseUnits> balances_;  // by contract and holder
  std::map<std::string, std::uint64_t> next_nonces_;
};

}  // namespace bepusdt::devnet
