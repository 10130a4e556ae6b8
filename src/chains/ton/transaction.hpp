// What a transaction on TON says, as far as payments need it, wherever it was read: from its cells or from an indexer's JSON.
// An account's transactions are a chain of their own: each names the one before by hash and logical time.
#pragma once

#include <optional>
#include <vector>

#include "chains/ton/account.hpp"
#include "chains/ton/cell.hpp"
#include "core/amount.hpp"

namespace bepusdt::chains::ton {

struct Message {
  enum class Kind { internal, external_in, external_out };
  Kind kind = Kind::internal;
  std::optional<Account> from;  // internal
  std::optional<Account> to;
  core::BaseUnits value = 0;  // nanotons of an internal message
  bool bounced = false;       // it is the return of one that failed
  CellPtr body;               // never nullptr when read from cells
};

struct Transaction {
  Word hash{};
  Account account;
  std::uint64_t lt = 0;
  Word previous_hash{};
  std::uint64_t previous_lt = 0;  // 0: it is the account's first
  std::uint32_t now = 0;
  bool ordinary = false;  // of a message; not a tick, tock, split or merge
  bool aborted = false;
  bool credited = false;   // has a credit phase
  bool computed = false;   // code ran and succeeded
  bool acted = false;      // the action phase succeeded
  bool sent_back = false;  // has a bounce phase
  std::optional<Message> in;
};

}  // namespace bepusdt::chains::ton
