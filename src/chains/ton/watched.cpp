#include "chains/ton/watched.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "chains/ton/jetton_wallet.hpp"

namespace bepusdt::chains::ton {

Watched::Watched(std::string_view chain, const ports::WatchList& list)
    : native_(list.native), tokens_(list.tokens), addresses_(list.addresses) {
  for (const core::TradeType& row : catalog::trade_types())
    if (row.native && row.chain == chain) coin_ = &row;
  for (const core::Address& address : addresses_) {
    const auto owner = account_of(address.value());
    BEPUSDT_ASSERT(owner);
    if (native_ && wallets_.insert(*owner).second) accounts_.push_back(*owner);
    if (!tokens_) continue;
    // The one token of the chain is USDT, whose wallets are computed; another would need a code of its own.
    for (const catalog::TokenContract& row : catalog::token_contracts()) {
      if (row.chain != chain) continue;
      const auto master = account_of(row.contract);
      BEPUSDT_ASSERT(master);
      const Account wallet = usdt_wallet(*owner, *master);
      if (token_wallets_.emplace(wallet, TokenWallet{*owner, &row}).second) accounts_.push_back(wallet);
    }
  }
  std::ranges::sort(accounts_);
}

const core::TradeType* Watched::coin_for(const Account& account) const {
  return native_ && wallets_.contains(account) ? coin_ : nullptr;
}

const Watched::TokenWallet* Watched::token_wallet(const Account& account) const {
  const auto found = token_wallets_.find(account);
  return found == token_wallets_.end() ? nullptr : &found->second;
}

}  // namespace bepusdt::chains::ton
