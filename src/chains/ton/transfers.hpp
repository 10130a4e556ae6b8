// The rule what a payment on TON is (contract part 4 §2), applied to one transaction. Pure.
//
// The coin arrives with any message from inside the chain that was credited and not sent back, whatever its body says and
// whether or not the wallet's code ran: also an account without code keeps what it gets. A message that is itself the return of
// one that failed is no payment.
// A token arrives when its owner's own wallet of that token took an internal_transfer and its code and actions succeeded.
// Each transaction has one incoming message, so its logical time is the transfer's position.
#pragma once

#include "chains/ton/transaction.hpp"
#include "chains/ton/watched.hpp"

namespace bepusdt::chains::ton {

struct CoinReceipt {
  std::optional<Account> from;
  core::BaseUnits units = 0;
};
// By the account of the transaction; nothing of 0.
[[nodiscard]] std::optional<CoinReceipt> received_coin(const Transaction& transaction);

struct TokenReceipt {
  std::optional<Account> from;  // the owner who paid
  core::BaseUnits units = 0;
};
// By the token wallet that is the account of the transaction, if it is one; nothing of 0.
[[nodiscard]] std::optional<TokenReceipt> received_token(const Transaction& transaction);

// What was paid to us. `block`: the masterchain block that made it final.
[[nodiscard]] std::optional<core::Transfer> transfer_to_us(const core::ChainName& chain, const core::BlockRef& block,
                                                           const Transaction& transaction, const Watched& watched);

}  // namespace bepusdt::chains::ton
