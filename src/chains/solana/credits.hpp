// The rule what a payment on Solana is (contract part 4 §2), applied to one transaction: what its accounts hold afterwards less
// what they held before, never what its instructions say. Pure.
//
// Tokens: the difference of the sums over all accounts of (owner, mint), so that two transfers are one credit and a move between
// the owner's own accounts is none. SOL: the difference of the owner's own account, as it is: a fee or rent that the owner pays
// in the same transaction lessens it, and what its own token accounts lose (one that is closed gives back its rent, wrapped SOL
// its worth) is no income. What lies in token accounts, wrapped SOL among it, is not the owner's SOL.
//
// Positions: "<owner>/<mint>" for tokens, "<owner>/n" for SOL.
#pragma once

#include "chains/solana/decode.hpp"
#include "chains/solana/watched.hpp"

namespace bepusdt::chains::solana {

struct Credit {
  std::string owner;
  std::string mint;  // empty: SOL
  core::BaseUnits units = 0;
  std::string from;  // the owner that lost most of it, else who paid the fee: as best told

  [[nodiscard]] std::string position() const { return owner + "/" + (mint.empty() ? std::string("n") : mint); }
};

// Of a failed transaction: none. An error: what it did to our wallets cannot be told from what the node recorded.
[[nodiscard]] Decoded<std::vector<Credit>> credits_to_us(const Transaction& transaction, const Watched& watched);

[[nodiscard]] core::Transfer transfer_of(const core::ChainName& chain, const std::string& signature, const Credit& credit,
                                         const core::BlockRef& block);

}  // namespace bepusdt::chains::solana
