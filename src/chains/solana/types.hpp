// What Solana's nodes tell, decoded: accounts, mints and signatures stay base58 text, which is how the chain writes them and how
// our wallets are stored. Pure data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/transfer.hpp"

namespace bepusdt::chains::solana {

// A token account's balance before or after a transaction.
struct TokenBalance {
  std::size_t account = 0;  // index into Transaction::accounts
  std::string mint;
  std::string owner;  // empty: the node did not record it (before 2021)
  std::uint64_t units = 0;
};

struct Transaction {
  std::string signature;  // the first one: its name
  bool succeeded = false;
  std::vector<std::string> accounts;  // static, loaded writable, loaded read-only; the first one pays the fee
  std::uint64_t fee = 0;
  std::vector<std::uint64_t> lamports_before, lamports_after;  // by account
  bool tokens_told = false;                                    // else the two below were left out or null
  std::vector<TokenBalance> tokens_before, tokens_after;
};

// A transaction as getTransaction tells it.
struct PlacedTransaction {
  std::uint64_t slot = 0;
  Transaction transaction;
};

struct Header {
  std::string hash, parent_hash;
  std::uint64_t parent_slot = 0;
  std::optional<std::int64_t> time;  // seconds; some nodes do not have it (yet)
  bool transactions_told = false;    // its transactions or signatures were there, be it none

  [[nodiscard]] core::BlockRef ref(std::uint64_t slot) const {
    return {slot, core::BlockHash(hash), core::BlockHash(parent_hash), from_unix_seconds(time.value_or(0))};
  }
};

// A line of getSignaturesForAddress.
struct Listed {
  std::string signature;
  std::uint64_t slot = 0;
  bool failed = false;

  friend bool operator==(const Listed&, const Listed&) = default;
};

}  // namespace bepusdt::chains::solana
