// Blocks of TON as cells, made as block.tlb says, for tests and fuzz corpora of what reads them: the least that is valid, and
// what of it may be wrong on command. Knows nothing of the code that reads.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "chains/ton/cell_builder.hpp"

namespace bepusdt::test::ton {

using chains::Word;
using chains::ton::Account;
using chains::ton::CellBuilder;
using chains::ton::CellPtr;

struct MessageCells {
  std::optional<Account> from;  // nullopt: from outside the chain
  Account to;
  std::uint64_t value = 0;
  bool bounced = false;
  CellPtr body = CellBuilder().finish();
};
[[nodiscard]] CellPtr message_cell(const MessageCells& message);

struct TransactionCells {
  Account account;
  std::uint64_t lt = 0;
  std::optional<MessageCells> in = {};
  bool credited = true;
  bool computed = true;  // false: the compute phase was skipped
  bool succeeded = true;
  bool acted = true;
  bool aborted = false;
  bool sent_back = false;
  CellPtr sends = nullptr;  // where the dictionary of what it sends should be
};
[[nodiscard]] CellPtr transaction_cell(const TransactionCells& transaction);

struct BlockCells {
  std::int32_t workchain = 0;
  std::uint32_t seqno = 7;
  std::uint64_t start_lt = 1'000'000, end_lt = 2'000'000;
  bool after_merge = false;
  std::vector<TransactionCells> transactions = {};
  std::vector<std::uint32_t> shards = {};  // of a masterchain block: their seqnos; one, two or four
};
[[nodiscard]] CellPtr block_cell(const BlockCells& block);

// "internal_transfer" of TEP-74.
[[nodiscard]] CellPtr internal_transfer_cell(std::uint64_t units, const std::optional<Account>& from);
[[nodiscard]] Account account(std::uint8_t n);

// A Hashmap, with `extra` at every fork: keys of `bits` bits, text of '0' and '1', to what is written at their leaves.
using Leaf = std::function<void(CellBuilder&)>;
[[nodiscard]] CellPtr hashmap_cell(const std::map<std::string, Leaf>& leaves, const Leaf& extra = {});

}  // namespace bepusdt::test::ton
