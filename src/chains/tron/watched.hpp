// Watched: what a scan looks for on Tron: our token contracts (catalog rows) and our wallets, by their 20 bytes. Built once per
// watch list, then only read.
#pragma once

#include <unordered_map>
#include <unordered_set>

#include "catalog/chains.hpp"
#include "chains/tron/types.hpp"
#include "ports/chain_reader.hpp"

namespace bepusdt::chains::tron {

class Watched {
 public:
  Watched(std::string_view chain, const ports::WatchList& list);

  [[nodiscard]] bool is_for(const ports::WatchList& list) const {
    return list.native == native_ && list.tokens == tokens_ && list.addresses == addresses_;
  }
  [[nodiscard]] bool native() const { return native_ && !wallets_.empty(); }
  [[nodiscard]] bool tokens() const { return tokens_ && !wallets_.empty() && !contracts_.empty(); }
  [[nodiscard]] bool has_wallet(const Account& account) const { return wallets_.contains(account); }
  [[nodiscard]] const catalog::TokenContract* contract(const Account& account) const;

 private:
  bool native_;
  bool tokens_;
  std::vector<core::Address> addresses_;
  std::unordered_map<Account, const catalog::TokenContract*, BytesHash> contracts_;
  std::unordered_set<Account, BytesHash> wallets_;
};

}  // namespace bepusdt::chains::tron
