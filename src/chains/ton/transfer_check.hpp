// Looking at one transfer again: is it (still) there, final by its masterchain block, with the same amount and receiver?
#pragma once

#include "chains/ton/visit.hpp"

namespace bepusdt::chains::ton {

// Where a transfer must be: the account whose transaction it is, and that transaction's time.
struct TransferPlace {
  Account account;
  std::uint64_t lt = 0;
};
// nullopt: no transfer of TON is like this.
[[nodiscard]] std::optional<TransferPlace> place_of(const core::Transfer& transfer);
// Whether this is the transfer's transaction and pays the same; of the transfer's block.
[[nodiscard]] bool pays_the_same(const Transaction& transaction, const core::Transfer& transfer);

// Asks for the transfer's masterchain block, then for what its account did from the transfer's time to that block's end.
[[nodiscard]] Told<ports::TransferCheck> check_transfer(Visit& visit, const core::Transfer& transfer);

}  // namespace bepusdt::chains::ton
