// What a node tells of Tron's blocks, transactions and their logs, as far as payments need it. Identifiers are the chain's own:
// a block's is its number and the tail of its header's SHA-256, a transaction's the SHA-256 of its raw_data; both are written
// without "0x". Accounts are their 20 bytes without the prefix 0x41.
#pragma once

#include <optional>
#include <vector>

#include "base/hex.hpp"
#include "chains/words.hpp"
#include "core/transfer.hpp"
#include "core/tron_account.hpp"

namespace bepusdt::chains::tron {

[[nodiscard]] inline std::string hash_text(const Word& hash) { return to_hex(hash); }

// A token transfer that a transaction's own call asks for: it happened only if the transaction succeeded.
struct TokenCall {
  Account contract{};  // of the token
  Account from{};
  Account to{};
  core::BaseUnits units = 0;
};

// Energy or bandwidth lent to an account, or taken back.
struct Delegation {
  enum class Resource { bandwidth = 0, energy = 1 };
  Resource resource = Resource::bandwidth;
  Account owner{};
  Account receiver{};
  std::uint64_t sun = 0;  // TRX staked for it, in millionths
  bool taken_back = false;
};

struct CoinTransfer {
  Account from{};
  Account to{};
  std::uint64_t sun = 0;
};

struct Transaction {
  Word hash{};
  bool succeeded = false;  // ret[0].contractRet is SUCCESS
  bool runs_code = false;  // calls or creates a contract: only these have logs
  std::optional<CoinTransfer> coin;
  std::optional<TokenCall> call;
  std::optional<Delegation> delegation;
};

struct Header {
  std::uint64_t number = 0;
  Word id{};
  Word parent{};
  std::int64_t time_ms = 0;
  Account witness{};

  [[nodiscard]] core::BlockRef ref() const {
    return {number, core::BlockHash(hash_text(id)), core::BlockHash(hash_text(parent)), from_unix_seconds(time_ms / 1000)};
  }
};

struct Block {
  Header header;
  std::vector<Transaction> transactions;

  [[nodiscard]] const Transaction* find(const Word& hash) const {
    for (const Transaction& transaction : transactions)
      if (transaction.hash == hash) return &transaction;
    return nullptr;
  }
};

struct Log {
  Account contract{};
  std::vector<Word> topics;
  Word data{};  // if data_size is 32
  std::size_t data_size = 0;
};

// What running a transaction came to: java-tron's TransactionInfo.
struct Info {
  Word hash{};
  std::uint64_t block_number = 0;
  bool failed = false;
  std::vector<Log> logs;  // all of them, in order
};

}  // namespace bepusdt::chains::tron
