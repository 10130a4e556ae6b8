// What an index over TON (toncenter's API v3) tells: blocks, transactions and accounts as rows, each with the masterchain block
// that made it final.
#pragma once

#include <compare>
#include <map>

#include "base/time.hpp"
#include "chains/ton/transaction.hpp"
#include "core/transfer.hpp"

namespace bepusdt::chains::ton {

struct BlockName {
  std::int32_t workchain = 0;
  std::uint64_t shard = 0;  // the prefix of its accounts, ended by a one
  std::uint32_t seqno = 0;

  friend auto operator<=>(const BlockName&, const BlockName&) = default;
};

inline constexpr std::int32_t kMasterchain = -1;
inline constexpr std::uint64_t kWholeChain = std::uint64_t{1} << 63;

struct BlockRow {
  BlockName name;
  Word root_hash{};
  std::int32_t network = 0;
  BlockTime time{};
  std::uint64_t start_lt = 0;
  std::uint64_t end_lt = 0;
  std::optional<std::uint32_t> master;  // seqno of the masterchain block that it is part of; nullopt: none yet
  std::vector<BlockName> previous;

  // The parent is left open: an index does not tell hashes of what is before.
  [[nodiscard]] core::BlockRef ref(core::BlockHash parent = {}) const {
    return {name.seqno, core::BlockHash(to_hex(root_hash)), std::move(parent), time};
  }
};

struct TransactionRow {
  Transaction transaction;
  BlockName block;
  std::optional<std::uint32_t> master;  // as of BlockRow
  bool emulated = false;                // guessed by the index from a message that is under way
};

// The newest logical time at which an account did something.
using LastTimes = std::map<Account, std::uint64_t>;

}  // namespace bepusdt::chains::ton
