// Watched: what a scan looks for on Solana: our mints (catalog rows), our wallets, and the accounts under which what they get is
// listed: the wallets themselves and their associated token accounts, under the program that each mint belongs to. Built once per
// watch list, then only read.
#pragma once

#include <map>
#include <unordered_map>
#include <unordered_set>

#include "catalog/chains.hpp"
#include "ports/chain_reader.hpp"

namespace bepusdt::chains::solana {

class Watched {
 public:
  Watched(std::string_view chain, const ports::WatchList& list);

  [[nodiscard]] bool is_for(const ports::WatchList& list) const {
    return list.native == native_ && list.tokens == tokens_ && list.addresses == addresses_;
  }
  [[nodiscard]] bool native() const { return native_; }
  [[nodiscard]] bool tokens() const { return tokens_; }
  [[nodiscard]] bool has_wallet(const std::string& owner) const { return wallets_.contains(owner); }
  // nullptr: no mint of ours.
  [[nodiscard]] const catalog::TokenContract* mint(const std::string& mint) const;
  // Whose transactions are to be read: wallets (a token account is often made, and so its owner named, in the transaction that
  // pays into it) and, where tokens are watched, the token accounts.
  [[nodiscard]] const std::vector<std::string>& listed_accounts() const { return listed_; }

 private:
  bool native_;
  bool tokens_;
  std::vector<core::Address> addresses_;
  std::unordered_map<std::string, const catalog::TokenContract*> mints_;
  std::unordered_set<std::string> wallets_;
  std::vector<std::string> listed_;
};

}  // namespace bepusdt::chains::solana
