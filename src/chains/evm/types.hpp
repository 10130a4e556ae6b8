// What a node tells of blocks, transactions, receipts and logs, as far as payments need it (execution-apis, eth_*).
// A field that the node left out or sent as null is all zero, or kUnknown; whether it is needed is the reader's rule.
#pragma once

#include <vector>

#include "chains/words.hpp"
#include "core/transfer.hpp"

namespace bepusdt::chains::evm {

using Bloom = std::array<std::uint8_t, 256>;

inline constexpr std::uint64_t kUnknown = ~std::uint64_t{0};

struct Transaction {
  Word hash{};
  Word block_hash{};
  Account from{};
  Account to{};
  bool creates = false;  // `to` is null: a contract is created
  Word value{};
};

struct Block {
  std::uint64_t number = 0;
  Word hash{};
  Word parent{};
  std::int64_t timestamp = 0;  // seconds since 1970
  Bloom bloom{};
  bool has_bloom = false;
  bool lists_transactions = false;        // the answer named them at all, be it none
  bool has_bare_hashes = false;           // of some of them it told the hash alone
  std::vector<Word> hashes;               // of all its transactions
  std::vector<Word> of_nobody;            // of a whole block: those from the zero account to the zero account
  std::vector<Transaction> transactions;  // only of a whole block, and only those that were to be kept

  [[nodiscard]] bool is_whole() const { return lists_transactions && !has_bare_hashes; }
  [[nodiscard]] core::BlockRef ref() const {
    return {number, core::BlockHash(text_of(hash)), core::BlockHash(text_of(parent)), from_unix_seconds(timestamp)};
  }
};

struct Log {
  Account address{};
  std::array<Word, 4> topics{};
  std::size_t topic_count = 0;
  Word data{};  // if data_size is 32
  std::size_t data_size = 0;
  std::uint64_t index = kUnknown;  // within the block
  std::uint64_t block_number = kUnknown;
  Word block_hash{};
  Word transaction_hash{};
  bool removed = false;

  // Emitted alike: what a receipt and eth_getLogs must agree on.
  [[nodiscard]] bool same_contents(const Log& other) const {
    return address == other.address && topic_count == other.topic_count && topics == other.topics &&
           data_size == other.data_size && data == other.data;
  }
};

enum class Status { unknown, failed, succeeded };

struct Receipt {
  Word transaction_hash{};
  Word block_hash{};
  std::uint64_t block_number = kUnknown;
  std::uint64_t transaction_index = kUnknown;
  Status status = Status::unknown;
  std::uint64_t first_log_index = kUnknown;  // of the first log, whether it was kept or not
  std::size_t log_count = 0;
  std::vector<Log> logs;  // those that were to be kept
};

}  // namespace bepusdt::chains::evm
