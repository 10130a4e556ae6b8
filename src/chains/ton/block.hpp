// What a block of TON says, as far as payments need it. Shards are chains of blocks of their own; a masterchain block names the
// newest block of each, and with that makes it final.
#pragma once

#include <vector>

#include "chains/ton/transaction.hpp"

namespace bepusdt::chains::ton {

struct BlockId {
  std::int32_t workchain = 0;
  std::uint64_t shard = 0;  // the prefix of its accounts, ended by a one
  std::uint32_t seqno = 0;
  Word root_hash{};
  Word file_hash{};

  friend bool operator==(const BlockId&, const BlockId&) = default;
};

// The block before, by whose workchain and shard one must know oneself.
struct PreviousBlock {
  std::uint32_t seqno = 0;
  std::uint64_t end_lt = 0;
  Word root_hash{};
  Word file_hash{};
};

struct ShardTop {
  BlockId id;
  std::uint64_t start_lt = 0;
  std::uint64_t end_lt = 0;
};

struct Block {
  std::int32_t network = 0;  // -239: the main network
  std::int32_t workchain = 0;
  std::uint64_t shard = 0;
  std::uint32_t seqno = 0;
  std::uint32_t time = 0;
  std::uint64_t start_lt = 0;
  std::uint64_t end_lt = 0;
  bool key_block = false;
  bool after_split = false;  // the shard before it was twice as large
  Word root_hash{};
  std::vector<PreviousBlock> previous;  // two after a merge of shards
  std::vector<Transaction> transactions;
  std::vector<ShardTop> shards;  // of a masterchain block
};

}  // namespace bepusdt::chains::ton
