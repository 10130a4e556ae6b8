// What a fullnode tells of Aptos: its ledger, blocks and transactions, as far as payments need it. Everything on the chain has a
// version, counted from 0 without holes: a transaction one of its own, a block the range of those of its transactions. Accounts,
// stores and hashes are 32 bytes, written with "0x" and 64 digits.
#pragma once

#include <optional>
#include <vector>

#include "chains/words.hpp"
#include "core/transfer.hpp"

namespace bepusdt::chains::aptos {

struct Ledger {
  std::uint64_t chain_id = 0;
  std::uint64_t height = 0;         // of the newest block
  std::uint64_t oldest_height = 0;  // blocks below are pruned there
};

// A block without its transactions. It does not tell which block it follows.
struct Header {
  std::uint64_t height = 0;
  Word hash{};
  BlockTime time{};
  std::uint64_t first_version = 0;
  std::uint64_t last_version = 0;

  // `parent`: as whoever read the block below knows it.
  [[nodiscard]] core::BlockRef ref(core::BlockHash parent = {}) const {
    return {height, core::BlockHash(text_of(hash)), std::move(parent), time};
  }
};

// A 0x1::fungible_asset::Deposit: units of whatever asset the store holds were put into it.
struct Deposit {
  std::size_t event = 0;  // its index among the events of the transaction
  Word store{};
  std::uint64_t units = 0;
};

// By which a block begins.
struct BlockStart {
  Word hash{};
  BlockTime time{};
};

struct Transaction {
  std::uint64_t version = 0;
  Word hash{};
  bool succeeded = false;
  Word sender{};  // 0: it was not sent by an account
  std::optional<BlockStart> begins;
  std::vector<Deposit> deposits;  // in the order of their events
};

}  // namespace bepusdt::chains::aptos
