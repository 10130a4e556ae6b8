// Watched: what a scan looks for on TON: our wallets, where the coin arrives, and the USDT wallet of each, where the token does.
// Built once per watch list, then only read.
#pragma once

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "catalog/chains.hpp"
#include "chains/ton/account.hpp"
#include "ports/chain_reader.hpp"

namespace bepusdt::chains::ton {

class Watched {
 public:
  struct TokenWallet {
    Account owner;  // one of our wallets
    const catalog::TokenContract* contract;
  };

  Watched(std::string_view chain, const ports::WatchList& list);

  [[nodiscard]] bool is_for(const ports::WatchList& list) const {
    return list.native == native_ && list.tokens == tokens_ && list.addresses == addresses_;
  }
  // The accounts whose transactions are to be read, in a fixed order.
  [[nodiscard]] const std::vector<Account>& accounts() const { return accounts_; }
  // nullptr: none of ours, or its kind is not looked for.
  [[nodiscard]] const core::TradeType* coin_for(const Account& account) const;
  [[nodiscard]] const TokenWallet* token_wallet(const Account& account) const;

 private:
  bool native_;
  bool tokens_;
  std::vector<core::Address> addresses_;
  const core::TradeType* coin_ = nullptr;
  std::vector<Account> accounts_;
  std::unordered_set<Account, AccountHash> wallets_;
  std::unordered_map<Account, TokenWallet, AccountHash> token_wallets_;
};

}  // namespace bepusdt::chains::ton
