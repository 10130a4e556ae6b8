// USDT's jetton wallets. Each owner has one, whose address is that of the code and the data that it starts with, so that it can
// be computed without asking anybody (TEP-74; contract part 4 §2). A message that says "internal_transfer" proves nothing
// elsewhere. Pure.
#pragma once

#include <optional>

#include "chains/ton/account.hpp"
#include "chains/ton/cell.hpp"
#include "core/amount.hpp"

namespace bepusdt::chains::ton {

// Where `owner`'s USDT lies; `master`: the token's contract. Wallets are in workchain 0, wherever their owner is.
[[nodiscard]] Account usdt_wallet(const Account& owner, const Account& master);

// A wallet's message to another: so many arrived.
struct InternalTransfer {
  core::BaseUnits units = 0;
  std::optional<Account> from;  // the owner of the wallet that sent it; nullopt: minted, or not told
};
[[nodiscard]] std::optional<InternalTransfer> decode_internal_transfer(const Cell& body);

}  // namespace bepusdt::chains::ton
