#include "chains/tron/watched.hpp"

#include "core/tron_account.hpp"

namespace bepusdt::chains::tron {

Watched::Watched(std::string_view chain, const ports::WatchList& list)
    : native_(list.native), tokens_(list.tokens), addresses_(list.addresses) {
  for (const catalog::TokenContract& row : catalog::token_contracts())
    if (row.chain == chain) contracts_.emplace(core::tron_account(row.contract), &row);
  for (const core::Address& address : addresses_) wallets_.insert(core::tron_account(address.value()));
}

const catalog::TokenContract* Watched::contract(const Account& account) const {
  const auto found = contracts_.find(account);
  return found == contracts_.end() ? nullptr : found->second;
}

}  // namespace bepusdt::chains::tron
